#pragma once

#include <cstdint>
#include <string_view>

namespace verify {

// What tells one language from others of its alphabet: its most frequent words, and letters that
// few others have.

enum class Alphabet : std::uint8_t { none, latin, cyrillic, arabic, devanagari };

struct LanguageWords {
  std::string_view code;  ///< as in <html lang>
  Alphabet alphabet;
  std::string_view words;    ///< lower case, separated by one space
  std::string_view letters;  ///< lower case, one after another
};

/// At most 64: a set of them is a mask with a bit for each place in the table.
inline constexpr int kLanguageCount = 39;
const LanguageWords& language_words(int index);

using LanguageMask = std::uint64_t;

/// The languages that use a word (lower case) all the time. Safe to call from any thread.
LanguageMask languages_of_word(std::string_view word);

/// The languages that have a letter beyond those of English, lower case; none where too many do.
LanguageMask languages_of_letter(std::uint32_t code_point);

}  // namespace verify
