#pragma once

#include <string>
#include <string_view>

#include "page/dom.h"

namespace verify {

/// The language a page is written in, as a primary subtag ("en"); empty when nothing tells. The
/// vote of the text beats the page's declaration where it is clear.
std::string detect_language(const Dom& dom, std::string_view text, std::string_view fallback);

/// The vote of the text alone: scripts of the letters and frequent words. Empty when unclear.
std::string language_of_text(std::string_view text);

/// How much the frequent words and the letters of a text speak for the one language they speak for
/// most; only good to compare readings of the same bytes.
double language_votes(std::string_view text);

}  // namespace verify
