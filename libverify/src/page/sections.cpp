#include "page/sections.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "page/class_hints.h"
#include "page/line_headings.h"

namespace verify {
namespace {

constexpr std::size_t kLongestStyled = 120;  // bytes of a heading that is not h1…h6
constexpr int kStyledLevel = 7;

// What makes a block a heading, with the node that does so.
struct HeadingMark {
  int level = kStyledLevel;
  std::string_view kind;
  Dom::Index node = 0;
  std::size_t prefix = 0;  // bytes of the block that are the heading; 0: all
};

constexpr std::string_view kHeadingKinds[] = {"h1", "h2", "h3", "h4", "h5", "h6"};

class SectionReader {
 public:
  SectionReader(const Dom& dom, const PageBlocks& page, const std::vector<bool>& kept)
      : dom_(dom), page_(page), kept_(kept), line_headings_(line_headings(dom, page, kept)) {}

  std::vector<Section> run() {
    for (std::size_t b = 0; b < page_.blocks.size(); ++b)
      if (kept_[b]) order_.push_back(b);
    for (at_ = 0; at_ < order_.size(); ++at_) take(page_.blocks[order_[at_]]);
    for (Tab& tab : tabs_) open_section(kStyledLevel, std::move(tab.label), "button");
    return std::move(out_);
  }

 private:
  // The button of a text that stands elsewhere, as tabs stand in a row before their panels.
  struct Tab {
    std::string_view id;
    std::string_view panel;  // its id
    std::string label;
  };

  void take(const Block& block) {
    const std::string_view text = page_.text_of(block);
    open_panel(block);
    const auto mark = heading_of(block, text);
    if (!mark) return append(text);
    if (mark->kind == "button" && put_aside(mark->node, text)) return;
    if (mark->prefix == 0 && continues(*mark)) {
      out_.back().heading.append(" ").append(text);
      return;
    }
    const std::string_view heading = mark->prefix == 0 ? text : text.substr(0, mark->prefix);
    open_section(mark->level, std::string(strip_colon(heading)), mark->kind);
    heading_node_ = mark->node;
    if (mark->prefix != 0) append(strip_separator(text.substr(mark->prefix)));
  }

  void open_section(int level, std::string heading, std::string_view kind) {
    out_.push_back({level, std::move(heading), {}, std::string(kind)});
  }

  // What a button shows, by its id: WAI-ARIA's aria-controls, Bootstrap's data-target, a fragment.
  std::string_view panel_of(Dom::Index button) const {
    for (const std::string_view name : {"aria-controls", "data-bs-target", "data-target", "href"}) {
      std::string_view id = dom_.attribute(button, name);
      if (name != "aria-controls" && !id.starts_with('#')) continue;
      if (id.starts_with('#')) id.remove_prefix(1);
      if (!id.empty()) return id;
    }
    return {};
  }

  // Whether a block stands in the element, which names itself or its button.
  bool stands_in(const Block& block, std::string_view panel, std::string_view button) const {
    constexpr int kSteps = 16;
    Dom::Index n = block.node;
    for (int step = 0; step < kSteps && n != Dom::kNone; ++step, n = dom_[n].parent) {
      if (!panel.empty() && dom_.attribute(n, "id") == panel) return true;
      if (!button.empty() && dom_.attribute(n, "aria-labelledby") == button) return true;
    }
    return false;
  }

  // A button that does not stand before its text heads it where it stands.
  bool put_aside(Dom::Index button, std::string_view label) {
    constexpr int kMostTabs = 24;  // for each of which the rest of the page is looked through
    if (tabs_tried_ == kMostTabs) return false;
    ++tabs_tried_;
    const Tab tab{dom_.attribute(button, "id"), panel_of(button), std::string(strip_colon(label))};
    if (tab.panel.empty() && (tab.id.empty() || dom_.attribute(button, "role") != "tab"))
      return false;
    if (at_ + 1 < order_.size() && stands_in(page_.blocks[order_[at_ + 1]], tab.panel, tab.id))
      return false;
    const auto later = [&](std::size_t b) { return stands_in(page_.blocks[b], tab.panel, tab.id); };
    if (std::none_of(order_.begin() + static_cast<std::ptrdiff_t>(at_) + 1, order_.end(), later))
      return false;
    tabs_.push_back(tab);
    return true;
  }

