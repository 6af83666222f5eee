#include "page/style_rules.h"

#include <algorithm>

#include "base/text.h"
#include "page/declarations.h"
#include "page/style_names.h"

namespace verify {
namespace {

// Selectors of rules that hide or show: a sheet that a whole design shares has about a thousand.
constexpr std::size_t kMaxSelectors = 20'000;
// Ids and classes of one selector: people write up to five.
constexpr std::size_t kMaxNames = 8;
// Names that rules for other states show, of all sheets.
constexpr std::size_t kMaxShown = 40'000;
// Comparisons of a rule with an element: fifty for each of 100,000 elements.
constexpr std::size_t kMaxCompared = 5'000'000;

constexpr std::string_view kTagNames[] = {
#define X(name) #name,
    VERIFY_TAGS(X)
#undef X
};

// The element a selector names; Tag::other for one that readers do not tell apart.
Tag tag_named(std::string_view name) {
  if (ascii_iequals(name, "template")) return Tag::template_;
  const auto* const found = std::ranges::find_if(
      kTagNames, [&](std::string_view known) { return ascii_iequals(known, name); });
  return static_cast<Tag>(found - std::begin(kTagNames));
}

bool contains(std::string_view text, std::string_view lower_word) {
  return std::ranges::search(text, lower_word, {}, [](char c) {
           return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
         }).size() == lower_word.size();
}

std::string without_comments(std::string_view sheet) {
  std::string clean;
  clean.reserve(sheet.size());
  for (std::size_t at = 0; at < sheet.size();) {
    const std::size_t start = std::min(sheet.find("/*", at), sheet.size());
    clean += sheet.substr(at, start - at);
    const std::size_t end = sheet.find("*/", start);
    at = end == sheet.npos ? sheet.size() : end + 2;
  }
  return clean;
}

// At-rules whose content never applies to a page on a screen as it stands.
bool is_elsewhere(std::string_view at_rule) {
  const std::string lower = ascii_lower(at_rule);
  return lower.find("print") != lower.npos || lower.find("keyframes") != lower.npos ||
         lower.find("@page") != lower.npos;
}

/// Calls `see(".name")` for each class of an element.
template <typename See>
void each_class(std::string_view names, See see) {
  std::string name;
  while (!(names = trim(names)).empty()) {
    std::size_t end = 0;
    while (end < names.size() && !is_ascii_space(names[end])) ++end;
    name.assign(1, '.').append(names.substr(0, end));
    see(std::string_view(name));
    names.remove_prefix(end);
  }
}

}  // namespace

void StyleRules::read(std::string_view sheet) {
  animated_ = animated_ || contains(sheet, "animation") || contains(sheet, "transition");
  if (!contains(sheet, "none") && !contains(sheet, "hidden")) return;
  const std::string clean = without_comments(sheet);
  std::size_t nested = 0;     // open blocks of at-rules
  std::size_t elsewhere = 0;  // of these, from where on nothing counts; 0: everything does
  std::size_t start = 0;
  for (std::size_t i = clean.find_first_of("{};"); i != clean.npos;
       i = clean.find_first_of("{};", i + 1)) {
    if (clean[i] == '}') {
      nested -= nested > 0;
      if (nested < elsewhere) elsewhere = 0;
    } else if (clean[i] == '{') {
      const std::string_view prelude = trim(std::string_view(clean).substr(start, i - start));
      const std::size_t end = clean.find_first_of("{}", i + 1);
      if (prelude.starts_with('@') || (end != clean.npos && clean[end] == '{')) {
        ++nested;
        if (elsewhere == 0 && prelude.starts_with('@') && is_elsewhere(prelude)) elsewhere = nested;
      } else {
        const std::size_t stop = std::min(end, clean.size());
        if (elsewhere == 0)
          read_block(prelude, std::string_view(clean).substr(i + 1, stop - i - 1), nested == 0);
        i = stop;
      }
    }
    start = i + 1;
  }
}

// Of many declarations only the strongest of each kind counts, so that the selectors are gone
// through once. `judged`: the rule holds for the page as it stands.
void StyleRules::read_block(std::string_view selectors, std::string_view block, bool judged) {
  if (!contains(block, "display") && !contains(block, "visibility")) return;
  std::array<Effect, 2> effects;
  bool any = false;
  each_declaration(block, [&](std::string_view property, const std::string& value, bool important) {
    const bool visibility = property == "visibility";
    if (!visibility && property != "display") return;
    Effect& effect = effects[visibility ? 1 : 0];
    const bool hides = value == "none" || value == "hidden" || value == "collapse";
    std::uint64_t& weight = hides ? effect.hides : effect.shows;
    weight = std::max<std::uint64_t>(weight, (important ? 1ULL << 56 : 0) | ++order_);
    any = true;
  });
  if (!any) return;
  for (std::string_view rest = selectors; !rest.empty();) {
    cut_ = cut_ || read_ == kMaxSelectors;
    if (cut_) return;
    ++read_;
    const std::size_t comma = rest.find(',');
    add(trim(rest.substr(0, comma)), effects, judged);
    rest.remove_prefix(comma == rest.npos ? rest.size() : comma + 1);
  }
}

void StyleRules::add(std::string_view text, const std::array<Effect, 2>& effects, bool judged) {
  Selector selector = judged ? parse(text) : Selector();
  if (selector.plain)
    add_plain(std::move(selector), effects);
  else if (effects[0].shows > 0 || effects[1].shows > 0)
    add_shown(text);
}

StyleRules::Selector StyleRules::parse(std::string_view text) {
  Selector selector;
  std::size_t at = name_end(text, 0);
  if (at > 0) selector.tag = tag_named(text.substr(0, at));
  const std::uint64_t tags = at > 0 ? 1 : 0;
  while (at < text.size() && (text[at] == '.' || text[at] == '#')) {
    const std::size_t end = name_end(text, at + 1);
    if (end == at + 1 || selector.classes.size() == kMaxNames) break;
    std::string name(text.substr(at, end - at));
    if (name[0] == '#')
      selector.id = std::move(name);
    else
      selector.classes.push_back(std::move(name));
    at = end;
  }
  selector.plain = at == text.size();
  selector.specificity =
      (selector.id.empty() ? 0 : 1ULL << 48) | selector.classes.size() << 40 | tags << 32;
  return selector;
}

void StyleRules::add_plain(Selector selector, const std::array<Effect, 2>& effects) {
  if (selector.tag == Tag::other || (selector.id.empty() && selector.classes.empty())) return;
  const std::uint64_t specificity = selector.specificity;
  const auto strengthen = [&](std::uint64_t& weight, std::uint64_t by) {
    if (by > 0) weight = std::max(weight, specificity | by);
  };
  Rule& rule = rule_of(std::move(selector));
  for (std::size_t k = 0; k < effects.size(); ++k) {
    strengthen(rule.effects[k].shows, effects[k].shows);
    strengthen(rule.effects[k].hides, effects[k].hides);
  }
}

// What a rule shows is what its last part names.
void StyleRules::add_shown(std::string_view selector) {
  const std::size_t last = selector.find_last_of(" >+~\t\n");
  if (last != selector.npos) selector.remove_prefix(last + 1);
  for (std::size_t at = 0; at < selector.size();) {
    const std::size_t end = name_end(selector, at + 1);
    if ((selector[at] == '.' || selector[at] == '#') && end > at + 1) {
      cut_ = cut_ || shown_.size() >= kMaxShown;
      if (cut_) return;
      shown_.emplace(selector.substr(at, end - at));
    }
    at = end;
  }
}

StyleRules::Name StyleRules::name_of(std::string text) {
  const auto [known, fresh] = names_.try_emplace(std::move(text), static_cast<Name>(texts_.size()));
  if (fresh) {
    texts_.push_back(known->first);
    named_.emplace_back();
  }
  return known->second;
}

// The rule of all selectors that ask the same. It is found by the name that finds the fewest: many
// rules for one class with another are told apart by the other.
StyleRules::Rule& StyleRules::rule_of(Selector selector) {
  std::vector<std::string>& names = selector.classes;
  std::ranges::sort(names);
  names.erase(std::ranges::unique(names).begin(), names.end());
  if (!selector.id.empty()) names.push_back(std::move(selector.id));
  std::string key(1, static_cast<char>(selector.tag));
  for (const std::string& name : names) key += name;
  const auto [known, fresh] =
      selectors_.try_emplace(std::move(key), static_cast<std::uint32_t>(rules_.size()));
  if (!fresh) return rules_[known->second];
  Rule& rule = rules_.emplace_back(Rule{.tag = selector.tag});
  for (std::string& name : names) rule.names.push_back(name_of(std::move(name)));
  const Name rarest =
      *std::ranges::min_element(rule.names, {}, [&](Name name) { return named_[name].size(); });
  named_[rarest].push_back(known->second);
  return rule;
}

const std::vector<const StyleRules::Rule*>& StyleRules::Matcher::match(Dom::Index i) {
  found_.clear();
  names_.clear();
  ++turn_;
  const auto see = [&](std::string_view name) {
    const auto known = rules_.names_.find(name);
    if (known == rules_.names_.end() || carried_[known->second] == turn_) return;
    carried_[known->second] = turn_;
    names_.push_back(known->second);
  };
  if (const auto id = dom_.attribute(i, "id"); !id.empty()) see("#" + std::string(id));
  each_class(dom_.attribute(i, "class"), see);
  for (const Name name : names_) {
    compared_ += rules_.named_[name].size();
    if (given_up()) {
      found_.clear();
      break;
    }
    for (const std::uint32_t k : rules_.named_[name])
      if (const Rule& rule = rules_.rules_[k]; matches(rule, i)) found_.push_back(&rule);
  }
  return found_;
}

bool StyleRules::Matcher::given_up() const {
  return compared_ > kMaxCompared;
}

bool StyleRules::Matcher::matches(const Rule& rule, Dom::Index i) const {
  return (rule.tag == Tag::text || rule.tag == dom_[i].tag) &&
         std::ranges::all_of(rule.names, [&](Name name) { return carried_[name] == turn_; });
}

}  // namespace verify
