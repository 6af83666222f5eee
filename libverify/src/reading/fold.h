#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace verify {

/// A text as it is compared: NFKC, case folded, accents of alphabetic scripts removed, typographic
/// quotes and dashes plain. Every byte knows where it came from.
struct FoldedText {
  std::string text;
  /// Offset in the original of each byte of `text`, and one past the end. Empty when nothing moved.
  std::vector<std::uint32_t> offsets;

  std::size_t original(std::size_t at) const { return offsets.empty() ? at : offsets[at]; }
};

/// Linear and total: bytes that are not UTF-8 become U+FFFD.
FoldedText fold(std::string_view text);
std::string fold_text(std::string_view text);
/// A regular expression for folded text: all of it is folded but the letters of its escapes.
std::string fold_pattern(std::string_view pattern);

/// How a character takes part in words.
enum class CharClass : std::uint8_t {
  separator,
  word,      ///< letters and digits of scripts that put spaces between words
  ideograph  ///< Han and Hiragana: every character may begin or end a word
  ,
  katakana,
  hangul
};
CharClass char_class(char32_t c);

/// Decodes the character at `at` and moves past it. Bytes that are not UTF-8 give U+FFFD.
char32_t next_char(std::string_view text, std::size_t& at);

}  // namespace verify
