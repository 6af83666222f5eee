#include "reading/tokens.h"

#include "reading/fold.h"

namespace verify {
namespace {

/// Whether a word may end between two characters that stand side by side. Runs of Katakana and of
/// Hangul are words, but a Korean particle follows its noun without a space.
bool may_begin(CharClass before, CharClass at) {
  if (before != at) return true;
  return at == CharClass::ideograph;
}
bool may_end(CharClass at, CharClass after) {
  if (at != after) return true;
  return at == CharClass::ideograph || at == CharClass::hangul;
}

// Most of a text: letters and digits that only make a word longer.
std::size_t end_of_ascii_word(std::string_view folded, std::size_t at) {
  const auto in_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
  };
  while (at < folded.size() && in_word(folded[at])) ++at;
  return at;
}

}  // namespace

std::vector<Token> tokenize(std::string_view folded) {
  std::vector<Token> tokens;
  tokens.reserve(folded.size() / 5);
  CharClass before = CharClass::separator;
  for (std::size_t at = 0; at < folded.size();) {
    const auto begin = static_cast<std::uint32_t>(at);
    const char32_t c = next_char(folded, at);
    const CharClass kind = char_class(c);
    if (kind == CharClass::word) at = end_of_ascii_word(folded, at);
    const auto end = static_cast<std::uint32_t>(at);
    const bool glued = before != CharClass::separator && kind != CharClass::separator;
    if (kind == CharClass::word && before == CharClass::word) {
      tokens.back().end = end;
      continue;
    }
    if (glued) {
      tokens.back().glued = true;
      tokens.back().open_right = may_end(before, kind);
    }
    // '&' is a word of a name: "Smith & Sons".
    if (kind != CharClass::separator || c == '&')
      tokens.push_back({begin, end, false, !glued || may_begin(before, kind), true});
    before = kind;
  }
  return tokens;
}

}  // namespace verify
