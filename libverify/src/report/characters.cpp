#include "report/characters.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <memory>

namespace verify {
namespace {

constexpr char32_t kJoiner = 0x200D;
constexpr char32_t kEmojiPresentation = 0xFE0F;

UChar32 icu(char32_t c) {
  return static_cast<UChar32>(c);
}

bool is_wide(char32_t c) {
  const int width = u_getIntPropertyValue(icu(c), UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH;
}

bool is_zero_width(char32_t c) {
  return is_mark(c) || u_charType(icu(c)) == U_FORMAT_CHAR;
}

using Iterator = std::unique_ptr<icu::BreakIterator>;
using MakeIterator = icu::BreakIterator* (*)(const icu::Locale&, UErrorCode&);

// Boundaries after the start; just the end where ICU has no rules (its data is missing).
std::vector<std::size_t> boundaries(std::string_view text, Iterator& breaks, MakeIterator make) {
  std::vector<std::size_t> out;
  UErrorCode error = U_ZERO_ERROR;
  if (!breaks) breaks.reset(make(icu::Locale::getRoot(), error));
  UText* utext = utext_openUTF8(nullptr, text.data(), static_cast<int64_t>(text.size()), &error);
  if (U_SUCCESS(error)) breaks->setText(utext, error);
  if (U_SUCCESS(error)) {
    breaks->first();
    for (int32_t at = breaks->next(); at != icu::BreakIterator::DONE; at = breaks->next())
      out.push_back(static_cast<std::size_t>(at));
  }
  if (utext != nullptr) utext_close(utext);
  if (out.empty() || out.back() != text.size()) out.push_back(text.size());
  return out;
}

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& at) {
  UChar32 c = 0;
  U8_NEXT_OR_FFFD(reinterpret_cast<const uint8_t*>(text.data()), at, text.size(), c);
  return static_cast<char32_t>(c);
}

bool is_mark(char32_t c) {
  return (U_GET_GC_MASK(icu(c)) & (U_GC_MN_MASK | U_GC_ME_MASK)) != 0;
}

bool takes_joiner(char32_t before) {
  constexpr unsigned kVirama = 9;
  if (before == kEmojiPresentation || u_getCombiningClass(icu(before)) == kVirama) return true;
  if (u_hasBinaryProperty(icu(before), UCHAR_EXTENDED_PICTOGRAPHIC) ||
      u_hasBinaryProperty(icu(before), UCHAR_EMOJI_MODIFIER))
    return true;
  const int joining = u_getIntPropertyValue(icu(before), UCHAR_JOINING_TYPE);
  return joining == U_JT_DUAL_JOINING || joining == U_JT_RIGHT_JOINING;
}

int display_width(std::string_view text) {
  int width = 0;
  char32_t before = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    // What is joined to an emoji is drawn in its place.
    if (before != kJoiner && !is_zero_width(c)) width += is_wide(c) ? 2 : 1;
    before = c;
  }
  return width;
}

struct TextBreaks::Iterators {
  Iterator line, character;
};

TextBreaks::TextBreaks() : iterators_(std::make_unique<Iterators>()) {}
TextBreaks::~TextBreaks() = default;

std::vector<std::size_t> TextBreaks::lines(std::string_view text) {
  return boundaries(text, iterators_->line, &icu::BreakIterator::createLineInstance);
}

std::vector<std::size_t> TextBreaks::graphemes(std::string_view text) {
  return boundaries(text, iterators_->character, &icu::BreakIterator::createCharacterInstance);
}

}  // namespace verify
