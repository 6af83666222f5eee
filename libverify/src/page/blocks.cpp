#include "page/blocks.h"

#include <array>

#include "base/text.h"
#include "page/class_hints.h"
#include "page/hidden_style.h"
#include "page/hiding_rules.h"

namespace verify {
namespace {

// What one tag does to the text below it.
struct TagTraits {
  bool block = false;    // starts and ends a line
  bool skipped = false;  // holds nothing a reader reads
  std::uint16_t marks = 0;
};

constexpr auto kTraits = [] {
  std::array<TagTraits, 256> traits{};
  const auto at = [&](Tag tag) -> TagTraits& { return traits[static_cast<std::size_t>(tag)]; };
  for (const Tag tag :
       {Tag::html,    Tag::body,    Tag::p,          Tag::div,    Tag::ul,         Tag::ol,
        Tag::li,      Tag::dl,      Tag::dt,         Tag::dd,     Tag::table,      Tag::thead,
        Tag::tbody,   Tag::tfoot,   Tag::tr,         Tag::td,     Tag::th,         Tag::caption,
        Tag::pre,     Tag::article, Tag::section,    Tag::main,   Tag::header,     Tag::footer,
        Tag::nav,     Tag::aside,   Tag::address,    Tag::figure, Tag::figcaption, Tag::form,
        Tag::details, Tag::summary, Tag::blockquote, Tag::dialog, Tag::center,     Tag::hgroup,
        Tag::menu,    Tag::h1,      Tag::h2,         Tag::h3,     Tag::h4,         Tag::h5,
        Tag::h6,      Tag::hr,      Tag::fieldset,   Tag::legend, Tag::button})
    at(tag).block = true;
  for (const Tag tag : {Tag::head,   Tag::script, Tag::style,    Tag::noscript, Tag::template_,
                        Tag::select, Tag::option, Tag::textarea, Tag::input,    Tag::iframe,
                        Tag::object, Tag::embed,  Tag::video,    Tag::audio,    Tag::canvas,
                        Tag::svg,    Tag::math,   Tag::noembed,  Tag::noframes, Tag::map})
    at(tag).skipped = true;
  for (const Tag tag : {Tag::h1, Tag::h2, Tag::h3, Tag::h4, Tag::h5, Tag::h6})
    at(tag).marks = kInHeading;
  for (const Tag tag : {Tag::strong, Tag::b}) at(tag).marks = kInBold;
  for (const Tag tag : {Tag::ul, Tag::ol, Tag::dl, Tag::menu}) at(tag).marks = kInList;
  for (const Tag tag : {Tag::article, Tag::main, Tag::section}) at(tag).marks = kInSection;
  for (const Tag tag : {Tag::figcaption, Tag::caption}) at(tag).marks = kInCaption;
  at(Tag::a).marks = kInLink;
  at(Tag::nav).marks = kInNav;
  at(Tag::aside).marks = kInAside;
  at(Tag::dialog).marks = kInDialog;
  at(Tag::button).marks = kInButton;
  at(Tag::form).marks = kInForm;
  at(Tag::table).marks = kInTable;
  return traits;
}();

const TagTraits& traits_of(Tag tag) {
  return kTraits[static_cast<std::size_t>(tag)];
}

// Whether an inline style takes an element out of sight. Only the two ways that matter are looked
// for.
bool style_hides(std::string_view style) {
  const auto has = [&](std::string_view property, std::string_view value) {
    for (std::size_t at = style.find(property); at != std::string_view::npos;
         at = style.find(property, at + 1)) {
      std::size_t from = at + property.size();
      while (from < style.size() && (is_ascii_space(style[from]) || style[from] == ':')) ++from;
      if (ascii_iequals(style.substr(from, value.size()), value)) return true;
    }
    return false;
  };
  return has("display", "none") || has("visibility", "hidden");
}

std::uint16_t marks_of_role(std::string_view role) {
  if (role == "navigation" || role == "menu" || role == "menubar" || role == "search")
    return kInNav;
  if (role == "banner") return kInHeader;
  if (role == "contentinfo") return kInFooter;
  if (role == "complementary") return kInAside;
  if (role == "dialog" || role == "alertdialog") return kInDialog;
  if (role == "main" || role == "article") return kInSection;
  if (role == "heading") return kInHeading;
  if (role == "button") return kInButton;
  // What is announced as one picture or one control is not read as text.
  if (role == "img" || role == "application") return kHidden;
  if (role == "listbox" || role == "option" || role == "combobox") return kHidden;
  return 0;
}

class BlockCutter {
 public:
  BlockCutter(const Dom& dom, const HidingRules& rules, Hiding hiding)
      : dom_(dom), rules_(rules), hiding_(hiding) {}

