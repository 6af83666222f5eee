#pragma once

#include <string>
#include <string_view>

#include "page/tag_tokenizer.h"

namespace verify {

inline constexpr std::size_t kMaxTreeDepth = TreeSketch::kMaxDepth;
inline constexpr std::size_t kMaxTagAttributes = TagTokenizer::kMaxAttributes;

/// A page made safe for the tree builder, which is quadratic in depth and attributes and recurses:
/// start tags nested deeper than kMaxTreeDepth are left out with their end tags (their text stays)
/// and attributes past kMaxTagAttributes of one tag are dropped. A page whose unclosed formatting
/// elements (b, font …) would be opened again without bound loses all of them but links. Returns
/// false and leaves `out` alone when the page is within the caps, which is the common case.
bool cap_for_tree(std::string_view html, std::string& out);

}  // namespace verify
