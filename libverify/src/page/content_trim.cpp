#include "page/content_trim.h"

#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "page/content_score.h"

namespace verify {
namespace {

constexpr std::uint32_t kLongestLead = 600;  // bytes before an article's first paragraph
constexpr std::size_t kMostLeadBlocks = 10;
constexpr std::uint32_t kLongestCall = 45;  // bytes of a "Learn more"

void drop(std::size_t b, std::vector<bool>& kept, std::vector<bool>& in_text) {
  kept[b] = in_text[b] = false;
}

bool is_heading(const Block& block) {
  return (block.marks & kInHeading) != 0;
}

bool ends_sentence(std::string_view text) {
  for (const std::string_view mark :
       {".", "!", "?", ":", "\xE2\x80\xA6", "\"", "\xE2\x80\x9D", "\xE3\x80\x82"})
    if (text.ends_with(mark)) return true;
  return false;
}

// Whether the running text can begin with a block.
bool is_opening(const Dom& dom, const PageBlocks& page, const Block& block) {
  if (is_heading(block)) return false;
  if (is_prose(block)) return true;
  return dom[block.node].tag == Tag::p && block.size() >= 20 && block.link_bytes == 0 &&
         ends_sentence(page.text_of(block));
}

// The title and what follows it up to the first paragraph: byline, date, reading time. Headings
// right over the first paragraph are the text's own, unless they are the title or its standfirst.
void leave_out_title(const Dom& dom, const PageBlocks& page, std::vector<bool>& in_text) {
  std::vector<std::size_t> lead;
  std::size_t opening = 0;
  std::uint32_t bytes = 0;
  for (; opening < page.blocks.size(); ++opening) {
    if (!in_text[opening]) continue;
    if (is_opening(dom, page, page.blocks[opening])) break;
    lead.push_back(opening);
    bytes += page.blocks[opening].size();
  }
  if (opening == page.blocks.size()) return;
  if (lead.size() > kMostLeadBlocks || bytes > kLongestLead) {
    if (!lead.empty() && is_heading(page.blocks[lead[0]])) in_text[lead[0]] = false;
    return;
  }
  std::size_t own = lead.size();
  while (own > 0 && is_heading(page.blocks[lead[own - 1]]) &&
         dom[page.blocks[lead[own - 1]].node].tag != Tag::h1)
    --own;
  if (own > 0 && is_heading(page.blocks[lead[own - 1]])) own = lead.size();
  for (std::size_t i = 0; i < own; ++i) in_text[lead[i]] = false;
}

bool is_lone_link(const Block& block) {
  return is_linked(block) && !block.after_break && (block.marks & (kInTable | kInHeading)) == 0;
}

void drop_lone_links(const PageBlocks& page, std::vector<bool>& kept, std::vector<bool>& in_text) {
  for (std::size_t b = 0; b < page.blocks.size(); ++b)
    if (kept[b] && is_lone_link(page.blocks[b])) drop(b, kept, in_text);
}

// The title of another page: a heading that is a link, with no text under it.
void drop_teaser_headings(const PageBlocks& page, std::vector<bool>& kept,
                          std::vector<bool>& in_text) {
  bool text = false;
  for (std::size_t b = page.blocks.size(); b-- > 0;) {
    const Block& block = page.blocks[b];
    if (!kept[b]) continue;
    if (is_heading(block) && is_linked(block) && !text) drop(b, kept, in_text);
    text = !is_heading(block) && (text || (block.size() >= 30 && !is_linked(block)));
  }
}

// A heading with nothing after it, or only a heading of the same kind, stood over what was left
// out.
void drop_empty_headings(const PageBlocks& page, std::vector<bool>& kept,
                         std::vector<bool>& in_text) {
  bool covered = false;
  for (std::size_t b = page.blocks.size(); b-- > 0;) {
    if (!kept[b]) continue;
    if (!is_heading(page.blocks[b])) {
      covered = true;
      continue;
    }
    if (covered) continue;
    drop(b, kept, in_text);
  }
}

// What stands after the last sentence outside lists and tables: tags, addresses, "back to top".
void leave_out_tail_scraps(const PageBlocks& page, std::vector<bool>& in_text) {
  for (std::size_t b = page.blocks.size(); b-- > 0;) {
    const Block& block = page.blocks[b];
    if (!in_text[b]) continue;
    const bool sentence = block.size() >= 20 && 2 * block.link_bytes <= block.size() &&
                          (is_prose(block) || ends_sentence(page.text_of(block)));
    if ((sentence && !is_heading(block)) || block.after_break ||
        (block.marks & (kInList | kInTable)) != 0)
      return;
    in_text[b] = false;
  }
}

// The words on a button, and the line on whose rights are reserved.
bool is_control_or_notice(const PageBlocks& page, const Block& block) {
  constexpr std::uint32_t kLongestButton = 25;   // bytes
  constexpr std::uint32_t kLongestNotice = 250;  // bytes
  if (is_heading(block)) return false;
  if ((block.marks & kInButton) != 0 && block.size() < kLongestButton) return true;
  const std::string_view text = page.text_of(block);
  return block.size() < kLongestNotice &&
         (text.starts_with("\xC2\xA9") || text.find("ll rights reserved") != text.npos ||
          text.find("ll Rights Reserved") != text.npos);
}

// What stands there twice is a slide's clone or the same part for small screens. A list's item is
// repeated only under the same heading: two plans may well have a feature in common. A heading that
// a tab named before is read once and still heads its section, unless that is repeated, too.
void drop_repeats(const PageBlocks& page, std::vector<bool>& kept, std::vector<bool>& in_text) {
  using First = std::size_t;  // the first block of a text stands for it, however long the text is
  std::unordered_map<std::string_view, First> seen;
  std::set<std::pair<First, First>> listed;  // by heading
  First heading = page.blocks.size();        // none yet
  std::vector<std::size_t> named_before;     // headings whose text is yet to come
  const auto settle = [&](bool repeats) {
    for (const std::size_t b : named_before) {
      in_text[b] = false;
      if (repeats) kept[b] = false;
    }
    named_before.clear();
  };
  for (std::size_t b = 0; b < page.blocks.size(); ++b) {
    const Block& block = page.blocks[b];
    if (!kept[b] || (block.marks & kInTable) != 0) continue;
    const auto [known, fresh] = seen.try_emplace(page.text_of(block), b);
    const First text = known->second;
    if (is_heading(block)) {
      heading = text;
      if (fresh) settle(true);
      if (!fresh) named_before.push_back(b);
      continue;
    }
    const bool fresh_here = listed.insert({heading, text}).second;
    const bool repeats = !fresh && !(fresh_here && (block.marks & kInList) != 0);
    settle(repeats);
    if (repeats) drop(b, kept, in_text);
  }
  settle(true);
}

}  // namespace

void trim_article(const Dom& dom, const PageBlocks& page, std::vector<bool>& kept,
                  std::vector<bool>& in_text) {
  drop_lone_links(page, kept, in_text);
  leave_out_tail_scraps(page, in_text);
  drop_teaser_headings(page, kept, in_text);
  drop_empty_headings(page, kept, in_text);
  leave_out_title(dom, page, in_text);
}

void trim_spread(const PageBlocks& page, std::vector<bool>& kept, std::vector<bool>& in_text) {
  for (std::size_t b = 0; b < page.blocks.size(); ++b)
    if (kept[b] && is_lone_link(page.blocks[b]) && page.blocks[b].size() < kLongestCall)
      drop(b, kept, in_text);
  for (std::size_t b = 0; b < page.blocks.size(); ++b)
    if (is_control_or_notice(page, page.blocks[b]))
      in_text[b] = false;  // a button can head a section
  drop_repeats(page, kept, in_text);
}

}  // namespace verify