  PageBlocks run() {
    out_.marks.resize(dom_.size());
    out_.hints.resize(dom_.size());
    for (Dom::Index i = 0; i < dom_.size();) {
      close_until(i);
      i = dom_[i].tag == Tag::text ? add_text(i) : open(i);
    }
    finish(false);
    return std::move(out_);
  }

 private:
  Dom::Index open(Dom::Index i) {
    const Dom::Node& node = dom_[i];
    const TagTraits& traits = traits_of(node.tag);
    out_.marks[i] = node.parent == Dom::kNone ? 0 : out_.marks[node.parent];
    if (traits.skipped || !node.html) return node.end;
    out_.marks[i] |= traits.marks;
    read_attributes(i);
    if (node.tag == Tag::br) {
      finish(true);
    } else if (traits.block) {
      finish(false);
      open_.push_back(i);
    }
    return i + 1;
  }

  void close_until(Dom::Index i) {
    while (!open_.empty() && dom_[open_.back()].end <= i) {
      finish(false);
      open_.pop_back();
    }
  }

  void read_attributes(Dom::Index i) {
    const Dom::Node& node = dom_[i];
    std::uint16_t& marks = out_.marks[i];
    const bool nested = (marks & kInSection) != 0;
    if (node.tag == Tag::header && !nested) marks |= kInHeader;
    if (node.tag == Tag::footer && !nested) marks |= kInFooter;
    bool hides = false;
    bool unseeable = false;
    bool folds = false;
    for (const auto& [name, value] : dom_.attributes(i)) {
      if (name == "class" || name == "id") {
        out_.hints[i] |= class_hints(value);
      } else if (name == "style") {
        const InlineLook look = look_of_style(value);
        // Designs that unfold or fade in begin so; where nothing ever changes, nothing does.
        hides |= style_hides(value) || (look.hidden && rules_.still());
        unseeable |= look.unseeable || (look.transparent && rules_.still());
      } else if (name == "hidden") {
        hides |= value != "until-found";
      } else if (name == "role") {
        marks |= marks_of_role(value);
        folds |= value == "tabpanel" || value == "region";
      } else if (name == "data-nosnippet") {
        marks |= kHidden;
      } else if (name == "aria-labelledby") {
        folds = true;
      } else if (name == "alt" && node.tag == Tag::img && !value.empty()) {
        out_.images.push_back({i, value});
      }
    }
    if (!traits_of(node.tag).block && (out_.hints[i] & kHintCaption) != 0) marks |= kInCaption;
    if (node.tag == Tag::a && !leads_elsewhere(i)) marks &= static_cast<std::uint16_t>(~kInLink);
    if ((marks & kInButton) != 0 && dom_.has_attribute(i, "aria-expanded"))
      marks &= static_cast<std::uint16_t>(~kInButton);  // the heading of what it unfolds
    hides = hides || (rules_.hides(i) && !rules_.may_open(i));
    folds |= (out_.hints[i] & kHintFold) != 0;
    if (unseeable && hiding_ == Hiding::believed)
      marks |= kHidden;  // nothing opens on a click here
    if (hides && hiding_ == Hiding::believed && !folds && !in_fold(i) &&
        (rules_.still() || !is_answer(i)))
      marks |= kHidden;
  }

  // Bytes of the text below; no more than `enough` are counted.
  std::size_t text_bytes(Dom::Index i, std::size_t enough) const {
    std::size_t bytes = 0;
    for (Dom::Index n = i; n < dom_[i].end && bytes < enough; ++n)
      if (dom_[n].tag == Tag::text) bytes += trim(dom_.text(n)).size();
    return bytes;
  }

  // Whether a click leaves what is being read: not on a heading that links to itself or on what
  // unfolds the text below.
  bool leads_elsewhere(Dom::Index a) const {
    const std::string_view href = dom_.attribute(a, "href");
    if (!href.empty() && href[0] != '#') return true;
    if ((out_.marks[a] & kInHeading) != 0) return false;
    return !unfolds(a) && !unfolds(dom_[a].parent);
  }

