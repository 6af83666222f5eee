#include "page/page_links.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "base/word_bits.h"
#include "page/hidden_style.h"
#include "page/hiding_rules.h"
#include "page/link_resolver.h"

namespace verify {
namespace {

/// Calls `see(word)` for each run of letters and digits in a list of class or id names.
template <typename See>
void each_word(std::string_view names, See see) {
  ShortWord word;
  const auto flush = [&] {
    if (!word.empty()) see(word.text());
    word.clear();
  };
  bool after_lower = false;
  for (const char c : names) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool lower = c >= 'a' && c <= 'z';
    const bool part = upper || lower || (c >= '0' && c <= '9');
    if (!part || (upper && after_lower)) flush();  // camelCase, too
    if (part) word.add(c);
    after_lower = upper || lower;
  }
  flush();
}

enum : std::uint32_t {
  kOpenable = 1,  ///< elements that a visitor opens, or that a script shows on scrolling
  kPart = 2,      ///< with one of these, "header" or "footer" is that of a part, not of the page
  kHeader = 4,
  kFooter = 8,
  kNav = 16,
  kAside = 32,
  kDialog = 64,
  kIcon = 128
};

constexpr WordTable kNameWords(std::to_array<WordBits>({
    {"accordion", kOpenable},
    {"accordions", kOpenable},
    {"animate", kOpenable},
    {"animated", kOpenable},
    {"aos", kOpenable},
    {"article", kPart},
    {"bi", kIcon},
    {"block", kPart},
    {"breadcrumb", kNav},
    {"breadcrumbs", kNav},
    {"burger", kOpenable},
    {"card", kPart},
    {"carousel", kOpenable},
    {"collapse", kOpenable},
    {"collapsed", kOpenable},
    {"collapsible", kOpenable},
    {"colophon", kFooter},
    {"content", kPart},
    {"dialog", kOpenable | kDialog},
    {"drawer", kOpenable},
    {"dropdown", kOpenable},
    {"dropdowns", kOpenable},
    {"entry", kPart},
    {"fa", kIcon},
    {"fab", kIcon},
    {"faq", kOpenable},
    {"far", kIcon},
    {"fas", kIcon},
    {"flyout", kOpenable},
    {"footer", kFooter},
    {"glyphicon", kIcon},
    {"header", kHeader},
    {"icon", kIcon},
    {"icons", kIcon},
    {"item", kPart},
    {"masthead", kHeader},
    {"mega", kOpenable},
    {"megamenu", kOpenable},
    {"menu", kOpenable | kNav},
    {"mobile", kOpenable},
    {"modal", kOpenable | kPart | kDialog},
    {"nav", kOpenable | kNav},
    {"navbar", kOpenable | kNav},
    {"navigation", kOpenable | kNav},
    {"offcanvas", kOpenable},
    {"overlay", kOpenable},
    {"panel", kOpenable | kPart},
    {"popup", kOpenable | kDialog},
    {"post", kPart},
    {"row", kPart},
    {"section", kPart},
    {"sidebar", kAside},
    {"slide", kOpenable},
    {"slider", kOpenable},
    {"submenu", kOpenable},
    {"swiper", kOpenable},
    {"tab", kOpenable},
    {"table", kPart},
    {"tabpanel", kOpenable},
    {"tabs", kOpenable},
    {"title", kPart},
    {"toggle", kOpenable},
    {"tooltip", kOpenable},
    {"topbar", kHeader},
    {"widget", kPart},
    {"wow", kOpenable},
}));

struct Names {
  std::optional<Region> region;
  bool openable = false;
};

std::optional<Region> region_of_word(std::uint32_t bits) {
  if ((bits & kFooter) != 0) return Region::footer;
  if ((bits & kHeader) != 0) return Region::header;
  if ((bits & kNav) != 0) return Region::nav;
  if ((bits & kAside) != 0) return Region::aside;
  if ((bits & kDialog) != 0) return Region::dialog;
  return std::nullopt;
}

Names read_names(std::string_view class_names, std::string_view id) {
  Names names;
  bool part = false;
  const auto see = [&](std::string_view word) {
    const std::uint32_t bits = kNameWords.bits_of(word);
    names.openable |= (bits & kOpenable) != 0;
    part |= (bits & kPart) != 0;
    if (const auto region = region_of_word(bits)) names.region = region;
  };
  each_word(class_names, see);
  each_word(id, see);
  if (part && names.region != Region::nav && names.region != Region::dialog) names.region.reset();
  return names;
}

std::optional<Region> region_of_tag(Tag tag) {
  switch (tag) {
    case Tag::main:
    case Tag::article:
      return Region::main;
    case Tag::header:
      return Region::header;
    case Tag::footer:
      return Region::footer;
    case Tag::nav:
      return Region::nav;
    case Tag::aside:
      return Region::aside;
    case Tag::dialog:
      return Region::dialog;
    default:
      return std::nullopt;
  }
}

std::optional<Region> region_of_role(std::string_view role) {
  if (role == "main" || role == "article") return Region::main;
  if (role == "banner") return Region::header;
  if (role == "contentinfo") return Region::footer;
  if (role == "navigation" || role == "menu" || role == "menubar") return Region::nav;
  if (role == "complementary") return Region::aside;
  if (role == "dialog" || role == "alertdialog") return Region::dialog;
  return std::nullopt;
}

/// What holds for everything below an element.
struct Context {
  Dom::Index end = 0;
  Region region = Region::main;
  bool semantic = false;   ///< the region comes from an element or a role, not from a name
  bool openable = false;   ///< inside a menu, tab, accordion …
  bool inert = false;      ///< template, noscript
  bool hidden = false;     ///< by means that scripts undo
  bool unseeable = false;  ///< by means that only hide
};

class LinkReader {
 public:
  LinkReader(const Dom& dom, const HidingRules& rules, const Url& base)
      : dom_(dom), rules_(rules), resolver_(base) {}

