#pragma once

#include <string_view>

namespace verify {

/// Whether a page in UTF-8 has a way on that is no link: a control that opens an address by script,
/// a button that loads more of a list or is all there is of a form, a page shown as an object, or
/// the page's own word that it needs JavaScript. A visitor
/// may follow it, a crawl cannot, so what lies behind it is not known to be absent.
bool has_script_ways(std::string_view html);

}  // namespace verify
