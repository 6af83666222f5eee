#pragma once

#include <string>
#include <string_view>

namespace verify {

inline constexpr std::size_t kMaxTreeDepth = 512;
inline constexpr std::size_t kMaxTagAttributes = 256;

/// A page made safe for the tree builder, which is quadratic in depth and attributes and recurses:
/// start tags nested deeper than kMaxTreeDepth are left out (their text stays) and attributes past
/// kMaxTagAttributes of one tag are dropped. Returns false and leaves `out` alone when the page is
/// within both caps, which is the common case.
bool cap_for_tree(std::string_view html, std::string& out);

}  // namespace verify