  PageLinks read() {
    std::vector<Context> open{{.end = static_cast<Dom::Index>(dom_.size())}};
    for (Dom::Index i = 0; i < dom_.size(); ++i) {
      if (dom_[i].tag == Tag::text) continue;
      while (open.size() > 1 && open.back().end <= i) open.pop_back();
      open.push_back(below(i, open.back()));
      const bool link = dom_[i].tag == Tag::a || (dom_[i].tag == Tag::area && dom_[i].html);
      if (link) add(i, open.back());
    }
    return {std::move(links_), resolver_.spent()};
  }

 private:
  Context below(Dom::Index i, Context context) const {
    const Tag tag = dom_[i].tag;
    context.end = dom_[i].end;
    context.inert |= tag == Tag::template_ || tag == Tag::noscript;
    if (tag == Tag::body || tag == Tag::html) return context;  // themes put any word there
    const Names names = read_names(dom_.attribute(i, "class"), dom_.attribute(i, "id"));
    place(i, names, context);
    context.openable |= names.openable || tag == Tag::details || context.region == Region::nav ||
                        context.region == Region::footer || context.region == Region::header ||
                        context.region == Region::dialog ||
                        ascii_iequals(dom_.attribute(i, "role"), "tabpanel");
    hide(i, context);
    return context;
  }

  void place(Dom::Index i, const Names& names, Context& context) const {
    std::optional<Region> region = region_of_tag(dom_[i].tag);
    if (const auto role = region_of_role(ascii_lower(dom_.attribute(i, "role")))) region = role;
    const bool in_content = context.semantic && context.region == Region::main;
    // The header or footer of an article is a part of it (HTML, "the header element").
    if (in_content && (region == Region::header || region == Region::footer)) return;
    if (region) {
      context.region = *region;
      context.semantic = true;
    } else if (names.region && !context.semantic) {
      context.region = *names.region;
    }
  }

