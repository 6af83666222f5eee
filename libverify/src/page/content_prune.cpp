#include "page/content_prune.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "base/text.h"
#include "page/class_hints.h"

namespace verify {
namespace {

constexpr std::uint32_t kLongestCard = 700;  // bytes

bool is_card(const NodeTotals& totals) {
  return totals.text < kLongestCard && totals.linked >= 1 && totals.prose_blocks <= 2 &&
         totals.blocks >= 2;
}

bool is_card_list(const Dom& dom, const std::vector<NodeTotals>& totals, Dom::Index i) {
  if (totals[i].linked < 3 || totals[i].h1 != 0) return false;
  int cards = 0;
  int others = 0;
  for (Dom::Index n = i + 1; n < dom[i].end; n = dom[n].end) {
    if (dom[n].tag == Tag::text || totals[n].text == 0) continue;
    if (is_card(totals[n]))
      ++cards;
    else
      ++others;
  }
  return cards >= 3 && others <= 1;
}

void mark(const Dom& dom, Dom::Index i, std::vector<bool>& pruned) {
  for (const Dom::Index end = dom[i].end; i < end; ++i) pruned[i] = true;
}

class Pruner {
 public:
  Pruner(const Dom& dom, const PageBlocks& page, const std::vector<NodeTotals>& totals,
         Dom::Index root, Strictness strictness)
      : dom_(dom),
        page_(page),
        totals_(totals),
        root_(root),
        strict_(strictness == Strictness::strict),
        prose_after_(dom.size() + 1) {
    for (const Block& block : page.blocks)
      if (is_prose(block)) prose_after_[block.node] += block.size() - block.link_bytes;
    for (Dom::Index i = dom_[root].end; i-- > root;) prose_after_[i] += prose_after_[i + 1];
  }

  void run(std::vector<bool>& pruned) const {
    for (Dom::Index i = root_ + 1; i < dom_[root_].end;) {
      if (dom_[i].tag == Tag::text || pruned[i] || !is_boilerplate(i)) {
        ++i;
        continue;
      }
      const Dom::Index all = dom_[i].tag == Tag::form ? box_of_form(i) : i;
      mark(dom_, all, pruned);
      i = dom_[all].end;
    }
  }

 private:
  // A form with its box: what else stands there is its heading and its messages.
  Dom::Index box_of_form(Dom::Index i) const {
    constexpr std::uint32_t kShortLines = 200;  // bytes
    const NodeTotals& form = totals_[i];
    Dom::Index up = dom_[i].parent;
    for (; up != Dom::kNone && up != root_; up = dom_[up].parent) {
      const NodeTotals& box = totals_[up];
      if (box.text > form.text + kShortLines || box.prose > form.prose || box.h1 != 0) break;
      if (box.headings > form.headings + 1) break;
      i = up;
    }
    return i;
  }

  // The part of the page's prose a subtree holds: nothing that holds much of it is left out.
  double share(const NodeTotals& totals) const {
    const std::uint32_t all = totals_[root_].prose;
    return all == 0 ? 0.0 : static_cast<double>(totals.prose) / all;
  }

  // The same where a page of short lines has no prose at all.
  double share_of_any(const NodeTotals& totals) const {
    if (totals_[root_].prose != 0) return share(totals);
    const std::uint32_t all = totals_[root_].text;
    return all == 0 ? 0.0 : static_cast<double>(totals.text) / all;
  }

  bool is_boilerplate(Dom::Index i) const {
    const NodeTotals& totals = totals_[i];
    if (totals.text == 0 && (page_.marks[i] & kHidden) == 0) return dom_[i].tag == Tag::form;
    if (by_region(i, totals)) return true;
    if ((page_.marks[i] & kInHeading) != 0 || totals.h1 != 0) return false;
    if (dom_[i].tag == Tag::form && share_of_any(totals) < 0.5) return true;
    return by_hint(i, totals) || (strict_ && by_shape(i, totals));
  }

  bool by_region(Dom::Index i, const NodeTotals& totals) const {
    const std::uint16_t marks = page_.marks[i];
    if ((marks & kHidden) != 0) return true;
    if ((marks & (kInNav | kInFooter | kInDialog)) != 0) return share(totals) < 0.5;
    if ((marks & kInHeader) != 0 && totals.h1 == 0) return share(totals) < 0.5;
    return (marks & kInAside) != 0 && totals.h1 == 0 && share(totals) < 0.3;
  }

