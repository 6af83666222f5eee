#include "web/percent_encode.h"

namespace verify {
namespace {

constexpr std::array<std::uint8_t, 256> make_sets() {
  std::array<std::uint8_t, 256> sets{};
  const auto add = [&](std::string_view bytes, std::uint8_t to) {
    for (const char c : bytes) sets[static_cast<unsigned char>(c)] |= to;
  };
  constexpr std::uint8_t kAll = kFragmentSet | kSpecialQuerySet | kPathSet | kUserinfoSet;
  // C0 control percent-encode set.
  for (std::size_t c = 0; c < sets.size(); ++c)
    if (c < 0x20 || c > 0x7E) sets[c] = kAll;
  add(" \"<>", kAll);
  add("`", kFragmentSet);
  // Query set, and the apostrophe that special URLs add to it.
  add("#", kSpecialQuerySet | kPathSet | kUserinfoSet);
  add("'", kSpecialQuerySet);
  add("?^`{}", kPathSet | kUserinfoSet);
  add("/:;=@[\\]|", kUserinfoSet);
  return sets;
}

}  // namespace

constexpr std::array<std::uint8_t, 256> kPercentSets = make_sets();

void append_percent_encoded(std::string& out, std::string_view text, PercentSet set) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::size_t clean = 0;  // start of the run not yet written
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!in_percent_set(text[i], set)) continue;
    out.append(text, clean, i - clean);
    const auto byte = static_cast<unsigned char>(text[i]);
    out += {'%', kHex[byte >> 4], kHex[byte & 15]};
    clean = i + 1;
  }
  out.append(text, clean);
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string percent_decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
                        hex_value(text[i + 2]) >= 0;
    if (!escape) {
      out += text[i];
      continue;
    }
    out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
    i += 2;
  }
  return out;
}

}  // namespace verify
