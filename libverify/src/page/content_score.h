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
  std::uint32_t good = 0;   ///< of it in paragraphs that read like prose
  std::uint32_t blocks = 0;
  std::uint32_t headings = 0;
  std::uint32_t h1 = 0;
};

/// How a page is laid out, which decides where its content ends.
enum class Layout {
  article,  ///< one container holds the running text; what is beside it is not the story
  spread,   ///< the content is spread over many sections between header and footer
};

/// The choice of what is content.
struct ContentChoice {
  Layout layout = Layout::spread;
  Dom::Index root = 0;
  std::vector<bool> kept;  ///< by block
  double confidence = 0;
};

/// Totals of every node over the blocks for which `counts` says so. One loop over the blocks and
/// one back over the nodes.
std::vector<NodeTotals> add_up(const Dom& dom, const PageBlocks& page);

/// Whether a block reads like prose: long enough and not mostly links.
bool is_prose(const PageBlocks& page, const Block& block);

ContentChoice choose_content(const Dom& dom, const PageBlocks& page);

}  // namespace verify