  bool unfolds(Dom::Index i) const {
    for (const std::string_view name :
         {"aria-expanded", "aria-controls", "data-toggle", "data-bs-toggle"})
      if (dom_.has_attribute(i, name)) return true;
    return false;
  }

  // Sites hide the panel, or the wrapper inside the panel.
  bool in_fold(Dom::Index i) const {
    for (int step = 0; step < 2 && dom_[i].parent != Dom::kNone; ++step) {
      i = dom_[i].parent;
      if ((out_.hints[i] & kHintFold) != 0) return true;
    }
    return false;
  }

  // Whether a hidden element stands right after a short line that is no link: the question that a
  // click answers.
  bool is_answer(Dom::Index i) const {
    constexpr Dom::Index kFewNodes = 64;
    constexpr std::size_t kShortest = 5;
    constexpr std::size_t kLongest = 200;        // bytes
    constexpr std::size_t kShortestAnswer = 20;  // less is a tooltip, a counter, a trick
    const Dom::Index before = element_before(i);
    if (before == Dom::kNone || dom_[before].end - before > kFewNodes) return false;
    if ((out_.marks[before] & (kHidden | kInNav)) != 0) return false;
    if (text_bytes(i, kShortestAnswer) < kShortestAnswer) return false;
    std::size_t length = 0;
    for (Dom::Index n = before; n < dom_[before].end; ++n) {
      if (dom_[n].tag == Tag::a) return false;
      if (dom_[n].tag == Tag::text) length += trim(dom_.text(n)).size();
    }
    return length >= kShortest && length < kLongest;
  }

  Dom::Index element_before(Dom::Index i) const {
    const Dom::Index parent = dom_[i].parent;
    while (i > 0 && parent != Dom::kNone && i - 1 != parent) {
      --i;
      while (dom_[i].parent != parent) i = dom_[i].parent;
      if (dom_[i].tag != Tag::text) return i;
    }
    return Dom::kNone;
  }

  Dom::Index add_text(Dom::Index i) {
    const std::uint16_t marks = out_.marks[dom_[i].parent];
    out_.marks[i] = marks;
    const std::size_t before = out_.text.size();
    const std::string_view text = dom_.text(i);
    for (std::size_t at = 0; at < text.size(); ++at) {
      const char c = text[at];
      const bool no_break_space = c == '\xC2' && at + 1 < text.size() && text[at + 1] == '\xA0';
      if (no_break_space) ++at;
      add(no_break_space ? ' ' : c);
    }
    const auto added = static_cast<std::uint32_t>(out_.text.size() - before);
    if (added != 0 && total_ == 0) now_.first = i;
    if (added != 0) count(added, marks);
    return i + 1;
  }

  void add(char c) {
    if (is_ascii_space(c)) {
      space_ = true;
      return;
    }
    if (space_ && started_) out_.text += ' ';
    space_ = false;
    started_ = true;
    out_.text += c;
  }

  void count(std::uint32_t added, std::uint16_t marks) {
    if (total_ == 0) now_.marks = marks;
    now_.marks &= marks;
    if ((marks & kInLink) != 0) now_.link_bytes += added;
    if ((marks & kInBold) != 0) {
      if (now_.bold_bytes == total_) now_.bold_prefix += added;
      now_.bold_bytes += added;
    }
    total_ += added;
  }

  void finish(bool at_break) {
    if (started_) {
      now_.begin = begin_;
      now_.end = static_cast<std::uint32_t>(out_.text.size());
      now_.node = open_.empty() ? 0 : open_.back();
      now_.after_break = broken_;
      out_.blocks.push_back(now_);
      broken_ = false;
    }
    broken_ = at_break && (started_ || broken_);
    begin_ = static_cast<std::uint32_t>(out_.text.size());
    now_ = {};
    total_ = 0;
    started_ = space_ = false;
  }

  const Dom& dom_;
  const HidingRules& rules_;
  const Hiding hiding_;
  PageBlocks out_;
  std::vector<Dom::Index> open_;
  Block now_;
  std::uint32_t begin_ = 0;
  std::uint32_t total_ = 0;
  bool started_ = false;
  bool space_ = false;
  bool broken_ = false;
};

}  // namespace

bool breaks_line(Tag tag) {
  return traits_of(tag).block;
}

PageBlocks cut_blocks(const Dom& dom, const HidingRules& rules, Hiding hiding) {
  return BlockCutter(dom, rules, hiding).run();
}

}  // namespace verify
