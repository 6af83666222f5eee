#include "page/dom.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <unordered_map>

#include "page/character_references.h"
#include "page/tree_guard.h"

namespace verify {
namespace {

// Gumbo frees its tree by recursion; an arena makes freeing a no-op and safe on any depth.
class Arena {
 public:
  static void* allocate(void* self, std::size_t size) {
    return static_cast<Arena*>(self)->take(size);
  }
  static void release(void*, void*) {}

 private:
  static constexpr std::size_t kBlock = 256 * 1024;

  void* take(std::size_t size) {
    size = (size + 15) & ~std::size_t{15};
    if (size > left_) {
      const std::size_t block = size > kBlock ? size : kBlock;
      blocks_.push_back(std::make_unique_for_overwrite<char[]>(block));
      next_ = blocks_.back().get();
      left_ = block;
    }
    void* result = next_;
    next_ += size;
    left_ -= size;
    return result;
  }

  std::vector<std::unique_ptr<char[]>> blocks_;
  char* next_ = nullptr;
  std::size_t left_ = 0;
};

constexpr std::string_view tag_spelling(std::string_view name) {
  return name == "template_" ? "template" : name;
}

std::array<Tag, 256> make_tag_table() {
  std::array<Tag, 256> table;
  table.fill(Tag::other);
  const auto put = [&](std::string_view name, Tag tag) {
    const GumboTag gumbo = gumbo_tag_enum(std::string(name).c_str());
    if (gumbo != GUMBO_TAG_UNKNOWN) table[static_cast<std::size_t>(gumbo)] = tag;
  };
#define X(name) put(tag_spelling(#name), Tag::name);
  VERIFY_TAGS(X)
#undef X
  return table;
}

Tag tag_of(GumboTag tag) {
  static const std::array<Tag, 256> table = make_tag_table();
  return table[static_cast<std::size_t>(tag)];
}

bool is_text(const GumboNode& node) {
  return node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE ||
         node.type == GUMBO_NODE_CDATA;
}

bool is_element(const GumboNode& node) {
  return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
}

}  // namespace

/// Copies Gumbo's tree of `input`, and puts back the text that Gumbo was spared.
class DomBuilder {
 public:
  DomBuilder(Dom& dom, std::string_view input, const std::vector<SparedText>& spared)
      : dom_(dom), input_(input), spared_(spared) {}

  /// False when a spared text belongs to no element: then Gumbo saw a tag other than the guard did.
  bool build(const GumboNode& root) {
    struct Open {
      const GumboNode* node;
      Dom::Index index;
      unsigned next_child;
    };
    std::vector<Open> open;
    open.push_back({&root, add_element(root, Dom::kNone), 0});
    while (!open.empty()) {
      Open& top = open.back();
      const GumboVector& children = top.node->v.element.children;
      if (top.next_child == children.length) {
        dom_.nodes_[top.index].end = static_cast<Dom::Index>(dom_.nodes_.size());
        open.pop_back();
        continue;
      }
      const auto& child = *static_cast<const GumboNode*>(children.data[top.next_child++]);
      if (is_text(child)) {
        add_text(child, top.index);
      } else if (is_element(child)) {
        const Dom::Index element = add_element(child, top.index);
        open.push_back({&child, element, 0});
        add_spared_text(child, element);
      }
    }
    bind_attributes();
    return put_back_ == spared_.size();
  }

 private:
  struct Stored {
    std::uint32_t name, name_size, value, value_size;
  };

  Dom::Index add_element(const GumboNode& node, Dom::Index parent) {
    const GumboElement& element = node.v.element;
    const auto index = static_cast<Dom::Index>(dom_.nodes_.size());
    Dom::Node out;
    out.tag = tag_of(element.tag);
    out.html = element.tag_namespace == GUMBO_NAMESPACE_HTML;
    out.parent = parent;
    out.first = static_cast<std::uint32_t>(stored_.size());
    out.count = element.attributes.length;
    for (unsigned i = 0; i < element.attributes.length; ++i) {
      const auto& attribute = *static_cast<const GumboAttribute*>(element.attributes.data[i]);
      const auto [name, name_size] = store(attribute.name);
      const auto [value, value_size] = store(attribute.value);
      stored_.push_back({name, name_size, value, value_size});
    }
    dom_.nodes_.push_back(out);
    return index;
  }

  void add_text(const GumboNode& node, Dom::Index parent) {
    const std::size_t begin = dom_.text_.size();
    dom_.text_ += node.v.text.text;
    add_text_node(begin, parent);
  }