  bool by_hint(Dom::Index i, const NodeTotals& totals) const {
    const std::uint32_t hints = page_.hints[i];
    if (hints == 0) return false;
    const double part = share_of_any(totals);
    const auto says = [&](std::uint32_t hint) { return (hints & hint) != 0; };
    if (says(kHintConsent) && part < 0.3) return true;
    if (says(kHintComments) && part < 0.7 && (totals.headings == 0 || is_at_end(i))) return true;
    if (says(kHintShare) && part < 0.1 && totals.text < 300) return true;
    if (says(kHintNav) && totals.link_share() > 0.5 && part < 0.3) return true;
    if (says(kHintFooter) && part < 0.2 && (totals.prose == 0 || is_at_end(i))) return true;
    if (says(kHintUnseen) && totals.text < 120) return true;
    if (says(kHintAd) && part < 0.05 && totals.text < 300 && totals.headings == 0) return true;
    if (says(kHintRelated) && part < 0.25) return true;
    if (says(kHintOverlay) && part < 0.1) return true;
    if (says(kHintCover) && part < 0.1 && (page_.marks[i] & kInSection) == 0) return true;
    return strict_ && by_article_hint(hints, totals, part);
  }

  static bool by_article_hint(std::uint32_t hints, const NodeTotals& totals, double part) {
    const auto says = [&](std::uint32_t hint) { return (hints & hint) != 0; };
    if (says(kHintSignup | kHintShare | kHintAd | kHintAside) && part < 0.25) return true;
    if (says(kHintAuthor) && totals.text < 2500 && part < 0.15) return true;
    if (says(kHintTags) && totals.text < 200 && totals.headings == 0) return true;
    if (says(kHintCaption) && totals.text < 400) return true;
    return says(kHintOverlay | kHintCover) && part < 0.3;
  }

  // Whether little prose follows: a card has a footer of its own.
  bool is_at_end(Dom::Index i) const {
    return 5 * std::uint64_t{prose_after_[dom_[i].end]} <= totals_[root_].prose;
  }

  bool by_shape(Dom::Index i, const NodeTotals& totals) const {
    const Tag tag = dom_[i].tag;
    if (tag == Tag::figure) return totals.prose_blocks <= 1 && !holds_table_or_quote(i);
    if (is_picture_line(i, totals)) return true;
    return share(totals) < 0.5 && is_card_list(dom_, totals_, i);
  }

  // A picture with one line under it.
  bool is_picture_line(Dom::Index i, const NodeTotals& totals) const {
    constexpr Dom::Index kFewNodes = 16;
    if (dom_[i].tag != Tag::div || totals.blocks != 1 || totals.text > 250) return false;
    if (dom_[i].end - i > kFewNodes) return false;
    for (Dom::Index n = i + 1; n < dom_[i].end; ++n)
      if (dom_[n].tag == Tag::img) return true;
    return false;
  }

  bool holds_table_or_quote(Dom::Index i) const {
    for (Dom::Index n = i + 1; n < dom_[i].end; ++n) {
      const Tag tag = dom_[n].tag;
      if (tag == Tag::table || tag == Tag::blockquote || tag == Tag::pre) return true;
    }
    return false;
  }

