#pragma once

#include <cstddef>
#include <string_view>

namespace verify {

/// A byte of a name as style sheets write it.
constexpr bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || (c & 0x80) != 0;
}

/// Where the name that stands at `at` ends; `at` itself without one.
constexpr std::size_t name_end(std::string_view text, std::size_t at) {
  while (at < text.size() && is_name_byte(text[at])) ++at;
  return at;
}

}  // namespace verify
