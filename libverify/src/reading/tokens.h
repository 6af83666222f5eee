#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace verify {

/// A word of folded text, or one character of a script without spaces between words.
struct Token {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool glued = false;     ///< the next token follows without anything between
  bool open_left = true;  ///< a name may begin here: not inside another word
  bool open_right = true;

  std::string_view in(std::string_view text) const { return text.substr(begin, end - begin); }
};

/// Splits folded text. Linear.
std::vector<Token> tokenize(std::string_view folded);

}  // namespace verify
