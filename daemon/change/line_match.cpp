#include "daemon/change/line_match.h"

#include <algorithm>

namespace verify::daemon {
namespace {

using Pair = std::pair<std::size_t, std::size_t>;

// Below so many pairs of lines the longest common subsequence is found by trying all.
constexpr std::size_t kFewPairs = 10'000;
// Each level costs one pass over the texts; prose needs two or three.
constexpr int kDeepest = 24;

struct Block {
  std::size_t a0, a1, b0, b1;
  int depth;
};

class Matcher {
 public:
  Matcher(std::span<const std::uint32_t> before, std::span<const std::uint32_t> after)
      : a_(before), b_(after), counts_(before.size() + after.size()) {}

  std::vector<Pair> run() {
    open_.push_back({0, a_.size(), 0, b_.size(), 0});
    while (!open_.empty()) {
      const Block block = open_.back();
      open_.pop_back();
      match(trim(block));
    }
    std::sort(out_.begin(), out_.end());
    return std::move(out_);
  }

 private:
  struct Count {
    std::uint32_t before = 0, after = 0;
    std::size_t at = 0;  // in `after`
  };

  Block trim(Block block) {
    for (; block.a0 < block.a1 && block.b0 < block.b1 && a_[block.a0] == b_[block.b0];
         ++block.a0, ++block.b0)
      out_.emplace_back(block.a0, block.b0);
    for (; block.a0 < block.a1 && block.b0 < block.b1 && a_[block.a1 - 1] == b_[block.b1 - 1];
         --block.a1, --block.b1)
      out_.emplace_back(block.a1 - 1, block.b1 - 1);
    return block;
  }

  void match(const Block& block) {
    if (block.a0 == block.a1 || block.b0 == block.b1 || block.depth == kDeepest) return;
    if ((block.a1 - block.a0) <= kFewPairs / (block.b1 - block.b0)) return match_all(block);
    std::size_t a = block.a0, b = block.b0;
    const std::vector<Pair> anchors = rising(unique_pairs(block));
    if (anchors.empty()) return;
    for (const auto& [i, j] : anchors) {
      open_.push_back({a, i, b, j, block.depth + 1});
      out_.emplace_back(i, j);
      a = i + 1;
      b = j + 1;
    }
    open_.push_back({a, block.a1, b, block.b1, block.depth + 1});
  }

  // Lines that occur once on both sides, in the order of `before`.
  std::vector<Pair> unique_pairs(const Block& block) {
    for (std::size_t i = block.a0; i < block.a1; ++i) ++counts_[a_[i]].before;
    for (std::size_t j = block.b0; j < block.b1; ++j) {
      ++counts_[b_[j]].after;
      counts_[b_[j]].at = j;
    }
    std::vector<Pair> out;
    for (std::size_t i = block.a0; i < block.a1; ++i) {
      const Count& count = counts_[a_[i]];
      if (count.before == 1 && count.after == 1) out.emplace_back(i, count.at);
    }
    for (std::size_t i = block.a0; i < block.a1; ++i) counts_[a_[i]] = {};
    for (std::size_t j = block.b0; j < block.b1; ++j) counts_[b_[j]] = {};
    return out;
  }

  // The longest part of the pairs that rises in `after` as well, by patience sorting.
  static std::vector<Pair> rising(const std::vector<Pair>& pairs) {
    std::vector<std::size_t> tops, earlier(pairs.size());
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const auto pile =
          std::lower_bound(tops.begin(), tops.end(), pairs[i].second,
                           [&](std::size_t top, std::size_t at) { return pairs[top].second < at; });
      earlier[i] = pile == tops.begin() ? pairs.size() : *(pile - 1);
      if (pile == tops.end()) {
        tops.push_back(i);
      } else {
        *pile = i;
      }
    }
    std::vector<Pair> out;
    for (std::size_t i = tops.empty() ? pairs.size() : tops.back(); i < pairs.size();
         i = earlier[i])
      out.push_back(pairs[i]);
    std::reverse(out.begin(), out.end());
    return out;
  }

  // The longest common subsequence by dynamic programming.
  void match_all(const Block& block) {
    const std::size_t n = block.a1 - block.a0, m = block.b1 - block.b0;
    std::vector<std::uint32_t> length((n + 1) * (m + 1));
    const auto at = [&](std::size_t i, std::size_t j) -> std::uint32_t& {
      return length[i * (m + 1) + j];
    };
    const auto equal = [&](std::size_t i, std::size_t j) {
      return a_[block.a0 + i] == b_[block.b0 + j];
    };
    for (std::size_t i = n; i-- > 0;)
      for (std::size_t j = m; j-- > 0;)
        at(i, j) = equal(i, j) ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
    for (std::size_t i = 0, j = 0; i < n && j < m;) {
      if (equal(i, j)) {
        out_.emplace_back(block.a0 + i++, block.b0 + j++);
      } else if (at(i + 1, j) >= at(i, j + 1)) {
        ++i;
      } else {
        ++j;
      }
    }
  }

  std::span<const std::uint32_t> a_, b_;
  std::vector<Count> counts_;
  std::vector<Block> open_;
  std::vector<Pair> out_;
};

}  // namespace

std::vector<Pair> matching_lines(std::span<const std::uint32_t> before,
                                 std::span<const std::uint32_t> after) {
  return Matcher(before, after).run();
}

}  // namespace verify::daemon
