#pragma once

#include <string>
#include <string_view>

namespace verify {

/// ASCII only; other bytes pass through.
constexpr char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}
std::string ascii_lower(std::string_view text);
bool ascii_iequals(std::string_view a, std::string_view b);
inline bool is_ascii_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}
std::string_view trim(std::string_view text);
/// Runs of ASCII white space and no-break spaces become one space; ends are trimmed.
std::string collapse_space(std::string_view text);
/// At most `max_bytes`, cut at a character boundary and, where it can, at a word; "…" marks a cut.
std::string shorten(std::string_view text, std::size_t max_bytes);
bool is_valid_utf8(std::string_view text);
/// Each maximal ill-formed part becomes U+FFFD, as the Encoding standard's UTF-8 decoder does.
std::string replace_invalid_utf8(std::string_view text);

}  // namespace verify