  /// The node of what was just appended to the text.
  void add_text_node(std::size_t begin, Dom::Index parent) {
    Dom::Node out;
    out.tag = Tag::text;
    out.parent = parent;
    out.first = static_cast<std::uint32_t>(begin);
    out.count = static_cast<std::uint32_t>(dom_.text_.size() - begin);
    out.end = static_cast<Dom::Index>(dom_.nodes_.size()) + 1;
    dom_.nodes_.push_back(out);
  }

  void add_spared_text(const GumboNode& node, Dom::Index parent) {
    const GumboElement& element = node.v.element;
    const bool may_hold = !spared_.empty() && element.tag_namespace == GUMBO_NAMESPACE_HTML &&
                          element.children.length == 0 && element.original_tag.length > 0;
    if (!may_hold) return;
    const auto at = static_cast<std::size_t>(element.original_tag.data - input_.data()) +
                    element.original_tag.length;
    const auto found = std::ranges::lower_bound(spared_, at, {}, &SparedText::at);
    if (found == spared_.end() || found->at != at) return;
    const std::size_t begin = dom_.text_.size();
    append_with_newlines(found->text);
    add_text_node(begin, parent);
    ++put_back_;
  }

  /// As the tokenizer reads them: CR and CR LF are one line feed.
  void append_with_newlines(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t cr = std::min(text.find('\r', at), text.size());
      dom_.text_.append(text, at, cr - at);
      if (cr < text.size()) dom_.text_ += '\n';
      at = cr + (text.substr(cr, 2) == "\r\n" ? 2 : 1);
    }
  }

  std::pair<std::uint32_t, std::uint32_t> store(std::string_view text) {
    const auto at = static_cast<std::uint32_t>(dom_.attribute_text_.size());
    dom_.attribute_text_.insert(dom_.attribute_text_.end(), text.begin(), text.end());
    return {at, static_cast<std::uint32_t>(text.size())};
  }

  void bind_attributes() {
    const std::string_view all(dom_.attribute_text_.data(), dom_.attribute_text_.size());
    dom_.attributes_.reserve(stored_.size());
    for (const Stored& s : stored_)
      dom_.attributes_.push_back(
          {all.substr(s.name, s.name_size), all.substr(s.value, s.value_size)});
  }

  Dom& dom_;
  std::string_view input_;
  const std::vector<SparedText>& spared_;
  std::size_t put_back_ = 0;
  std::vector<Stored> stored_;
};

std::optional<Dom> Dom::build(std::string_view page, const TreeInput& prepared) {
  const std::string_view input = prepared.html ? std::string_view(*prepared.html) : page;
  Arena arena;
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = &Arena::allocate;
  options.deallocator = &Arena::release;
  options.userdata = &arena;
  options.max_errors = 0;  // the default keeps every error: 50 KB of <div> would cost 767 MB
  const GumboOutput* output = gumbo_parse_with_options(&options, input.data(), input.size());
  Dom dom;
  dom.cut_ = prepared.cut;
  dom.ended_ = prepared.ended;
  if (!DomBuilder(dom, input, prepared.spared).build(*output->root)) return std::nullopt;
  return dom;
}

Dom Dom::parse(std::string_view html) {
  const auto bounded = without_endless_references(html);
  const std::string_view page = bounded ? *bounded : html;
  if (auto dom = build(page, prepare_for_tree(page, RawText::spared))) return *std::move(dom);
  return parse_every_byte(page);
}

Dom Dom::parse_every_byte(std::string_view html) {
  const auto bounded = without_endless_references(html);
  const std::string_view page = bounded ? *bounded : html;
  return *build(page, prepare_for_tree(page, RawText::kept));
}

std::span<const Dom::Attribute> Dom::attributes(Index i) const {
  const Node& node = nodes_[i];
  if (node.tag == Tag::text) return {};
  return std::span(attributes_).subspan(node.first, node.count);
}

std::string_view Dom::attribute(Index i, std::string_view name) const {
  for (const Attribute& attribute : attributes(i))
    if (attribute.name == name) return attribute.value;
  return {};
}

bool Dom::has_attribute(Index i, std::string_view name) const {
  for (const Attribute& attribute : attributes(i))
    if (attribute.name == name) return true;
  return false;
}

std::string Dom::text_below(Index i, std::size_t most) const {
  std::string out;
  bool space = false;
  for (Index n = i; n < nodes_[i].end; ++n) {
    if (nodes_[n].tag != Tag::text) continue;
    for (const char c : text(n)) {
      if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f') {
        space = true;
      } else {
        if (out.size() >= most) return out;
        if (space && !out.empty()) out += ' ';
        space = false;
        out += c;
      }
    }
  }
  return out;
}

}  // namespace verify
