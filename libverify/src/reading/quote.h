#pragma once

#include <string>
#include <string_view>

namespace verify {

constexpr std::size_t kQuoteBytes = 160;

/// About kQuoteBytes of `text` around [begin, end), cut at words and characters; line breaks become
/// spaces and "…" marks a cut.
std::string quote_around(std::string_view text, std::size_t begin, std::size_t end);

}  // namespace verify
