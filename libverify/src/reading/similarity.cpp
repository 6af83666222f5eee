#include "reading/similarity.h"

#include <algorithm>
#include <span>

#include "reading/fold.h"
#include "reading/tokens.h"
#include "verify/reading.h"

namespace verify {
namespace {

constexpr std::size_t kShingle = 5;
/// Texts are compared on at most this many shingles, those with the smallest hashes (a bottom-k
/// sketch keeps the estimate unbiased).
constexpr std::size_t kSketch = 20'000;

/// splitmix64's finaliser: spreads every bit of the input.
std::uint64_t mix(std::uint64_t h) {
  h = (h ^ (h >> 30)) * 0xBF58476D1CE4E5B9ULL;
  h = (h ^ (h >> 27)) * 0x94D049BB133111EBULL;
  return h ^ (h >> 31);
}

std::uint64_t hash_token(std::string_view token) {
  std::uint64_t h = 0xCBF29CE484222325ULL;  // FNV-1a
  for (const unsigned char c : token) h = (h ^ c) * 0x100000001B3ULL;
  return mix(h);
}

/// Hashes of all runs of five tokens, sorted and distinct. A token is a word, or one character
/// where a script has no spaces, so both kinds of script are covered by the same rule.
std::vector<std::uint64_t> shingles_of(std::string_view text) {
  const std::string folded = fold_text(text);
  std::vector<std::uint64_t> words;
  for (const Token& token : tokenize(folded)) words.push_back(hash_token(token.in(folded)));
  std::vector<std::uint64_t> out;
  const std::size_t size = std::min(kShingle, words.size());
  for (std::size_t i = 0; size > 0 && i + size <= words.size(); ++i) {
    std::uint64_t h = 0;
    for (std::size_t k = 0; k < size; ++k) h = mix(h + words[i + k] + 0x9E3779B97F4A7C15ULL);
    out.push_back(h);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::span<const std::uint64_t> up_to(std::span<const std::uint64_t> sorted, std::uint64_t limit) {
  const auto end = std::ranges::lower_bound(sorted, limit);
  return sorted.first(static_cast<std::size_t>(end - sorted.begin()));
}

std::size_t common(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
  std::size_t shared = 0;
  for (std::size_t i = 0, k = 0; i < a.size() && k < b.size();) {
    shared += a[i] == b[k];
    const bool left = a[i] <= b[k];
    k += b[k] <= a[i];
    i += left;
  }
  return shared;
}

}  // namespace

// One more than are compared tells where they are cut.
TextSketch::TextSketch(std::string_view of) : text(of), shingles(shingles_of(of)) {
  if (shingles.size() > kSketch + 1) shingles.resize(kSketch + 1);
  shingles.shrink_to_fit();
}

double similarity(const TextSketch& a, const TextSketch& b) {
  std::span<const std::uint64_t> left = a.shingles, right = b.shingles;
  if (left.empty() || right.empty())
    return left.empty() && right.empty() && a.text == b.text ? 1 : 0;
  if (left.size() > kSketch || right.size() > kSketch) {
    // Both are cut at the same hash, so that a shingle is kept in both or in neither.
    std::uint64_t limit = ~0ULL;
    if (left.size() > kSketch) limit = std::min(limit, left[kSketch]);
    if (right.size() > kSketch) limit = std::min(limit, right[kSketch]);
    left = up_to(left, limit);
    right = up_to(right, limit);
  }
  const double shared = static_cast<double>(common(left, right));
  const double smaller = static_cast<double>(std::min(left.size(), right.size()));
  const double both = static_cast<double>(left.size() + right.size()) - shared;
  if (smaller == 0) return 0;
  // Containment finds the short version of a story inside the long one; a text too short to be a
  // version of anything counts by Jaccard alone.
  const double containment = shared / smaller;
  const double jaccard = shared / both;
  return smaller < 30 ? jaccard : std::max(jaccard, containment);
}

double text_similarity(std::string_view a, std::string_view b) {
  return similarity(TextSketch(a), TextSketch(b));
}

}  // namespace verify
