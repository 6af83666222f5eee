#pragma once

#include <string_view>

namespace verify {

/// What an applicant should do about a page that could not be read, by the reason's code
/// (docs/reasons.md, "A page could not be read"): the same whatever the checklist asks of the page.
/// Empty for any other code.
std::string_view page_advice(std::string_view code);

}  // namespace verify
