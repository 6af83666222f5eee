#pragma once

#include <vector>

#include "page/dom.h"

namespace verify {

/// What a page's own <style> elements take out of sight, by the rules whose selector is one element
/// with its id and classes: ".x", "#x", "p.x.y", and lists of them. The cascade decides between
/// these: importance, specificity, order (CSS Cascading and Inheritance 4, section 6.1). Any other
/// selector and all that stands in an at-rule hides nothing, but may show. Time and memory are
/// linear in the page: where it has more rules and names than pages have, the rest hides nothing
/// and anything may be opened.
class HidingRules {
 public:
  explicit HidingRules(const Dom& dom);

  /// Whether the element itself has display:none or visibility:hidden by these rules.
  bool hides(Dom::Index i) const { return !hidden_.empty() && hidden_[i]; }
  /// Whether something is there that may show what is hidden by rule: a rule for another state
  /// (":checked ~ .x", ".open .x") or for other screens, a control that names it, a script of the
  /// page that names it. So do tabs, accordions and menus work. A script from elsewhere may open
  /// anything: sites of components switch classes that say nothing. Asked of what is hidden.
  bool may_open(Dom::Index i) const { return !opens_.empty() && opens_[i]; }
  /// Whether nothing ever changes: no script, no handler, no style sheet elsewhere, no animation.
  bool still() const { return still_; }
  /// Whether there was more to compare than is: what then stands hidden is taken for visible.
  bool given_up() const { return given_up_; }

 private:
  // By element; empty where there is no rule.
  std::vector<bool> hidden_;
  std::vector<bool> opens_;
  bool still_ = true;
  bool given_up_ = false;
};

}  // namespace verify