  void open_panel(const Block& block) {
    const auto found = std::ranges::find_if(
        tabs_, [&](const Tab& tab) { return stands_in(block, tab.panel, tab.id); });
    if (found == tabs_.end()) return;
    open_section(kStyledLevel, std::move(found->label), "button");
    heading_node_ = Dom::kNone;
    tabs_.erase(found);
  }

  // A heading over several lines is one heading.
  bool continues(const HeadingMark& mark) const {
    return !out_.empty() && out_.back().body.empty() && heading_node_ == mark.node &&
           out_.back().kind == mark.kind && mark.kind != "bold";
  }

  void append(std::string_view text) {
    if (out_.empty()) out_.push_back({});
    std::string& body = out_.back().body;
    if (!body.empty()) body += '\n';
    body += text;
  }

  static std::string_view strip_colon(std::string_view text) {
    text = trim(text);
    if (text.ends_with(':')) text.remove_suffix(1);
    if (text.ends_with("\xEF\xBC\x9A")) text.remove_suffix(3);  // fullwidth colon
    return trim(text);
  }

  static std::string_view strip_separator(std::string_view text) {
    text = trim(text);
    for (const std::string_view mark : {":", "\xEF\xBC\x9A", "\xE2\x80\x93", "\xE2\x80\x94", "-"})
      if (text.starts_with(mark)) return trim(text.substr(mark.size()));
    return text;
  }

  std::optional<HeadingMark> heading_of(const Block& block, std::string_view text) const {
    if ((block.marks & kInHeading) != 0) return by_element(block);
    if (text.size() <= kLongestStyled)
      if (auto mark = by_role(block)) return mark;
    if (auto mark = by_bold(block, text)) return mark;
    if (text.size() <= kLongestStyled)
      if (auto mark = by_style(block, text)) return mark;
    if (line_headings_[order_[at_]]) return HeadingMark{kStyledLevel, "styled", block.node};
    return std::nullopt;
  }

  std::optional<HeadingMark> by_element(const Block& block) const {
    for (Dom::Index n = block.node; n != Dom::kNone; n = dom_[n].parent) {
      const Tag tag = dom_[n].tag;
      if (tag >= Tag::h1 && tag <= Tag::h6) {
        const int level = static_cast<int>(tag) - static_cast<int>(Tag::h1) + 1;
        return HeadingMark{level, kHeadingKinds[level - 1], n};
      }
      if (dom_.attribute(n, "role") == "heading") {
        const std::string_view level = dom_.attribute(n, "aria-level");
        const bool known = level.size() == 1 && level[0] >= '1' && level[0] <= '6';
        return HeadingMark{known ? level[0] - '0' : kStyledLevel, "styled", n};
      }
    }
    return std::nullopt;
  }

  // Elements whose nature makes them the heading of what follows.
  std::optional<HeadingMark> by_role(const Block& block) const {
    Dom::Index n = block.node;
    for (int step = 0; step < 4 && n != Dom::kNone; ++step, n = dom_[n].parent) {
      switch (dom_[n].tag) {
        case Tag::dt:
          return HeadingMark{kStyledLevel, "dt", n};
        case Tag::summary:
          return HeadingMark{kStyledLevel, "summary", n};
        case Tag::td:
        case Tag::th:
          if (is_label_cell(n)) return HeadingMark{kStyledLevel, "cell", n};
          return std::nullopt;
        default:
          break;
      }
      if (unfolds(n)) return HeadingMark{kStyledLevel, "button", n};
    }
    return std::nullopt;
  }

