#include "evidence/script_ways.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "page/tag_tokenizer.h"

namespace verify {
namespace {

bool contains_any(std::string_view text, std::span<const std::string_view> words) {
  const std::string lower = ascii_lower(text);
  return std::ranges::any_of(words, [&](std::string_view word) { return lower.contains(word); });
}

/// What a handler must say to lead to another page; most of them only open a menu or count a click.
bool opens_address(std::string_view script) {
  constexpr std::array<std::string_view, 3> kWords = {"location", "window.open", "navigate("};
  return contains_any(script, kWords);
}

/// The names themes and libraries give to such buttons, whatever language the label has.
bool names_more(std::string_view value) {
  constexpr std::array<std::string_view, 4> kWords = {"load-more", "loadmore", "load_more",
                                                      "infinite-scroll"};
  return contains_any(value, kWords);
}

class WayFinder {
 public:
  explicit WayFinder(std::string_view html) : tags_(html) {}

  bool find() {
    while (tags_.next()) {
      const TagToken& token = tags_.token();
      if (token.key == tag_key("noscript") && token.kind != TagToken::Kind::text)
        in_noscript_ = token.kind == TagToken::Kind::start_tag;
      if (token.key == tag_key("template"))
        templates_ += token.kind == TagToken::Kind::start_tag ? 1 : templates_ > 0 ? -1 : 0;
      if (token.kind == TagToken::Kind::start_tag && !in_noscript_ && templates_ == 0 && leads_on())
        return true;
      if (in_noscript_ && asks_for_scripts(token)) return true;
      if (!in_noscript_ && templates_ == 0 && is_button_with_address(token)) return true;
    }
    return false;
  }

 private:
  /// A link with an address is followed as every link is, whatever its script does.
  bool is_link() const {
    const auto* href = tags_.find("href");
    if (tags_.token().key != tag_key("a") || href == nullptr) return false;
    const std::string_view to = trim(href->value);
    return !to.empty() && !to.starts_with('#') && !is_script(to);
  }
  static bool is_script(std::string_view href) {
    return ascii_iequals(href.substr(0, 11), "javascript:");
  }

  // A form with an address and nothing to fill in or choose is a button that leads there, as is one
  // that names an address of its own. What asks for words looks something up.
  bool is_button_with_address(const TagToken& token) {
    if (token.kind == TagToken::Kind::text) return false;
    const bool start = token.kind == TagToken::Kind::start_tag;
    if (token.key == tag_key("form")) {
      const bool was_button = form_ == Form::button && !start;
      form_ = Form::none;
      if (start && leads_by_get() && has_value("action")) form_ = Form::empty;
      return was_button;
    }
    if (!start || form_ == Form::none) return false;
    const bool input = token.key == tag_key("input");
    const std::string type = input ? ascii_lower(trim(value_of("type"))) : "";
    if (token.key == tag_key("select") || token.key == tag_key("textarea") ||
        (input && type != "submit" && type != "image" && type != "hidden" && type != "button"))
      form_ = Form::none;
    else if (form_ == Form::empty && (token.key == tag_key("button") || input) && type != "hidden")
      form_ = Form::button;
    return false;
  }

  bool leads_by_get() const {
    return !has_value("method") || ascii_iequals(trim(value_of("method")), "get");
  }

  std::string_view value_of(std::string_view name) const {
    const auto* found = tags_.find(name);
    return found == nullptr ? std::string_view() : std::string_view(found->value);
  }
  bool has_value(std::string_view name) const { return !trim(value_of(name)).empty(); }

  // <object> and <embed> show pages as frames do.
  bool is_framed_page() const {
    const bool object = tags_.token().key == tag_key("object");
    if (!object && tags_.token().key != tag_key("embed")) return false;
    const std::string_view address = trim(value_of(object ? "data" : "src"));
    return !address.empty() && ascii_lower(value_of("type")).contains("html");
  }

  bool leads_on() const {
    if (is_link()) return false;
    if (is_framed_page()) return true;
    return std::ranges::any_of(tags_.attributes(), [](const TagTokenizer::Attribute& each) {
      if (ascii_iequals(each.name, "onclick") || ascii_iequals(each.name, "onchange"))
        return opens_address(each.value);
      if (ascii_iequals(each.name, "href"))
        return is_script(trim(each.value)) && opens_address(each.value);
      if (ascii_iequals(each.name, "class") || ascii_iequals(each.name, "id"))
        return names_more(each.value);
      return ascii_iequals(each.name, "data-href") && !trim(each.value).empty();
    });
  }

  static bool asks_for_scripts(const TagToken& token) {
    constexpr std::array<std::string_view, 1> kWords = {"javascript"};
    return token.kind == TagToken::Kind::text && contains_any(token.whole, kWords);
  }

  TagTokenizer tags_;
  bool in_noscript_ = false;
  int templates_ = 0;
  enum class Form { none, empty, button } form_ = Form::none;
};

}  // namespace

bool has_script_ways(std::string_view html) {
  return WayFinder(html).find();
}

}  // namespace verify
