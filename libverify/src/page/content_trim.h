#pragma once

#include <vector>

#include "page/blocks.h"
#include "page/dom.h"

namespace verify {

/// Takes from an article's blocks what is not its text: the title and what stands between it and
/// the first paragraph (these stay `kept`, for the sections), lines that are links as a whole, and
/// headings over nothing.
void trim_article(const Dom& dom, const PageBlocks& page, std::vector<bool>& kept,
                  std::vector<bool>& in_text);

/// Takes from a spread page what stands there twice, lone links, words on buttons and the notice of
/// rights.
void trim_spread(const PageBlocks& page, std::vector<bool>& kept, std::vector<bool>& in_text);

}  // namespace verify
