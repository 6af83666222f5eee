#include "reading/quote.h"

#include <algorithm>

#include "base/text.h"

namespace verify {
namespace {

bool continues_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

/// The first place at or after `at`, but before `limit`, where a word begins.
std::size_t word_after(std::string_view text, std::size_t at, std::size_t limit) {
  if (at == 0) return 0;
  for (std::size_t i = at; i < limit && i < at + 24; ++i)
    if (is_ascii_space(text[i])) return i + 1;
  while (at < limit && continues_character(text[at])) ++at;
  return at;
}

std::size_t word_before(std::string_view text, std::size_t at, std::size_t limit) {
  if (at >= text.size()) return text.size();
  for (std::size_t i = at; i > limit && i + 24 > at; --i)
    if (is_ascii_space(text[i])) return i;
  while (at > limit && continues_character(text[at])) --at;
  return at;
}

}  // namespace

std::string quote_around(std::string_view text, std::size_t begin, std::size_t end) {
  begin = std::min(begin, text.size());
  end = std::clamp(end, begin, text.size());
  // What is asked for may end inside a character; it is quoted whole.
  while (begin > 0 && begin < text.size() && continues_character(text[begin])) --begin;
  while (end < text.size() && continues_character(text[end])) ++end;
  const std::size_t spare = end - begin < kQuoteBytes ? (kQuoteBytes - (end - begin)) / 2 : 0;
  const std::size_t from = word_after(text, begin > spare ? begin - spare : 0, begin);
  const std::size_t to = word_before(text, end + std::min(spare, text.size() - end), end);
  std::string out = collapse_space(shorten(text.substr(from, to - from), 2 * kQuoteBytes));
  if (from > 0) out.insert(0, "…");
  if (to < text.size()) out += "…";
  return out;
}

}  // namespace verify
