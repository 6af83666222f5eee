#include <algorithm>
#include <charconv>

#include "web/ip_text.h"
#include "web/percent_encode.h"

namespace verify {
namespace {

// One to four hexadecimal digits at the start of `text`, taken off it. Nothing where there is none.
std::optional<std::uint16_t> take_piece(std::string_view& text) {
  unsigned value = 0;
  std::size_t length = 0;
  for (; length < 4 && length < text.size() && hex_value(text[length]) >= 0; ++length)
    value = value * 16 + static_cast<unsigned>(hex_value(text[length]));
  if (length == 0) return std::nullopt;
  text.remove_prefix(length);
  return static_cast<std::uint16_t>(value);
}

struct Run {
  std::size_t start = 8, length = 1;  // a single zero piece is not compressed
};

Run longest_zeros(const Ipv6Pieces& pieces) {
  Run best;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    std::size_t end = i;
    while (end < pieces.size() && pieces[end] == 0) ++end;
    if (end - i > best.length) best = {i, end - i};
    i = std::max(i, end);
  }
  return best;
}

// Moves the pieces after "::" to the end.
void expand(Ipv6Pieces& pieces, std::size_t compress, std::size_t count) {
  std::rotate(pieces.begin() + compress, pieces.begin() + count, pieces.end());
}

}  // namespace

std::optional<Ipv6Pieces> parse_ipv6(std::string_view text) {
  Ipv6Pieces pieces{};
  std::size_t count = 0;
  std::optional<std::size_t> compress;
  if (text.starts_with(':')) {
    if (!text.starts_with("::")) return std::nullopt;
    text.remove_prefix(2);
    compress = 0;
  }
  while (!text.empty()) {
    if (count == pieces.size()) return std::nullopt;
    if (text[0] == ':') {
      if (compress) return std::nullopt;
      text.remove_prefix(1);
      compress = count;
      continue;
    }
    const std::size_t part_end = std::min(text.find(':'), text.size());
    if (text.substr(0, part_end).find('.') != std::string_view::npos) {
      // The last 32 bits as a dotted quad.
      const auto quad = parse_dotted_quad(text);
      if (!quad || count > 6) return std::nullopt;
      pieces[count++] = static_cast<std::uint16_t>(*quad >> 16);
      pieces[count++] = static_cast<std::uint16_t>(*quad);
      break;
    }
    const auto piece = take_piece(text);
    if (!piece) return std::nullopt;
    pieces[count++] = *piece;
    if (text.empty()) break;
    if (text[0] != ':' || text.size() == 1) return std::nullopt;
    text.remove_prefix(1);
  }
  if (compress)
    expand(pieces, *compress, count);
  else if (count != pieces.size())
    return std::nullopt;
  return pieces;
}

std::string serialize_ipv6(const Ipv6Pieces& pieces) {
  const Run zeros = longest_zeros(pieces);
  std::string out;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (i == zeros.start) {
      out += i == 0 ? "::" : ":";
      i += zeros.length - 1;
      continue;
    }
    std::array<char, 4> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), pieces[i], 16);
    out.append(digits.data(), end.ptr);
    if (i + 1 < pieces.size()) out += ':';
  }
  return out;
}

}  // namespace verify
