#include "page/content_score.h"

namespace verify {
namespace {

std::int64_t value_of(const Block& block) {
  const auto size = static_cast<std::int64_t>(block.size());
  const auto links = static_cast<std::int64_t>(block.link_bytes);
  if ((block.marks & kInHeading) != 0) return links > 0 ? -20 : 0;
  if (is_prose(block)) return size - links;
  if (2 * links > size) return -20 - links;
  return (block.marks & kInTable) != 0 ? 0 : -10;  // the cells of a table are short, not scraps
}

void add(NodeTotals& to, const NodeTotals& from) {
  to.text += from.text;
  to.links += from.links;
  to.prose += from.prose;
  to.blocks += from.blocks;
  to.prose_blocks += from.prose_blocks;
  to.linked += from.linked;
  to.headings += from.headings;
  to.h1 += from.h1;
}

void count(NodeTotals& totals, const Block& block) {
  totals.text += block.size();
  totals.links += block.link_bytes;
  totals.blocks += 1;
  totals.linked += is_linked(block) ? 1 : 0;
  if (!is_prose(block)) return;
  totals.prose += block.size() - block.link_bytes;
  totals.prose_blocks += 1;
}

}  // namespace

bool is_prose(const Block& block) {
  return block.size() >= kShortestProse && 5 * block.link_bytes <= 2 * block.size() &&
         (block.marks & (kInNav | kInFooter | kInDialog | kHidden)) == 0;
}

std::vector<NodeTotals> add_up(const Dom& dom, const PageBlocks& page) {
  std::vector<NodeTotals> totals(dom.size());
  for (const Block& block : page.blocks)
    if ((block.marks & (kHidden | kInDialog)) == 0) count(totals[block.node], block);
  for (auto i = static_cast<Dom::Index>(dom.size()); i-- > 1;) {
    const Tag tag = dom[i].tag;
    if (tag == Tag::text || dom[i].parent == Dom::kNone) continue;
    if (tag >= Tag::h1 && tag <= Tag::h6) totals[i].headings += 1;
    if (tag == Tag::h1) totals[i].h1 += 1;
    add(totals[dom[i].parent], totals[i]);
  }
  return totals;
}

Dom::Index best_subtree(const Dom& dom, const PageBlocks& page, const std::vector<bool>& pruned) {
  std::vector<std::int64_t> value(dom.size());
  for (const Block& block : page.blocks)
    if (!pruned[block.node]) value[block.node] += value_of(block);
  for (auto i = static_cast<Dom::Index>(dom.size()); i-- > 1;)
    if (dom[i].parent != Dom::kNone) value[dom[i].parent] += value[i];
  Dom::Index best = 0;
  for (Dom::Index i = 0; i < dom.size(); ++i)
    if (value[i] >= value[best]) best = i;
  return best;
}

}  // namespace verify
