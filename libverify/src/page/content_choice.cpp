#include "page/content_choice.h"

#include <algorithm>

#include "page/class_hints.h"
#include "page/content_prune.h"
#include "page/content_score.h"
#include "page/content_trim.h"
#include "page/stated_kind.h"

namespace verify {
namespace {

constexpr std::uint32_t kShortestStory = 500;  // bytes of prose
constexpr std::uint16_t kNeverContent = kInNav | kInFooter | kInHeader | kHidden | kInDialog;

class Chooser {
 public:
  Chooser(const Dom& dom, const PageBlocks& page)
      : dom_(dom), page_(page), totals_(add_up(dom, page)), pruned_(dom.size()) {}

  ContentChoice run() {
    ContentChoice choice;
    choice.kept.resize(page_.blocks.size());
    if (dom_.size() == 0) return choice;
    prune(dom_, page_, totals_, 0, Strictness::loose, pruned_);
    prune_around_main(dom_, totals_, pruned_);
    choose_root(choice);
    choice.first = choice.layout == Layout::spread ? title_before(choice.root) : choice.root;
    mark_kept(choice);
    choice.in_text = choice.kept;
    if (choice.layout == Layout::article) keep_title(choice);
    if (choice.layout == Layout::article)
      trim_article(dom_, page_, choice.kept, choice.in_text);
    else
      trim_spread(page_, choice.kept, choice.in_text);
    choice.confidence = confidence(choice);
    if (choice.confidence == 0) keep_anything(choice);
    return choice;
  }

 private:
  void choose_root(ContentChoice& choice) {
    std::vector<bool> aside = pruned_;
    prune_cards(dom_, page_, totals_, aside);
    std::swap(aside, pruned_);
    const Dom::Index story = best_body(best_subtree(dom_, page_, pruned_));
    const bool marked = is_marked_body(story);
    const bool told = is_article(story) && (marked || share_of_text(story) >= 0.6);
    std::swap(aside, pruned_);
    if (told && (marked || stands_out(story)) && !is_plain_page(story)) {
      choice.layout = Layout::article;
      choice.root = story;
      prune(dom_, page_, totals_, story, Strictness::strict, pruned_);
      return;
    }
    prune_teasers(dom_, page_, totals_, pruned_);
    const Dom::Index best = best_subtree(dom_, page_, pruned_);
    choice.root = share_of_text(best) >= 0.9 ? best : 0;
  }

  // Whether a story holds its own against the teasers beside it.
  bool stands_out(Dom::Index story) const {
    const double held = share_of_text(story);
    return held >= 0.5 || (held >= 0.15 && is_under_title(story));
  }

  // Whether a page says it is no article, and does not read like one all the same: much prose right
  // under its title.
  bool is_plain_page(Dom::Index story) const {
    constexpr std::uint32_t kLongStory = 2500;  // bytes of prose
    if (stated_kind(dom_) != StatedKind::page) return false;
    return totals_[story].prose <= kLongStory || !is_under_title(story);
  }

  // A container that is marked as the article's body is believed where it holds much of the prose.
  // An article cut in parts has several: then the smallest subtree with all of them.
  Dom::Index best_body(Dom::Index best) const {
    Dom::Index first = Dom::kNone;
    Dom::Index last = Dom::kNone;
    Dom::Index largest = Dom::kNone;
    std::uint32_t all = 0;
    for (Dom::Index i = 1; i < dom_.size();) {
      if (!is_marked_body(i) || pruned_[i] || totals_[i].prose == 0) {
        ++i;
        continue;
      }
      if (first == Dom::kNone) first = i;
      last = i;
      if (largest == Dom::kNone || totals_[i].prose > totals_[largest].prose) largest = i;
      all += totals_[i].prose;
      i = dom_[i].end;
    }
    if (largest == Dom::kNone || 2 * all < totals_[best].prose) return best;
    if (10 * totals_[largest].prose >= 9 * all) return largest;
    while (dom_[first].end <= last) first = dom_[first].parent;
    return first;
  }

  bool is_marked_body(Dom::Index i) const {
    if (dom_[i].tag == Tag::text) return false;
    return (page_.hints[i] & kHintBody) != 0 || dom_.attribute(i, "itemprop") == "articleBody";
  }

  // Of the text that is not in links or around the page, the part below a node.
  double share_of_text(Dom::Index root) const {
    std::uint64_t inside = 0;
    std::uint64_t all = 1;
    for (const Block& block : page_.blocks) {
      if (pruned_[block.node] || (block.marks & kNeverContent) != 0) continue;
      const std::uint32_t size = block.size() - block.link_bytes;
      all += size;
      if (block.node >= root && block.node < dom_[root].end) inside += size;
    }
    return static_cast<double>(inside) / static_cast<double>(all);
  }

