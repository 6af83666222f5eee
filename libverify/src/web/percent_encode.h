#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace verify {

/// The percent-encode sets of the URL standard (section 1.3) that http(s) URLs need, as bits, so
/// that one table lookup answers for all of them.
enum PercentSet : std::uint8_t {
  kFragmentSet = 1,
  kSpecialQuerySet = 2,
  kPathSet = 4,
  kUserinfoSet = 8,
};

/// For each byte, the sets it is in.
extern const std::array<std::uint8_t, 256> kPercentSets;

inline bool in_percent_set(char c, PercentSet set) {
  return (kPercentSets[static_cast<unsigned char>(c)] & set) != 0;
}

/// Appends `text` with the bytes in `set` written as %XX. Non-ASCII bytes are in every set, so for
/// UTF-8 this is the standard's "UTF-8 percent-encode".
void append_percent_encoded(std::string& out, std::string_view text, PercentSet set);

/// "percent-decode": %XX becomes the byte, anything else stays.
std::string percent_decode(std::string_view text);

/// The value of a hexadecimal digit, or -1.
int hex_value(char c);

}  // namespace verify
