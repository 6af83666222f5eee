#include "support/quiet_text.h"

#include "report/characters.h"

namespace verify::test {
namespace {

bool acts(char32_t c) {
  return (c < 0x20 && c != '\n') || (c >= 0x7F && c < 0xA0) || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0x200B || c == 0x200E || c == 0x200F || c == 0x061C ||
         c == 0x2060 || c == 0xFEFF || (c >= 0xE0000 && c <= 0xE01EF);
}

}  // namespace

bool is_quiet(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (const char c = text[at]; (c >= ' ' && c <= '~') || c == '\n') {
      ++at;  // nearly all
      continue;
    }
    const std::size_t start = at;
    const char32_t c = next_code_point(text, at);
    const bool ill_formed = c == 0xFFFD && text.substr(start, at - start) != "\uFFFD";
    if (ill_formed || acts(c)) return false;
  }
  return true;
}

}  // namespace verify::test
