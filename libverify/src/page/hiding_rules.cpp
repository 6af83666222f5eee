#include "page/hiding_rules.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "base/text.h"
#include "page/page_openers.h"
#include "page/style_rules.h"

namespace verify {
namespace {

bool is_for_print(const Dom& dom, Dom::Index style) {
  return ascii_iequals(trim(dom.attribute(style, "media")), "print");
}

StyleRules rules_of(const Dom& dom) {
  StyleRules rules;
  for (Dom::Index i = 0; i < dom.size(); ++i)
    if (dom[i].tag == Tag::style && dom[i].html && !is_for_print(dom, i))
      for (Dom::Index n = i + 1; n < dom[i].end; ++n) rules.read(dom.text(n));
  return rules;
}

bool are_hiding(const std::vector<const StyleRules::Rule*>& rules) {
  std::array<StyleRules::Effect, 2> strongest;
  for (const StyleRules::Rule* rule : rules)
    for (std::size_t k = 0; k < strongest.size(); ++k) {
      strongest[k].shows = std::max(strongest[k].shows, rule->effects[k].shows);
      strongest[k].hides = std::max(strongest[k].hides, rule->effects[k].hides);
    }
  return std::ranges::any_of(strongest, [](const auto& each) { return each.hides > each.shows; });
}

/// Whether what is hidden may be opened, each name of a rule looked up once.
class Opening {
 public:
  Opening(const StyleRules& rules, PageOpeners& openers, bool still)
      : rules_(rules), openers_(openers), still_(still), known_(rules.names()) {}

  bool may(std::string_view id, const std::vector<const StyleRules::Rule*>& matching) {
    if (openers_.foreign() || rules_.cut()) return true;
    if (!id.empty() && names("#" + std::string(id))) return true;
    return std::ranges::any_of(matching, [&](const StyleRules::Rule* rule) {
      return rule->hides() &&
             std::ranges::any_of(rule->names, [&](auto name) { return is_named(name); });
    });
  }

 private:
  enum class Known : std::uint8_t { nothing, no, yes };

  bool is_named(StyleRules::Name name) {
    Known& known = known_[name];
    if (known == Known::nothing) known = names(rules_.text(name)) ? Known::yes : Known::no;
    return known == Known::yes;
  }
  bool names(std::string_view name) {
    return rules_.shows(name) || (!still_ && openers_.speak_of(name));
  }

  const StyleRules& rules_;
  PageOpeners& openers_;
  const bool still_;
  std::vector<Known> known_;
};

}  // namespace

HidingRules::HidingRules(const Dom& dom) {
  const StyleRules rules = rules_of(dom);
  PageOpeners openers(dom);
  still_ = openers.none() && !rules.animated();
  if (rules.empty()) return;
  hidden_.resize(dom.size());
  opens_.resize(dom.size());
  StyleRules::Matcher matcher(rules, dom);
  Opening opening(rules, openers, still_);
  for (Dom::Index i = 0; i < dom.size(); ++i) {
    if (dom[i].tag == Tag::text) continue;
    const auto& matching = matcher.match(i);
    hidden_[i] = are_hiding(matching);
    if (hidden_[i]) opens_[i] = opening.may(dom.attribute(i, "id"), matching);
  }
  given_up_ = matcher.given_up();
}

}  // namespace verify
