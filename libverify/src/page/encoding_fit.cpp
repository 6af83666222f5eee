#include "page/encoding_fit.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "page/language.h"

namespace verify {
namespace {

constexpr std::size_t kEnough = 16 * 1024;

// In about the order of how frequent they are; Korean syllables are its particles and endings.
constexpr std::u16string_view kFrequent =
    u"のにはをたがでてとしれさいるなもかすっりこまう、。"
    u"的一是在不了有和人中大上以要用到他时們们來来這这個个為为國国我会會年也可就地出分对對生成能"
    u"이의는을에다가고하은로를지서도기한인사자니리어";

bool is_frequent(UChar32 c) {
  return c < 0x10000 && kFrequent.find(static_cast<char16_t>(c)) != kFrequent.npos;
}

bool is_beyond_ascii(char c) {
  return static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

std::string pieces_beyond_ascii(std::string_view html) {
  std::string out;
  for (std::size_t at = 0; at < html.size() && out.size() < kEnough;) {
    const std::size_t end = std::min(html.find_first_of("<>", at), html.size());
    const std::string_view run = html.substr(at, end - at);
    if (std::ranges::any_of(run, is_beyond_ascii)) {
      out += run;
      out += '\n';
    }
    at = end + 1;
  }
  return out;
}

double latin_fit(std::string_view utf8) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
  const auto size = static_cast<std::int32_t>(utf8.size());
  double odd = 0;
  UChar32 last = ' ', middle = ' ';
  for (std::int32_t i = 0; i < size;) {
    UChar32 c;
    U8_NEXT(bytes, i, size, c);
    const bool sign_in_word =
        middle >= 0x80 && !u_isalpha(middle) && u_isalpha(last) && u_islower(c);
    const bool capital_in_word = middle >= 0x80 && u_isupper(middle) && u_islower(last);
    const bool no_character = middle == 0xFFFD || (middle >= 0x80 && middle < 0xA0);
    odd += sign_in_word || capital_in_word || no_character;
    last = middle;
    middle = c;
  }
  return language_votes(utf8) - odd;
}

double east_asian_fit(std::string_view utf8) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
  const auto size = static_cast<std::int32_t>(utf8.size());
  constexpr double kUnread = 4, kHalfWidth = 0.5;
  double fit = 0;
  std::size_t characters = 0;
  for (std::int32_t i = 0; i < size;) {
    UChar32 c;
    U8_NEXT(bytes, i, size, c);
    if (c < 0x80) continue;
    ++characters;
    const bool half_width = c >= 0xFF61 && c <= 0xFF9F;  // what a wrong guess of Shift_JIS sees
    if (c == 0xFFFD) {
      fit -= kUnread;
    } else if (half_width) {
      fit -= kHalfWidth;
    } else if (is_frequent(c)) {
      fit += 1;
    }
  }
  return characters == 0 ? 0 : fit / static_cast<double>(characters);
}

}  // namespace verify
