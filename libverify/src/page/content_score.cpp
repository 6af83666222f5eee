#include "page/content_score.h"

#include <algorithm>

#include "page/class_hints.h"

namespace verify {
namespace {

constexpr std::uint16_t kOutside = kInNav | kInFooter | kHidden | kInDialog;

bool is_heading(Tag tag) {
  return tag >= Tag::h1 && tag <= Tag::h6;
}

bool is_out_of_sight(std::uint16_t marks) {
  return (marks & (kHidden | kInDialog)) != 0;
}

class Chooser {
 public:
  Chooser(const Dom& dom, const PageBlocks& page)
      : dom_(dom), page_(page), totals_(add_up(dom, page)), pruned_(dom.size()) {}

  ContentChoice run() {
    ContentChoice choice;
    choice.kept.resize(page_.blocks.size());
    if (dom_.size() == 0) return choice;
    all_good_ = totals_[0].good;
    prune(0, Layout::spread);
    const Dom::Index best = best_subtree();
    choice.layout = layout_of(best);
    choice.root = choice.layout == Layout::article ? best : 0;
    if (choice.layout == Layout::article) prune(best, Layout::article);
    mark_kept(choice);
    choice.confidence = confidence(choice);
    return choice;
  }

 private:
  // Leaves out the subtrees below `root` that are not content.
  void prune(Dom::Index root, Layout layout) {
    for (Dom::Index i = root; i < dom_[root].end;) {
      const bool out =
          dom_[i].tag != Tag::text && (pruned_[i] || (i != root && is_boilerplate(i, layout)));
      if (!out) {
        ++i;
        continue;
      }
      for (const Dom::Index end = dom_[i].end; i < end; ++i) pruned_[i] = true;
    }
  }

  bool is_boilerplate(Dom::Index i, Layout layout) const {
    const std::uint16_t marks = page_.marks[i];
    const NodeTotals& t = totals_[i];
    const std::uint32_t hints = page_.hints[i];
    const double share = all_good_ == 0 ? 0.0 : static_cast<double>(t.good) / all_good_;
    if ((marks & kHidden) != 0) return true;
    if ((marks & (kInNav | kInFooter | kInDialog)) != 0) return share < 0.5;
    if ((marks & kInHeader) != 0 && t.h1 == 0) return share < 0.5;
    if ((marks & kInAside) != 0 && t.h1 == 0 && share < 0.3) return true;
    if (hints == 0 || is_heading(dom_[i].tag) || (marks & kInHeading) != 0) return false;
    if (t.h1 != 0) return false;
    const double density = t.text == 0 ? 0.0 : static_cast<double>(t.links) / t.text;
    if ((hints & kHintConsent) != 0 && share < 0.3) return true;
    if ((hints & kHintComments) != 0 && share < 0.7) return true;
    if ((hints & kHintShare) != 0 && share < 0.1 && t.text < 300) return true;
    if ((hints & kHintNav) != 0 && density > 0.5) return true;
    if ((hints & kHintFooter) != 0 && share < 0.2) return true;
    if ((hints & kHintUnseen) != 0 && t.text < 120) return true;
    if ((hints & kHintAd) != 0 && share < 0.05 && t.text < 300) return true;
    if (layout == Layout::spread) return false;
    if ((hints & (kHintRelated | kHintSignup | kHintShare | kHintAd)) != 0 && share < 0.25)
      return true;
    if ((hints & kHintAside) != 0 && share < 0.25) return true;
    if ((hints & kHintAuthor) != 0 && t.text < 800 && share < 0.15) return true;
    if ((hints & kHintTags) != 0 && t.text < 200) return true;
    if ((hints & kHintCaption) != 0 && t.text < 400) return true;
    if ((hints & kHintOverlay) != 0 && share < 0.3) return true;
    return false;
  }

  // The subtree with the highest sum of its blocks' values, prose counting for and everything else
  // against it: the smallest that holds the running text.
  Dom::Index best_subtree() const {
    std::vector<std::int64_t> value(dom_.size());
    for (const Block& block : page_.blocks)
      if (!pruned_[block.node]) value[block.node] += block_value(block);
    Dom::Index best = 0;
    for (Dom::Index i = static_cast<Dom::Index>(dom_.size()); i-- > 1;)
      if (dom_[i].parent != Dom::kNone) value[dom_[i].parent] += value[i];
    for (Dom::Index i = 0; i < dom_.size(); ++i)
      if (value[i] >= value[best]) best = i;
    return best;
  }

  std::int64_t block_value(const Block& block) const {
    const auto size = static_cast<std::int64_t>(block.size());
    const auto links = static_cast<std::int64_t>(block.link_bytes);
    if ((block.marks & kInHeading) != 0) return links > 0 ? -20 : 0;
    if (is_prose(page_, block)) return size - links;
    if (2 * links > size) return -20 - links;
    return -10;
  }

  Layout layout_of(Dom::Index best) const {
    const double share = all_good_ == 0 ? 0.0 : static_cast<double>(totals_[best].good) / all_good_;
    return share > 0.6 ? Layout::article : Layout::spread;
  }

  void mark_kept(ContentChoice& choice) const {
    for (std::size_t b = 0; b < page_.blocks.size(); ++b) {
      const Dom::Index node = page_.blocks[b].node;
      choice.kept[b] = node >= choice.root && node < dom_[choice.root].end && !pruned_[node] &&
                       (page_.blocks[b].marks & (kHidden | kInDialog | kInCaption)) == 0;
    }
  }

  double confidence(const ContentChoice& choice) const {
    const NodeTotals& t = totals_[choice.root];
    return t.text == 0 ? 0.0 : 0.5;
  }

  const Dom& dom_;
  const PageBlocks& page_;
  std::vector<NodeTotals> totals_;
  std::vector<bool> pruned_;
  std::uint32_t all_good_ = 0;
};

}  // namespace

bool is_prose(const PageBlocks& page, const Block& block) {
  if (block.size() < 80 || 5 * block.link_bytes > 2 * block.size()) return false;
  return (page.marks[block.node] & (kInNav | kInFooter | kInDialog | kHidden)) == 0;
}

std::vector<NodeTotals> add_up(const Dom& dom, const PageBlocks& page) {
  std::vector<NodeTotals> totals(dom.size());
  for (const Block& block : page.blocks) {
    if (is_out_of_sight(block.marks)) continue;
    NodeTotals& t = totals[block.node];
    t.text += block.size();
    t.links += block.link_bytes;
    t.blocks += 1;
    if (is_prose(page, block)) t.good += block.size() - block.link_bytes;
  }
  for (Dom::Index i = static_cast<Dom::Index>(dom.size()); i-- > 1;) {
    const NodeTotals& t = totals[i];
    if (dom[i].parent == Dom::kNone || dom[i].tag == Tag::text) continue;
    NodeTotals& up = totals[dom[i].parent];
    up.text += t.text;
    up.links += t.links;
    up.good += t.good;
    up.blocks += t.blocks;
    up.headings += t.headings + (is_heading(dom[i].tag) ? 1 : 0);
    up.h1 += t.h1 + (dom[i].tag == Tag::h1 ? 1 : 0);
  }
  return totals;
}

ContentChoice choose_content(const Dom& dom, const PageBlocks& page) {
  return Chooser(dom, page).run();
}

}  // namespace verify