  const Dom& dom_;
  const PageBlocks& page_;
  const std::vector<NodeTotals>& totals_;
  const Dom::Index root_;
  const bool strict_;
  std::vector<std::uint32_t> prose_after_;  // by node: of it and what follows, within the root
};

// The one element that is marked as the page's main content; kNone where there are several.
Dom::Index only_main(const Dom& dom) {
  Dom::Index found = Dom::kNone;
  for (Dom::Index i = 1; i < dom.size(); ++i) {
    if (dom[i].tag == Tag::text) continue;
    if (dom[i].tag != Tag::main && dom.attribute(i, "role") != "main") continue;
    if (found != Dom::kNone && i >= dom[found].end) return Dom::kNone;
    if (found == Dom::kNone) found = i;
  }
  return found;
}

// The title where it stands before the main element.
Dom::Index title_before(const Dom& dom, Dom::Index main, const std::vector<bool>& pruned) {
  for (Dom::Index i = main; i-- > 0;)
    if (dom[i].tag == Tag::h1 && !pruned[i]) return i;
  return Dom::kNone;
}

// Case studies are not among them: a page that lists them is read for that.
constexpr std::string_view kTeaserHeadings[] = {
    "insights",         "related",      "resources",       "latest",
    "recommended",      "trending",     "you may also",    "you might also",
    "more from",        "blog",         "articles",        "news",
    "explore more",     "read more",    "further reading", "events",
    "learn more about", "keep reading", "what's new"};

bool names_teasers(std::string_view heading) {
  constexpr std::size_t kLongestHeading = 90;
  if (heading.size() > kLongestHeading) return false;
  const std::string folded = ascii_lower(heading);
  return std::ranges::any_of(kTeaserHeadings, [&](std::string_view words) {
    return folded.find(words) != std::string::npos;
  });
}

class TeaserFinder {
 public:
  TeaserFinder(const Dom& dom, const PageBlocks& page, const std::vector<NodeTotals>& totals)
      : dom_(dom), page_(page), totals_(totals) {}

  // The largest container that begins with the heading, has links and little of the page's prose.
  Dom::Index under(std::size_t heading) const {
    Dom::Index found = Dom::kNone;
    Dom::Index up = dom_[page_.blocks[heading].node].parent;
    for (; up != Dom::kNone && is_aside(up) && begins_with(up, heading); up = dom_[up].parent)
      if (totals_[up].linked >= 3) found = up;
    return found;
  }

 private:
  bool is_aside(Dom::Index i) const {
    return totals_[i].h1 == 0 && 4 * std::uint64_t{totals_[i].prose} <= totals_[0].prose;
  }

  // A short line may stand over the heading.
  bool begins_with(Dom::Index i, std::size_t heading) const {
    constexpr std::uint32_t kShortLine = 40;  // bytes
    constexpr std::size_t kFewLines = 8;
    for (std::size_t b = heading; b-- > 0 && page_.blocks[b].node >= i;) {
      const Block& block = page_.blocks[b];
      if (heading - b > kFewLines) return false;
      if ((block.marks & kHidden) == 0 && block.size() > kShortLine) return false;
    }
    return true;
  }

  const Dom& dom_;
  const PageBlocks& page_;
  const std::vector<NodeTotals>& totals_;
};

}  // namespace

void prune_around_main(const Dom& dom, const std::vector<NodeTotals>& totals,
                       std::vector<bool>& pruned) {
  const Dom::Index main = only_main(dom);
  if (main == Dom::kNone || 2 * std::uint64_t{totals[main].prose} < totals[0].prose) return;
  const Dom::Index title = totals[main].h1 == 0 ? title_before(dom, main, pruned) : Dom::kNone;
  for (Dom::Index i = 0; i < dom.size(); ++i)
    if (i >= dom[main].end ||
        (dom[i].end <= main && (title == Dom::kNone || i < title || i >= dom[title].end)))
      pruned[i] = true;
}

void prune_teasers(const Dom& dom, const PageBlocks& page, const std::vector<NodeTotals>& totals,
                   std::vector<bool>& pruned) {
  const TeaserFinder finder(dom, page, totals);
  for (std::size_t b = 0; b < page.blocks.size(); ++b) {
    const Block& block = page.blocks[b];
    if ((block.marks & kInHeading) == 0 || pruned[block.node]) continue;
    if (dom[block.node].tag == Tag::h1 || !names_teasers(page.text_of(block))) continue;
    const Dom::Index teasers = finder.under(b);
    if (teasers != Dom::kNone) mark(dom, teasers, pruned);
  }
}

void prune(const Dom& dom, const PageBlocks& page, const std::vector<NodeTotals>& totals,
           Dom::Index root, Strictness strictness, std::vector<bool>& pruned) {
  Pruner(dom, page, totals, root, strictness).run(pruned);
}

void prune_cards(const Dom& dom, const PageBlocks& page, const std::vector<NodeTotals>& totals,
                 std::vector<bool>& pruned) {
  (void)page;
  for (Dom::Index i = 0; i < dom.size();) {
    const bool skip = dom[i].tag == Tag::text || pruned[i] || !is_card_list(dom, totals, i);
    if (!skip) mark(dom, i, pruned);
    i = skip ? i + 1 : dom[i].end;
  }
}

}  // namespace verify
