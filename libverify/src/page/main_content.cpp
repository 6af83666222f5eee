#include "page/main_content.h"

#include "page/blocks.h"
#include "page/content_choice.h"
#include "page/sections.h"

namespace verify {
namespace {

void add_line(std::string& out, std::string_view line) {
  if (!out.empty()) out += '\n';
  out += line;
}

}  // namespace

MainContent read_main_content(const Dom& dom) {
  MainContent out;
  const PageBlocks page = cut_blocks(dom);
  const ContentChoice choice = choose_content(dom, page);
  for (std::size_t b = 0; b < page.blocks.size(); ++b) {
    const Block& block = page.blocks[b];
    if (choice.in_text[b])
      add_line(out.text, page.text_of(block));
    else if (!choice.kept[b] && (block.marks & kHidden) == 0)
      add_line(out.boilerplate, page.text_of(block));
  }
  out.sections = read_sections(dom, page, choice.kept);
  for (const PageBlocks::Image& image : page.images)
    if (image.node >= choice.root && image.node < dom[choice.root].end)
      out.image_texts.emplace_back(image.alt);
  out.confidence = choice.confidence;
  return out;
}

}  // namespace verify
