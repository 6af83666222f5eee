#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace verify {

/// What of a text's wording is compared with other texts. Keeps a view of the text.
struct TextSketch {
  explicit TextSketch(std::string_view text);
  std::string_view text;
  std::vector<std::uint64_t> shingles;  ///< hashes, sorted and distinct; bounded
};

/// As text_similarity().
double similarity(const TextSketch& a, const TextSketch& b);

}  // namespace verify