  // Whether a long run of prose begins right under the page's h1: at most a standfirst between.
  bool is_under_title(Dom::Index story) const {
    if (totals_[story].prose < kShortestStory) return false;
    if (totals_[story].h1 == 1) return true;
    int between = -1;
    for (const Block& block : page_.blocks) {
      if (block.node >= story) break;
      if (pruned_[block.node]) continue;
      if (dom_[block.node].tag == Tag::h1)
        between = 0;
      else if (between >= 0 && is_prose(block))
        ++between;
    }
    return between == 0 || between == 1;
  }

  // Whether one container's own paragraphs are most of the prose.
  bool is_article(Dom::Index root) const {
    if (is_marked_body(root)) return true;
    std::vector<std::uint32_t> own(dom_.size());
    std::uint32_t all = 1;
    std::uint32_t most = 0;
    for (const Block& block : page_.blocks) {
      if (block.node < root || block.node >= dom_[root].end) continue;
      if (pruned_[block.node] || !is_prose(block)) continue;
      const Dom::Index parent = dom_[block.node].parent;
      const Dom::Index holder = block.after_break || parent == Dom::kNone ? block.node : parent;
      own[holder] += block.size();
      all += block.size();
      most = std::max(most, own[holder]);
    }
    return 10 * std::uint64_t{most} >= std::uint64_t{4} * all;
  }

  void mark_kept(ContentChoice& choice) const {
    const std::uint16_t outside =
        kHidden | kInDialog | (choice.layout == Layout::article ? kInCaption : 0);
    for (std::size_t b = 0; b < page_.blocks.size(); ++b) {
      const Block& block = page_.blocks[b];
      choice.kept[b] = block.node >= choice.first && block.node < dom_[choice.root].end &&
                       !pruned_[block.node] && (block.marks & outside) == 0;
    }
  }

  // A landing page opens with its title and what stands right under it, wherever the rest is.
  Dom::Index title_before(Dom::Index root) const {
    if (totals_[root].h1 != 0) return root;
    for (const Block& block : page_.blocks) {
      if (block.node >= root) break;
      if (dom_[block.node].tag == Tag::h1 && can_be_title(block)) return block.node;
    }
    return root;
  }

  bool can_be_title(const Block& block) const {
    return !pruned_[block.node] && (block.marks & (kHidden | kInDialog | kInNav)) == 0;
  }

  // The title often stands before the container of the text: it heads the sections all the same.
  void keep_title(ContentChoice& choice) const {
    if (totals_[choice.root].h1 != 0) return;
    for (std::size_t b = page_.blocks.size(); b-- > 0;) {
      const Block& block = page_.blocks[b];
      if (block.node >= choice.root || dom_[block.node].tag != Tag::h1) continue;
      if (!can_be_title(block)) continue;
      choice.kept[b] = true;
      choice.first = block.node;
      return;
    }
  }

  // Better a reading nobody can be sure of than none: what is no menu, header or footer.
  void keep_anything(ContentChoice& choice) const {
    choice.layout = Layout::spread;
    choice.root = choice.first = 0;
    for (std::size_t b = 0; b < page_.blocks.size(); ++b) {
      choice.kept[b] = choice.in_text[b] = (page_.blocks[b].marks & kNeverContent) == 0;
      if (choice.kept[b]) choice.confidence = 0.1;
    }
  }

  // High where much prose stands together and little else with it; a spread page is never sure.
  double confidence(const ContentChoice& choice) const {
    constexpr double kPlenty = 1000;  // bytes of prose
    double prose = 0;
    double all = 0;
    for (std::size_t b = 0; b < page_.blocks.size(); ++b) {
      if (!choice.in_text[b]) continue;
      all += page_.blocks[b].size();
      if (is_prose(page_.blocks[b])) prose += page_.blocks[b].size();
    }
    if (all == 0) return 0;
    const double amount = 0.3 + 0.7 * std::min(1.0, prose / kPlenty);
    return (choice.layout == Layout::spread ? 0.7 : 1.0) * amount * (0.5 + 0.5 * prose / all);
  }

  const Dom& dom_;
  const PageBlocks& page_;
  const std::vector<NodeTotals> totals_;
  std::vector<bool> pruned_;
};

}  // namespace

ContentChoice choose_content(const Dom& dom, const PageBlocks& page) {
  return Chooser(dom, page).run();
}

}  // namespace verify
