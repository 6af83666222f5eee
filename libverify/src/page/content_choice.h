#pragma once

#include <vector>

#include "page/blocks.h"
#include "page/dom.h"

namespace verify {

/// How a page is laid out, which decides where its content ends.
enum class Layout {
  article,  ///< one container holds the running text; what is beside it is not the story
  spread,   ///< the content is spread over many sections between header and footer
};

/// Which blocks of a page are its content.
struct ContentChoice {
  Layout layout = Layout::spread;
  Dom::Index root = 0;        ///< the subtree that holds the content
  Dom::Index first = 0;       ///< the root, or the title where that stands before it
  std::vector<bool> kept;     ///< by block
  std::vector<bool> in_text;  ///< by block: kept, and not an article's title, byline or the like
  double confidence = 0;
};

ContentChoice choose_content(const Dom& dom, const PageBlocks& page);

}  // namespace verify
