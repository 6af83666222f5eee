#include "page/main_content.h"

#include "page/blocks.h"
#include "page/content_choice.h"
#include "page/content_score.h"
#include "page/hiding_rules.h"
#include "page/sections.h"

namespace verify {
namespace {

void add_line(std::string& out, std::string_view line) {
  if (!out.empty()) out += '\n';
  out += line;
}

// Bytes of a page's prose, whatever it stands in: of blocks that have a mark, and all. Of a page of
// short lines, these.
struct Prose {
  std::uint64_t marked = 0;
  std::uint64_t all = 0;
};

Prose prose_with(const PageBlocks& page, std::uint16_t mark, std::uint32_t shortest) {
  Prose prose;
  for (const Block& block : page.blocks) {
    if (block.size() < shortest || is_linked(block)) continue;
    prose.all += block.size();
    if ((block.marks & mark) != 0) prose.marked += block.size();
  }
  if (prose.all == 0 && shortest > 1) return prose_with(page, mark, 1);
  return prose;
}

bool holds_most(const PageBlocks& page, std::uint16_t mark) {
  const Prose prose = prose_with(page, mark, kShortestProse);
  return 4 * prose.marked > 3 * prose.all;
}

// Whether all of the page's titles have a mark.
bool holds_titles(const Dom& dom, const PageBlocks& page, std::uint16_t mark) {
  bool any = false;
  for (const Block& block : page.blocks) {
    if (dom[block.node].tag != Tag::h1) continue;
    if ((block.marks & mark) == 0) return false;
    any = true;
  }
  return any;
}

void clear(PageBlocks& page, std::uint16_t mark) {
  const auto others = static_cast<std::uint16_t>(~mark);
  for (Block& block : page.blocks) block.marks &= others;
  for (std::uint16_t& marks : page.marks) marks &= others;
}

// Where nearly all that a page says stands in what is never content, it is not what it says:
// scripts reveal what they stream in or animate, and a menu that is not closed swallows the page,
// its title and all.
PageBlocks read_blocks(const Dom& dom, const HidingRules& rules) {
  PageBlocks page = cut_blocks(dom, rules, Hiding::believed);
  if (!rules.still() && holds_most(page, kHidden)) page = cut_blocks(dom, rules, Hiding::ignored);
  for (const std::uint16_t mark : {kInNav, kInHeader, kInFooter, kInAside, kInDialog})
    if (holds_most(page, mark) && holds_titles(dom, page, mark)) clear(page, mark);
  return page;
}

}  // namespace

MainContent read_main_content(const Dom& dom, const HidingRules& rules) {
  MainContent out;
  const PageBlocks page = read_blocks(dom, rules);
  const ContentChoice choice = choose_content(dom, page);
  for (std::size_t b = 0; b < page.blocks.size(); ++b) {
    const Block& block = page.blocks[b];
    if (choice.in_text[b])
      add_line(out.text, page.text_of(block));
    else if (!choice.kept[b] && (block.marks & kHidden) == 0)
      add_line(out.boilerplate, page.text_of(block));
  }
  out.sections = read_sections(dom, page, choice.kept);
  constexpr std::uint16_t kAround = kInNav | kInHeader | kInFooter | kInAside | kInDialog | kHidden;
  for (const PageBlocks::Image& image : page.images)
    if (image.node >= choice.first && image.node < dom[choice.root].end &&
        (page.marks[image.node] & kAround) == 0)
      out.image_texts.emplace_back(image.alt);
  out.confidence = choice.confidence;
  return out;
}

}  // namespace verify
