#pragma once

#include <optional>
#include <string>

namespace verify {

/// Longest domain, in bytes, that is given to UTS 46 processing, whose Punycode step takes time
/// quadratic in a label's length. Names of the DNS end at 253.
inline constexpr std::size_t kMaxUnicodeDomain = 2048;

/// UTS 46 ToASCII of valid UTF-8 with the URL standard's settings for "domain to ASCII", beStrict
/// false. Nothing on failure or above kMaxUnicodeDomain.
std::optional<std::string> unicode_to_ascii(const std::string& domain);

}  // namespace verify
