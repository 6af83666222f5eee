#include "evidence/other_ways.h"

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

  OtherWays find() {
    while (tags_.next()) {
      const TagToken& token = tags_.token();
      const bool start = token.kind == TagToken::Kind::start_tag;
      if (token.key == tag_key("noscript") && token.kind != TagToken::Kind::text)
        in_noscript_ = start;
      if (token.key == tag_key("template")) templates_ += start ? 1 : templates_ > 0 ? -1 : 0;
      if (in_noscript_) {
        ways_.by_script |= asks_for_scripts(token);
      } else if (templates_ == 0 && token.kind != TagToken::Kind::text) {
        if (start) take_element();
        if (token.key == tag_key("form")) end_form(start);
      }
    }
    end_form(false);
    return std::move(ways_);
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

  void take_element() {
    ways_.by_script |= leads_on_by_script();
    const std::uint64_t key = tags_.token().key;
    if (key == tag_key("object") || key == tag_key("embed")) take_object();
    const bool input = key == tag_key("input");
    const std::string type = input ? ascii_lower(trim(value_of("type"))) : "";
    const bool presses = key == tag_key("button") || type == "submit" || type == "image";
    if (presses) take(value_of("formaction"));
    const bool asks = key == tag_key("select") || key == tag_key("textarea") ||
                      (input && !presses && type != "hidden" && type != "button");
    if (asks)
      form_ = Form::none;
    else if (presses && form_ == Form::empty)
      form_ = Form::button;
  }

  // A form with an address and nothing to fill in or choose is a button that leads there. What asks
  // for words looks something up.
  void end_form(bool another_begins) {
    if (form_ == Form::button) take(action_);
    form_ = Form::none;
    if (!another_begins || !leads_by_get()) return;
    action_ = value_of("action");
    form_ = Form::empty;
  }

  // <object> and <embed> show pages as frames do.
  void take_object() {
    if (ascii_lower(value_of("type")).contains("html"))
      take(value_of(tags_.token().key == tag_key("object") ? "data" : "src"));
  }

  void take(std::string_view address) {
    if (!trim(address).empty() && ways_.addresses.size() < kMostAddresses)
      ways_.addresses.emplace_back(trim(address));
  }

  bool leads_by_get() const {
    const std::string_view method = trim(value_of("method"));
    return method.empty() || ascii_iequals(method, "get");
  }

  std::string_view value_of(std::string_view name) const {
    const auto* found = tags_.find(name);
    return found == nullptr ? std::string_view() : std::string_view(found->value);
  }
  bool leads_on_by_script() const {
    if (is_link()) return false;
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

  static constexpr std::size_t kMostAddresses = 1000;
  TagTokenizer tags_;
  OtherWays ways_;
  std::string action_;  // of the form
  bool in_noscript_ = false;
  int templates_ = 0;
  enum class Form { none, empty, button } form_ = Form::none;
};

}  // namespace

OtherWays other_ways(std::string_view html) {
  return WayFinder(html).find();
}

}  // namespace verify
