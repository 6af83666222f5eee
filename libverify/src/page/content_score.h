#pragma once

#include <cstdint>
#include <vector>

#include "page/blocks.h"
#include "page/dom.h"

namespace verify {

/// What stands below a node, in bytes of text that a reader sees.
struct NodeTotals {
  std::uint32_t text = 0;
  std::uint32_t links = 0;  ///< of it in links
  std::uint32_t prose = 0;  ///< of it in paragraphs that read like prose, links not counted
  std::uint32_t blocks = 0;
  std::uint32_t prose_blocks = 0;
  std::uint32_t linked = 0;  ///< blocks that are links as a whole
  std::uint32_t headings = 0;
  std::uint32_t h1 = 0;

  double link_share() const { return text == 0 ? 0.0 : static_cast<double>(links) / text; }
};

inline constexpr std::uint32_t kShortestProse = 80;  // bytes

/// Whether a block reads like prose: long enough and not mostly links.
bool is_prose(const Block& block);

/// Whether a block is a link as a whole.
inline bool is_linked(const Block& block) {
  return 5 * block.link_bytes >= 4 * block.size();
}

/// Totals of every node: one loop over the blocks and one back over the nodes.
std::vector<NodeTotals> add_up(const Dom& dom, const PageBlocks& page);

/// The subtree with the highest sum of its blocks' values, prose counting for it and menus and
/// scraps against it: the smallest that holds the running text. `pruned` nodes count nothing.
Dom::Index best_subtree(const Dom& dom, const PageBlocks& page, const std::vector<bool>& pruned);

}  // namespace verify