  // Whether a click on an element shows the text that belongs to it. A plain button or link calls
  // for something else.
  bool unfolds(Dom::Index n) const {
    if (dom_.attribute(n, "role") == "tab") return true;
    for (const std::string_view name :
         {"aria-expanded", "aria-controls", "data-toggle", "data-bs-toggle"})
      if (dom_.has_attribute(n, name)) return has_text_after();
    return dom_[n].tag == Tag::button && (page_.hints[n] & kHintFold) != 0 && has_text_after();
  }

  // The first of exactly two cells in a row. It is asked of every block of a row, so that no more
  // is looked at than tells: neither further cells nor all that may stand between them.
  bool is_label_cell(Dom::Index cell) const {
    constexpr int kMostParts = 32;  // of a row; two cells have white space and a script beside them
    const Dom::Index row = dom_[cell].parent;
    if (row == Dom::kNone || dom_[row].tag != Tag::tr) return false;
    int cells = 0, parts = 0;
    for (Dom::Index n = row + 1; n < dom_[row].end; n = dom_[n].end) {
      if (++parts > kMostParts) return false;
      if (dom_[n].tag != Tag::td && dom_[n].tag != Tag::th) continue;
      if (++cells == 1 && n != cell) return false;
      if (cells == 3) return false;
    }
    return cells == 2;
  }

  // "<strong>Challenge:</strong> text" or a line that is bold as a whole.
  std::optional<HeadingMark> by_bold(const Block& block, std::string_view text) const {
    const std::size_t bold = block.bold_prefix;
    if (bold == 0 || bold > kLongestStyled) return std::nullopt;
    if (bold >= text.size()) {
      if (!has_text_after() || ends_sentence(text)) return std::nullopt;
      return HeadingMark{kStyledLevel, "bold", block.node};
    }
    const std::string_view head = text.substr(0, bold);
    const std::string_view rest = trim(text.substr(bold));
    const auto colon = [](std::string_view s, bool end) {
      return end ? trim(s).ends_with(':') || trim(s).ends_with("\xEF\xBC\x9A")
                 : s.starts_with(':') || s.starts_with("\xEF\xBC\x9A");
    };
    if (!colon(head, true) && !colon(rest, false)) return std::nullopt;
    return HeadingMark{kStyledLevel, "bold", block.node, bold};
  }

  // A short line in an element that calls itself a title.
  std::optional<HeadingMark> by_style(const Block& block, std::string_view text) const {
    if (!has_text_after() || ends_sentence(text)) return std::nullopt;
    Dom::Index n = block.node;
    for (int step = 0; step < 3 && n != Dom::kNone; ++step, n = dom_[n].parent) {
      if (step > 0 && dom_[n].end - n > 12) break;
      if ((page_.hints[n] & kHintHeading) != 0) return HeadingMark{kStyledLevel, "styled", n};
    }
    return std::nullopt;
  }

  // Whether the next block is something a heading can stand over.
  bool has_text_after() const {
    if (at_ + 1 >= order_.size()) return false;
    const Block& next = page_.blocks[order_[at_ + 1]];
    return (next.marks & kInHeading) == 0 && next.bold_bytes < next.size();
  }

  static bool ends_sentence(std::string_view text) {
    return text.ends_with('.') || text.ends_with(',') || text.ends_with(';');
  }

  const Dom& dom_;
  const PageBlocks& page_;
  const std::vector<bool>& kept_;
  const std::vector<bool> line_headings_;
  std::vector<std::size_t> order_;
  std::size_t at_ = 0;
  Dom::Index heading_node_ = Dom::kNone;
  std::vector<Tab> tabs_;  // whose panels are still to come
  int tabs_tried_ = 0;
  std::vector<Section> out_;
};

}  // namespace

std::vector<Section> read_sections(const Dom& dom, const PageBlocks& page,
                                   const std::vector<bool>& kept) {
  return SectionReader(dom, page, kept).run();
}

}  // namespace verify