  void hide(Dom::Index i, Context& context) const {
    const InlineLook look = look_of_style(dom_.attribute(i, "style"));
    const bool attribute = dom_.has_attribute(i, "hidden");
    if (look.unseeable) context.unseeable = true;
    if (look.hidden || attribute || rules_.hides(i)) context.hidden = true;
  }

  void add(Dom::Index i, const Context& context) {
    if (!dom_.has_attribute(i, "href")) return;
    auto url = resolver_.resolve(dom_.attribute(i, "href"));
    if (!url) return;
    const Anchor anchor = read_anchor(i);
    PageLink link{.url = *std::move(url)};
    link.text = anchor.text;
    link.region = context.region;
    link.visible = !context.inert && !context.unseeable && (!context.hidden || context.openable) &&
                   (!anchor.text.empty() || anchor.picture);
    link.nofollow =
        (" " + ascii_lower(dom_.attribute(i, "rel")) + " ").find("nofollow") != std::string::npos;
    links_.push_back(std::move(link));
  }

  static constexpr Dom::Index kMaxAnchorNodes = 1000;
  struct Anchor {
    std::string text;
    bool picture = false;
  };

  Anchor read_anchor(Dom::Index link) const {
    Anchor anchor;
    std::string alt;
    std::string text;
    anchor.picture = look_of_style(dom_.attribute(link, "style")).background;
    // Links nest in svg, so the whole of each one would be quadratic.
    const Dom::Index end = std::min(dom_[link].end, link + kMaxAnchorNodes);
    for (Dom::Index n = link + 1; n < end; ++n) {
      const Tag tag = dom_[n].tag;
      if (tag == Tag::text) {
        text += dom_.text(n);
        continue;
      }
      if (gone(n)) {
        n = dom_[n].end - 1;
        continue;
      }
      anchor.picture |= tag == Tag::img || tag == Tag::svg || tag == Tag::picture ||
                        tag == Tag::video || tag == Tag::canvas || tag == Tag::object ||
                        is_icon(n) || look_of_style(dom_.attribute(n, "style")).background;
      if (tag == Tag::img && alt.empty()) alt = dom_.attribute(n, "alt");
      if (breaks(tag)) text += ' ';
    }
    if (dom_[link].tag == Tag::area) anchor.picture = true;
    for (const std::string_view candidate :
         {std::string_view(text), std::string_view(alt), dom_.attribute(link, "alt"),
          dom_.attribute(link, "aria-label"), dom_.attribute(link, "title")}) {
      anchor.text = collapse_space(candidate);
      if (!anchor.text.empty()) break;
    }
    return anchor;
  }

  static bool breaks(Tag tag) {
    switch (tag) {
      case Tag::span:
      case Tag::b:
      case Tag::i:
      case Tag::em:
      case Tag::strong:
      case Tag::u:
      case Tag::small:
      case Tag::font:
      case Tag::sup:
      case Tag::sub:
      case Tag::mark:
      case Tag::other:
        return false;
      default:
        return true;
    }
  }

  bool gone(Dom::Index n) const {
    const Tag tag = dom_[n].tag;
    if (tag == Tag::script || tag == Tag::style || tag == Tag::template_ || tag == Tag::noscript ||
        (tag == Tag::title && !dom_[n].html))
      return true;
    const InlineLook look = look_of_style(dom_.attribute(n, "style"));
    return look.unseeable || look.hidden || dom_.has_attribute(n, "hidden");
  }

  // Icon fonts draw an empty element.
  bool is_icon(Dom::Index n) const {
    bool icon = false;
    if (dom_[n].tag != Tag::i && dom_[n].tag != Tag::span) return false;
    each_word(dom_.attribute(n, "class"),
              [&](std::string_view word) { icon |= (kNameWords.bits_of(word) & kIcon) != 0; });
    return icon;
  }

  const Dom& dom_;
  const HidingRules& rules_;
  LinkResolver resolver_;
  std::vector<PageLink> links_;
};

}  // namespace

PageLinks page_links(const Dom& dom, const HidingRules& rules, const Url& base) {
  return LinkReader(dom, rules, base).read();
}

}  // namespace verify
