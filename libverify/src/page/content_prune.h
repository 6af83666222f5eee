#pragma once

#include <vector>

#include "page/blocks.h"
#include "page/content_score.h"
#include "page/dom.h"

namespace verify {

/// How strictly what is beside the content is left out.
enum class Strictness {
  loose,   ///< menus, footers, consent, comments: what no page means as its content
  strict,  ///< also what stands in an article without being it: cards, sign-ups, bylines, tags
};

/// Marks the subtrees below `root` that are not content. `totals` are those of add_up.
void prune(const Dom& dom, const PageBlocks& page, const std::vector<NodeTotals>& totals,
           Dom::Index root, Strictness strictness, std::vector<bool>& pruned);

/// Marks the lists of teasers for other pages: three or more siblings alike, each short and led by
/// a link.
void prune_cards(const Dom& dom, const PageBlocks& page, const std::vector<NodeTotals>& totals,
                 std::vector<bool>& pruned);

/// Marks what stands before and after the page's one main element.
void prune_around_main(const Dom& dom, const std::vector<NodeTotals>& totals,
                       std::vector<bool>& pruned);

/// Marks the sections of links to other pages under a heading that says so: "Latest news".
void prune_teasers(const Dom& dom, const PageBlocks& page, const std::vector<NodeTotals>& totals,
                   std::vector<bool>& pruned);

}  // namespace verify
