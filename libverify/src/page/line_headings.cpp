#include "page/line_headings.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "page/class_hints.h"
#include "page/content_score.h"

namespace verify {
namespace {

constexpr std::uint32_t kLongestLine = 80;   // bytes
constexpr std::uint32_t kShortestText = 60;  // bytes of what a line can stand over

class LineHeadings {
 public:
  LineHeadings(const Dom& dom, const PageBlocks& page, const std::vector<bool>& kept)
      : dom_(dom), page_(page) {
    for (std::size_t b = 0; b < page.blocks.size(); ++b)
      if (kept[b]) order_.push_back(b);
  }

  std::vector<bool> run() {
    std::vector<bool> found(page_.blocks.size());
    std::unordered_map<std::string_view, Shape> shapes = count();
    std::erase_if(shapes, [](const auto& shape) { return !shape.second.is_heading(); });
    if (shapes.empty()) return found;
    const std::vector<std::size_t> first = first_blocks();
    for (std::size_t at = 0; at + 1 < order_.size(); ++at)
      if (shapes.contains(class_of(block(at))) && stands_over_text(at) &&
          opens_its_container(at, first))
        found[order_[at]] = true;
    return found;
  }

 private:
  // How the elements of one class are used.
  struct Shape {
    std::uint32_t uses = 0;
    std::uint32_t over_text = 0;
    bool is_heading() const { return over_text >= 2 && 4 * over_text >= 3 * uses; }
  };

  const Block& block(std::size_t at) const { return page_.blocks[order_[at]]; }

  std::string_view class_of(const Block& block) const {
    return dom_.attribute(block.node, "class");
  }

  std::unordered_map<std::string_view, Shape> count() const {
    std::unordered_map<std::string_view, Shape> shapes;
    for (std::size_t at = 0; at < order_.size(); ++at) {
      const std::string_view name = class_of(block(at));
      if (name.empty()) continue;
      Shape& shape = shapes[name];
      shape.uses += 1;
      shape.over_text += stands_over_text(at) ? 1 : 0;
    }
    return shapes;
  }

  // Words, not a figure that the next line explains; and no attribution of a quote.
  static bool is_worded(std::string_view text) {
    std::size_t letters = 0;
    std::size_t digits = 0;
    for (const char c : text) {
      if (c >= '0' && c <= '9') ++digits;
      const char lower = static_cast<char>(c | 0x20);
      const bool opens_a_letter = static_cast<unsigned char>(c) >= 0xC3;  // of UTF-8
      letters += (lower >= 'a' && lower <= 'z') || opens_a_letter ? 1 : 0;
    }
    return letters > digits && !is_quote(text) && !text.starts_with('-') &&
           !text.starts_with("\xE2\x80\x93") && !text.starts_with("\xE2\x80\x94");
  }

  static bool is_quote(std::string_view text) {
    for (const std::string_view mark :
         {"\"", "\xE2\x80\x9C", "\xE2\x80\x9E", "\xC2\xAB", "\xE3\x80\x8C"})
      if (text.starts_with(mark)) return true;
    return false;
  }

  bool is_line(const Block& block) const {
    if (block.size() > kLongestLine) return false;
    const std::string_view text = page_.text_of(block);
    return !text.ends_with('.') && !text.ends_with(',') && !text.ends_with("\xE3\x80\x82");
  }

  bool stands_over_text(std::size_t at) const {
    constexpr std::uint16_t kOtherThings = kInHeading | kInLink | kInButton | kInForm | kInTable;
    const Block& line = block(at);
    if (at + 1 == order_.size() || (line.marks & kOtherThings) != 0 || !is_line(line)) return false;
    if (!is_worded(page_.text_of(line)) || is_quote(page_.text_of(block(at + 1)))) return false;
    if ((page_.hints[line.node] & (kHintTags | kHintAuthor | kHintCaption)) != 0) return false;
    const Block& text = block(at + 1);
    return text.size() >= kShortestText && text.size() >= 2 * line.size() && !is_linked(text) &&
           (text.marks & kInHeading) == 0 && !text.after_break && class_of(text) != class_of(line);
  }

  // A line after a text, as a quote's author is, does not head the text after that: what holds the
  // line and its text begins with a line, too.
  bool opens_its_container(std::size_t at, const std::vector<std::size_t>& first) const {
    Dom::Index holder = dom_[block(at).node].parent;
    while (holder != Dom::kNone && dom_[holder].end <= block(at + 1).node)
      holder = dom_[holder].parent;
    return holder != Dom::kNone && is_line(page_.blocks[first[holder]]);
  }

  // By node: the first block in it.
  std::vector<std::size_t> first_blocks() const {
    std::vector<std::size_t> first(dom_.size(), page_.blocks.size());
    for (std::size_t at = order_.size(); at-- > 0;) first[block(at).node] = order_[at];
    for (auto i = static_cast<Dom::Index>(dom_.size()); i-- > 1;)
      if (const Dom::Index up = dom_[i].parent; up != Dom::kNone)
        first[up] = std::min(first[up], first[i]);
    return first;
  }

  const Dom& dom_;
  const PageBlocks& page_;
  std::vector<std::size_t> order_;
};

}  // namespace

std::vector<bool> line_headings(const Dom& dom, const PageBlocks& page,
                                const std::vector<bool>& kept) {
  return LineHeadings(dom, page, kept).run();
}

}  // namespace verify
