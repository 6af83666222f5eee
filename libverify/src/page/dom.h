#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace verify {

struct TreeInput;

// HTML elements the readers tell apart; every other element is Tag::other.
// clang-format off
#define VERIFY_TAGS(X) \
  X(html) X(head) X(body) X(title) X(meta) X(link) X(base) X(script) X(style) X(noscript) \
  X(template_) X(h1) X(h2) X(h3) X(h4) X(h5) X(h6) X(p) X(div) X(span) X(a) X(area) X(img) \
  X(br) X(hr) X(ul) X(ol) X(li) X(dl) X(dt) X(dd) X(table) X(thead) X(tbody) X(tfoot) X(tr) \
  X(td) X(th) X(caption) X(strong) X(b) X(em) X(i) X(u) X(small) X(blockquote) X(q) X(cite) \
  X(pre) X(code) X(article) X(section) X(main) X(header) X(footer) X(nav) X(aside) X(address) \
  X(figure) X(figcaption) X(picture) X(video) X(audio) X(iframe) X(frame) X(frameset) \
  X(object) X(embed) X(form) X(input) X(button) X(select) X(option) X(textarea) X(label) \
  X(fieldset) X(legend) X(details) X(summary) X(dialog) X(time) X(svg) X(math) X(canvas) \
  X(font) X(center) X(sup) X(sub) X(hgroup) X(menu) X(noembed) X(noframes) X(map) X(source) \
  X(track) X(abbr) X(mark) X(del) X(ins)
// clang-format on

enum class Tag : std::uint8_t {
#define X(name) name,
  VERIFY_TAGS(X)
#undef X
      other,
  text,  ///< not an element: a run of text
};

/// The parsed tree of a page as a flat array in document order: a node's subtree is the interval
/// [index, end). Built once from Gumbo's tree, which is then freed; walks are loops, never
/// recursion. Comments, processing instructions and the doctype are not kept.
class Dom {
 public:
  using Index = std::uint32_t;
  static constexpr Index kNone = 0xFFFFFFFF;

  struct Attribute {
    std::string_view name;   ///< lower case
    std::string_view value;  ///< character references resolved
  };
  struct Node {
    Tag tag = Tag::other;
    bool html = true;  ///< false inside <svg> and <math>
    Index parent = kNone;
    Index end = 0;            ///< one past the last node of the subtree
    std::uint32_t first = 0;  ///< into attributes, or into the text buffer
    std::uint32_t count = 0;  ///< attributes, or bytes of text
  };

  /// Parses a page in UTF-8. Depth and attributes are capped first (see tree_guard.h), so any input
  /// is parsed in time and stack that are bounded by its size. `cut` says whether a cap was hit.
  static Dom parse(std::string_view html);
  /// The same tree without the short cut of leaving scripts and styles out of what Gumbo reads.
  static Dom parse_every_byte(std::string_view html);

  std::size_t size() const { return nodes_.size(); }
  const Node& operator[](Index i) const { return nodes_[i]; }
  std::span<const Attribute> attributes(Index i) const;
  /// Value of an attribute, empty when absent.
  std::string_view attribute(Index i, std::string_view name) const;
  bool has_attribute(Index i, std::string_view name) const;
  /// The text of a text node; nothing for others, which stand even in a <script> of a drawing.
  std::string_view text(Index i) const {
    if (nodes_[i].tag != Tag::text) return {};
    return std::string_view(text_).substr(nodes_[i].first, nodes_[i].count);
  }
  /// The text below a node, white space collapsed, blocks not separated: all of it or, where
  /// elements nest and each would give the same again, its first `most` bytes.
  std::string text_below(Index i, std::size_t most = std::string::npos) const;
  bool cut() const { return cut_; }
  /// Whether its end was left out, since it has more elements or text than are read.
  bool ended() const { return ended_; }

  Dom(Dom&&) noexcept = default;
  Dom& operator=(Dom&&) noexcept = default;
  Dom(const Dom&) = delete;
  Dom& operator=(const Dom&) = delete;

 private:
  friend class DomBuilder;
  Dom() = default;
  /// Nothing when a spared text finds no place; see tree_guard.h.
  static std::optional<Dom> build(std::string_view page, const TreeInput& prepared);
  std::vector<Node> nodes_;
  std::vector<Attribute> attributes_;
  // Views in attributes_ point into this buffer: moved, never copied, never grown after the build.
  std::vector<char> attribute_text_;
  std::string text_;
  bool cut_ = false;
  bool ended_ = false;
};

}  // namespace verify
