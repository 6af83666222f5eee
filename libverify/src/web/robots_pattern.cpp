#include "web/robots_pattern.h"

#include <cstring>

#include "web/percent_encode.h"

namespace verify {
namespace {

// RFC 3986 section 2.3.
bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-._~").find(c) != std::string_view::npos;
}

struct Form {
  bool escape_bytes = false;       // bytes above ASCII become %XX
  bool decode_unreserved = false;  // %61 becomes a
  bool escape_wildcards = false;   // '*' becomes %2A: in a path it stands for itself
};

void append_escape(std::string& out, unsigned char byte) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  out += {'%', kHex[byte >> 4], kHex[byte & 15]};
}

int escape_at(std::string_view text, std::size_t i) {
  if (text[i] != '%' || i + 2 >= text.size()) return -1;
  const int high = hex_value(text[i + 1]), low = hex_value(text[i + 2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

std::string in_form(std::string_view text, Form form) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (const int value = escape_at(text, i); value >= 0) {
      const char decoded = static_cast<char>(value);
      if (form.decode_unreserved && is_unreserved(decoded))
        out += decoded;
      else
        append_escape(out, static_cast<unsigned char>(value));
      i += 2;
    } else if ((form.escape_bytes && static_cast<unsigned char>(c) >= 0x80) ||
               (form.escape_wildcards && (c == '*' || c == '$'))) {
      append_escape(out, static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out;
}

// A '$' that is not the last byte stands for itself (section 2.2.3), as %24 does.
std::string escape_inner_dollars(std::string pattern) {
  if (pattern.empty()) return pattern;
  std::string out;
  for (const char c : std::string_view(pattern).substr(0, pattern.size() - 1)) {
    if (c == '$')
      append_escape(out, '$');
    else
      out += c;
  }
  return out += pattern.back();
}

// memmem is linear; std::string_view::find is not.
std::size_t find_from(std::string_view text, std::string_view part, std::size_t from) {
  const void* found = memmem(text.data() + from, text.size() - from, part.data(), part.size());
  return found == nullptr ? std::string_view::npos
                          : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

}  // namespace

std::string escape_robots_pattern(std::string_view pattern) {
  return escape_inner_dollars(in_form(pattern, {.escape_bytes = true}));
}

std::string decode_robots_pattern(std::string_view pattern) {
  return escape_inner_dollars(in_form(pattern, {.escape_bytes = true, .decode_unreserved = true}));
}

RobotsPath::RobotsPath(std::string_view path_and_search)
    : as_written(in_form(path_and_search, {.escape_wildcards = true})),
      decoded(
          in_form(path_and_search,
                  {.escape_bytes = true, .decode_unreserved = true, .escape_wildcards = true})) {}

bool robots_pattern_matches(std::string_view pattern, std::string_view path) {
  const bool to_end = pattern.ends_with('$');
  if (to_end) pattern.remove_suffix(1);
  std::size_t star = pattern.find('*');
  const std::string_view start = pattern.substr(0, star);
  if (!path.starts_with(start)) return false;
  std::size_t at = start.size();
  // Between two '*' the first place is as good as any other: what follows may start anywhere after.
  while (star != std::string_view::npos) {
    pattern.remove_prefix(star + 1);
    star = pattern.find('*');
    const std::string_view part = pattern.substr(0, star);
    if (to_end && star == std::string_view::npos)
      return path.size() - at >= part.size() && path.ends_with(part);
    at = find_from(path, part, at);
    if (at == std::string_view::npos) return false;
    at += part.size();
  }
  return !to_end || at == path.size();
}

}  // namespace verify
