#include "page/hiding_rules.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "page/declarations.h"

namespace verify {
namespace {

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

bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || (c & 0x80) != 0;
}

bool contains(std::string_view text, std::string_view lower_word) {
  return std::ranges::search(text, lower_word, {}, [](char c) {
           return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
         }).size() == lower_word.size();
}

std::size_t name_end(std::string_view text, std::size_t at) {
  while (at < text.size() && is_name_byte(text[at])) ++at;
  return at;
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

bool is_executable(const Dom& dom, Dom::Index script) {
  const std::string type = ascii_lower(dom.attribute(script, "type"));
  return type.empty() || type == "module" || type.find("script") != type.npos;
}

bool is_style_sheet(const Dom& dom, Dom::Index link) {
  return ascii_lower(dom.attribute(link, "rel")).find("stylesheet") != std::string::npos;
}

bool is_for_print(const Dom& dom, Dom::Index style) {
  return ascii_iequals(trim(dom.attribute(style, "media")), "print");
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

HidingRules::HidingRules(const Dom& dom) : dom_(dom) {
  for (Dom::Index i = 0; i < dom.size(); ++i) {
    const Tag tag = dom[i].tag;
    if (tag == Tag::style && dom[i].html && !is_for_print(dom, i)) {
      for (Dom::Index n = i + 1; n < dom[i].end; ++n) read(dom.text(n));
    } else if (tag == Tag::script && is_executable(dom, i)) {
      still_ = false;
      foreign_ = foreign_ || dom.has_attribute(i, "src");
      for (Dom::Index n = i + 1; n < dom[i].end; ++n) scripts_.push_back(dom.text(n));
    } else if (tag == Tag::link && is_style_sheet(dom, i)) {
      still_ = false;
    }
  }
  read_handlers();
}

void HidingRules::read(std::string_view sheet) {
  if (contains(sheet, "animation") || contains(sheet, "transition")) still_ = false;
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

// `judged`: the rule holds for the page as it stands.
void HidingRules::read_block(std::string_view selectors, std::string_view block, bool judged) {
  if (!contains(block, "display") && !contains(block, "visibility")) return;
  each_declaration(block, [&](std::string_view property, const std::string& value, bool important) {
    const bool visibility = property == "visibility";
    if (!visibility && property != "display") return;
    const bool hides = value == "none" || value == "hidden" || value == "collapse";
    for (std::string_view rest = selectors; !rest.empty();) {
      const std::size_t comma = rest.find(',');
      const std::string_view selector = trim(rest.substr(0, comma));
      if (judged)
        add_plain(selector, {.visibility = visibility, .hides = hides}, important);
      else if (!hides)
        add_opening(selector);
      rest.remove_prefix(comma == rest.npos ? rest.size() : comma + 1);
    }
  });
}

void HidingRules::add_plain(std::string_view selector, Rule rule, bool important) {
  std::size_t at = name_end(selector, 0);
  std::uint64_t tags = 0;
  if (at > 0) {
    rule.tag = tag_named(selector.substr(0, at));
    tags = 1;
  }
  while (at < selector.size() && (selector[at] == '.' || selector[at] == '#')) {
    const std::size_t end = name_end(selector, at + 1);
    if (end == at + 1) break;
    std::string name(selector.substr(at, end - at));
    if (name[0] == '#')
      rule.id = std::move(name);
    else
      rule.classes.push_back(std::move(name));
    at = end;
  }
  if (at < selector.size()) {  // of a kind that is not judged
    if (!rule.hides) add_opening(selector);
    return;
  }
  if (rule.tag == Tag::other || (rule.id.empty() && rule.classes.empty())) return;
  const std::uint64_t classes = std::min<std::size_t>(rule.classes.size(), 255);
  rule.weight = (important ? 1ULL << 56 : 0) | (rule.id.empty() ? 0 : 1ULL << 48) | classes << 40 |
                tags << 32 | ++order_;
  const std::string key = rule.id.empty() ? rule.classes.front() : rule.id;
  rules_[key].push_back(std::move(rule));
}

// What a rule shows is what its last part names.
void HidingRules::add_opening(std::string_view selector) {
  const std::size_t last = selector.find_last_of(" >+~\t\n");
  if (last != selector.npos) selector.remove_prefix(last + 1);
  for (std::size_t at = 0; at < selector.size();) {
    const std::size_t end = name_end(selector, at + 1);
    if ((selector[at] == '.' || selector[at] == '#') && end > at + 1)
      opening_.emplace(selector.substr(at, end - at));
    at = end;
  }
}

bool HidingRules::matches(const Rule& rule, Dom::Index i) const {
  if (rule.tag != Tag::text && rule.tag != dom_[i].tag) return false;
  if (!rule.id.empty() && dom_.attribute(i, "id") != std::string_view(rule.id).substr(1))
    return false;
  std::size_t found = 0;
  for (const std::string& name : rule.classes) {
    bool has = false;
    each_class(dom_.attribute(i, "class"), [&](std::string_view each) { has |= each == name; });
    found += has;
  }
  return found == rule.classes.size();
}

template <typename See>
void HidingRules::each_match(Dom::Index i, See see) const {
  const auto look = [&](std::string_view key) {
    const auto found = rules_.find(key);
    if (found == rules_.end()) return;
    for (const Rule& rule : found->second)
      if (matches(rule, i)) see(rule);
  };
  if (const auto id = dom_.attribute(i, "id"); !id.empty()) look("#" + std::string(id));
  each_class(dom_.attribute(i, "class"), look);
}

bool HidingRules::hides(Dom::Index i) const {
  if (rules_.empty()) return false;
  std::array<const Rule*, 2> winner{};
  each_match(i, [&](const Rule& rule) {
    const Rule*& best = winner[rule.visibility ? 1 : 0];
    if (best == nullptr || rule.weight > best->weight) best = &rule;
  });
  return std::ranges::any_of(winner,
                             [](const Rule* rule) { return rule != nullptr && rule->hides; });
}

bool HidingRules::may_open(Dom::Index i) const {
  bool open = foreign_;
  const auto see = [&](std::string_view name) {
    open |= opening_.contains(name) || (!still_ && (is_controlled(name) || is_named(name)));
  };
  if (const auto id = dom_.attribute(i, "id"); !id.empty()) see("#" + std::string(id));
  each_match(i, [&](const Rule& rule) {
    if (rule.hides) std::ranges::for_each(rule.classes, see);
  });
  return open;
}

void HidingRules::read_handlers() {
  for (Dom::Index i = 0; i < dom_.size(); ++i) {
    if (dom_[i].tag == Tag::text) continue;
    for (const auto& [name, value] : dom_.attributes(i)) {
      if (!name.starts_with("on")) continue;
      still_ = false;
      scripts_.push_back(value);
    }
  }
}

// Whether an attribute names it: "#x", ".x", or plain "x" where an id is meant.
bool HidingRules::is_controlled(std::string_view name) const {
  constexpr std::size_t kLongest = 100;
  if (!controls_) {
    controls_.emplace();
    for (Dom::Index i = 0; i < dom_.size(); ++i) {
      if (dom_[i].tag == Tag::text) continue;
      for (const auto& [attribute, value] : dom_.attributes(i)) {
        if (value.empty() || value.size() > kLongest) continue;
        if (value[0] == '#' || value[0] == '.')
          controls_->emplace(value);
        else if (attribute == "aria-controls" || attribute.starts_with("data-"))
          controls_->emplace("#" + std::string(value));
      }
    }
  }
  return controls_->contains(name);
}

// Whether a script has the name as a selector or as a string of its own.
bool HidingRules::is_named(std::string_view name) const {
  const auto [known, unknown] = named_.try_emplace(std::string(name), false);
  if (!unknown) return known->second;
  const std::string_view bare = name.substr(1);
  for (const std::string_view script : scripts_)
    for (std::size_t at = script.find(bare); at != script.npos; at = script.find(bare, at + 1)) {
      const char before = at == 0 ? ' ' : script[at - 1];
      const std::size_t end = at + bare.size();
      const bool whole = end == script.size() || !is_name_byte(script[end]);
      if (whole &&
          (before == name[0] || before == '"' || before == '\'' || before == '`' || before == ' '))
        return known->second = true;
    }
  return false;
}

}  // namespace verify
