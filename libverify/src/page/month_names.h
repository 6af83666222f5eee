#pragma once

#include <string_view>

namespace verify {

/// The month (1…12) a word names, 0 when it names none. `word` in any case, without a final dot.
/// The page's language goes first, then English, then the month all other languages agree on;
/// abbreviations of up to three letters count only in the page's language and English, or when the
/// language is unknown. `language` is a primary subtag. Safe to call from any thread.
int month_of(std::string_view word, std::string_view language);

}  // namespace verify
