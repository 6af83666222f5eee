#include "page/page_openers.h"

#include <algorithm>
#include <string>

#include "base/text.h"
#include "page/style_names.h"

namespace verify {
namespace {

constexpr std::size_t kLongest = 100;  // bytes of a name in a control
// Words in the scripts of a page; megabytes of script have some 100,000.
constexpr std::size_t kMaxWords = 1'000'000;
// Bytes of scripts gone through for ids that are no single word.
constexpr std::size_t kMaxSearched = 20'000'000;

bool is_executable(const Dom& dom, Dom::Index script) {
  const std::string type = ascii_lower(dom.attribute(script, "type"));
  return type.empty() || type == "module" || type.find("script") != type.npos;
}

bool is_style_sheet(const Dom& dom, Dom::Index link) {
  return ascii_lower(dom.attribute(link, "rel")).find("stylesheet") != std::string::npos;
}

bool is_quote_or_space(char c) {
  return c == '"' || c == '\'' || c == '`' || c == ' ';
}

bool has(const std::vector<std::string_view>& sorted, std::string_view word) {
  return std::ranges::binary_search(sorted, word);
}

}  // namespace

PageOpeners::PageOpeners(const Dom& dom) : dom_(dom) {
  read_scripts();
  read_handlers();
}

void PageOpeners::read_scripts() {
  Dom::Index read_to = 0;  // scripts of a drawing may stand in each other
  for (Dom::Index i = 0; i < dom_.size(); ++i) {
    const Tag tag = dom_[i].tag;
    if (tag == Tag::script && is_executable(dom_, i)) {
      none_ = false;
      foreign_ = foreign_ || dom_.has_attribute(i, "src");
      for (read_to = std::max(read_to, i + 1); read_to < dom_[i].end; ++read_to)
        if (dom_[read_to].tag == Tag::text) scripts_.push_back(dom_.text(read_to));
    } else if (tag == Tag::link && is_style_sheet(dom_, i)) {
      none_ = false;
    }
  }
}

void PageOpeners::read_handlers() {
  for (Dom::Index i = 0; i < dom_.size(); ++i) {
    for (const auto& [name, value] : dom_.attributes(i)) {
      if (!name.starts_with("on")) continue;
      none_ = false;
      scripts_.push_back(value);
    }
  }
}

PageOpeners::Controls PageOpeners::read_controls() const {
  Controls controls;
  for (Dom::Index i = 0; i < dom_.size(); ++i) {
    for (const auto& [attribute, value] : dom_.attributes(i)) {
      if (value.empty() || value.size() > kLongest) continue;
      if (value[0] == '#' || value[0] == '.')
        controls.selectors.push_back(value);
      else if (attribute == "aria-controls" || attribute.starts_with("data-"))
        controls.ids.push_back(value);
    }
  }
  std::ranges::sort(controls.selectors);
  std::ranges::sort(controls.ids);
  return controls;
}

// "x", where it is a string or a word of one, and ".x" and "#x".
PageOpeners::Words PageOpeners::read_words() const {
  Words words;
  for (const std::string_view script : scripts_)
    for (std::size_t at = 0; at < script.size(); ++at) {
      const std::size_t end = name_end(script, at);
      if (end == at) continue;
      const char before = at == 0 ? ' ' : script[at - 1];
      const bool selects = before == '.' || before == '#';
      if (selects || is_quote_or_space(before)) {
        words.cut = words.all.size() == kMaxWords;
        if (words.cut) return words;
        words.all.push_back(script.substr(at - selects, end - at + selects));
      }
      at = end;
    }
  std::ranges::sort(words.all);
  return words;
}

bool PageOpeners::speak_of(std::string_view name) {
  return is_controlled(name) || is_named(name);
}

// Whether an attribute names it: "#x", ".x", or plain "x" where an id is meant.
bool PageOpeners::is_controlled(std::string_view name) {
  if (!controls_) controls_ = read_controls();
  return has(controls_->selectors, name) || (name[0] == '#' && has(controls_->ids, name.substr(1)));
}

// Whether a script has the name as a selector or as a string of its own.
bool PageOpeners::is_named(std::string_view name) {
  if (scripts_.empty()) return false;
  const std::string_view bare = name.substr(1);
  if (name_end(bare, 0) < bare.size()) return is_written(name);
  if (!words_) words_ = read_words();
  return words_->cut || has(words_->all, name) || has(words_->all, bare);
}

// The same for an id that is no single word: it has to be looked for.
bool PageOpeners::is_written(std::string_view name) {
  const std::string_view bare = name.substr(1);
  for (const std::string_view script : scripts_) {
    searched_ += script.size();
    if (searched_ > kMaxSearched || bare.size() > kLongest) return true;
    for (std::size_t at = script.find(bare); at != script.npos; at = script.find(bare, at + 1)) {
      const char before = at == 0 ? ' ' : script[at - 1];
      const std::size_t end = at + bare.size();
      const bool whole = end == script.size() || !is_name_byte(script[end]);
      if (whole && (before == name[0] || is_quote_or_space(before))) return true;
    }
  }
  return false;
}

}  // namespace verify
