#pragma once

#include <string>
#include <string_view>

namespace verify {

/// Scraped text as it may be shown: always valid UTF-8, on one line, and nothing in it acts on the
/// terminal or on the text around it. Control characters (and so ANSI escapes), bidi overrides,
/// isolates and marks, and zero-width characters without a meaning become visible as ‹U+202E›; a
/// pile of combining marks is cut, and one that would fall on our own text gets a base. White space
/// is collapsed.
std::string safe_text(std::string_view scraped);

/// The same for at most about `max_bytes` of `scraped`; "…" marks a cut.
std::string safe_text(std::string_view scraped, std::size_t max_bytes);

/// The same for a text of several lines: each is made safe, line ends stay.
std::string safe_lines(std::string_view scraped);

/// Escapes in serialised JSON what safe_text would replace, without changing its value: JSON
/// printed to a terminal must not steer it. `json` must be valid UTF-8.
std::string escape_invisible_json(std::string_view json);

}  // namespace verify
