#pragma once

#include <string>
#include <string_view>

namespace verify {

/// Scraped text as Markdown that shows just its characters: made safe, on one line, and whatever
/// CommonMark, GitHub's extensions (tables, bare addresses, mentions, mathematics) or HTML would
/// act on is escaped. It may stand at the start of a line and in a table's cell.
std::string markdown_text(std::string_view scraped, std::size_t max_bytes = 2000);

/// A link that shows its whole address; the text alone where `url` may not be linked to.
std::string markdown_link(std::string_view url);

/// `url` as a URI reference of RFC 3986: what may not stand in one is percent-encoded.
std::string uri_reference(std::string_view url);

}  // namespace verify
