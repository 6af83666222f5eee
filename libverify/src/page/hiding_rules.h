#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "page/dom.h"

namespace verify {

/// What a page's own <style> elements take out of sight, by the rules whose selector is one element
/// with its id and classes: ".x", "#x", "p.x.y", and lists of them. The cascade decides between
/// these: importance, specificity, order (CSS Cascading and Inheritance 4, section 6.1). Any other
/// selector and all that stands in an at-rule hides nothing, but may show. Linear in the page.
class HidingRules {
 public:
  /// `dom` must outlive it.
  explicit HidingRules(const Dom& dom);

  /// Whether the element itself has display:none or visibility:hidden by these rules.
  bool hides(Dom::Index i) const;
  /// Whether something is there that may show what is hidden by rule: a rule for another state
  /// (":checked ~ .x", ".open .x") or for other screens, a control that names it, a script of the
  /// page that names it. So do tabs, accordions and menus work. A script from elsewhere may open
  /// anything: sites of components switch classes that say nothing.
  bool may_open(Dom::Index i) const;
  /// Whether nothing ever changes: no script, no handler, no style sheet elsewhere, no animation.
  bool still() const { return still_; }

 private:
  struct Rule {
    std::string id;
    std::vector<std::string> classes;
    Tag tag = Tag::text;       // text: any
    std::uint64_t weight = 0;  // importance, specificity, order
    bool visibility = false;   // the property it sets, else display
    bool hides = false;
  };
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  using Names = std::unordered_set<std::string, Hash, std::equal_to<>>;

  void read(std::string_view sheet);
  void read_block(std::string_view selectors, std::string_view block, bool judged);
  void add_plain(std::string_view selector, Rule rule, bool important);
  void add_opening(std::string_view selector);
  bool matches(const Rule& rule, Dom::Index i) const;
  template <typename See>
  void each_match(Dom::Index i, See see) const;
  void read_handlers();
  bool is_controlled(std::string_view name) const;
  bool is_named(std::string_view name) const;

  const Dom& dom_;
  // By ".class" or "#id", one of those of the selector.
  std::unordered_map<std::string, std::vector<Rule>, Hash, std::equal_to<>> rules_;
  std::uint64_t order_ = 0;
  Names opening_;                          // of rules that show: ".x", "#x"
  mutable std::optional<Names> controls_;  // what controls name, read when it is first asked for
  std::vector<std::string_view> scripts_;
  mutable std::unordered_map<std::string, bool, Hash, std::equal_to<>> named_;  // in scripts
  bool still_ = true;
  bool foreign_ = false;
};

}  // namespace verify
