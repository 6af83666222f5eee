#include "page/main_content.h"

#include "page/blocks.h"
#include "page/content_choice.h"
#include "page/content_score.h"
#include "page/sections.h"

namespace verify {
namespace {

void add_line(std::string& out, std::string_view line) {
  if (!out.empty()) out += '\n';
  out += line;
}

// Scripts reveal what they stream in or animate. A page that hides most of its prose is meant
// to be read with them.
bool hides_its_content(const PageBlocks& page) {
  std::uint64_t shown = 0;
  std::uint64_t hidden = 0;
  for (const Block& block : page.blocks) {
    if (block.size() < kShortestProse || is_linked(block)) continue;
    ((block.marks & kHidden) != 0 ? hidden : shown) += block.size();
  }
  return hidden > 3 * shown;
}

PageBlocks read_blocks(const Dom& dom) {
  PageBlocks page = cut_blocks(dom, Hiding::believed);
  return hides_its_content(page) ? cut_blocks(dom, Hiding::ignored) : std::move(page);
}

}  // namespace

MainContent read_main_content(const Dom& dom) {
  MainContent out;
  const PageBlocks page = read_blocks(dom);
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
