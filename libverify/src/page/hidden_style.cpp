#include "page/hidden_style.h"

#include <cstdlib>

#include "base/text.h"

namespace verify {
namespace {

constexpr int kOffScreen = -900;  // pixels; a design never moves readable text this far

// The leading integer of a CSS length in pixels; em and % are as telling for what we ask.
int leading_number(std::string_view value) {
  int sign = 1;
  if (value.starts_with('-')) {
    sign = -1;
    value.remove_prefix(1);
  }
  int number = 0;
  for (const char c : value.substr(0, 6)) {
    if (c < '0' || c > '9') break;
    number = number * 10 + (c - '0');
  }
  return sign * number;
}

bool is_zero(std::string_view value) {
  return !value.empty() && value[0] == '0' && value.find_first_of("123456789") == value.npos;
}

/// Calls `see(property, value)` for each declaration, both in lower case and trimmed.
template <typename See>
void each_declaration(std::string_view block, See see) {
  while (!block.empty()) {
    const std::size_t end = block.find(';');
    const std::string_view declaration = block.substr(0, end);
    const std::size_t colon = declaration.find(':');
    if (colon != std::string_view::npos) {
      std::string value = ascii_lower(trim(declaration.substr(colon + 1)));
      if (const std::size_t mark = value.find("!important"); mark != std::string::npos)
        value = trim(std::string_view(value).substr(0, mark));
      see(ascii_lower(trim(declaration.substr(0, colon))), value);
    }
    if (end == std::string_view::npos) break;
    block.remove_prefix(end + 1);
  }
}

bool is_name(std::string_view text) {
  if (text.empty()) return false;
  for (const char c : text) {
    const bool name = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '-' || c == '_' || (c & 0x80) != 0;
    if (!name) return false;
  }
  return true;
}

}  // namespace

InlineLook look_of_style(std::string_view style) {
  InlineLook look;
  std::string color, background;
  each_declaration(style, [&](std::string_view property, const std::string& value) {
    if (property == "display") look.hidden = value == "none";
    if (property == "visibility") look.hidden |= value == "hidden" || value == "collapse";
    if (property == "height" || property == "max-height") look.hidden |= is_zero(value);
    if (property == "width" || property == "max-width" || property == "font-size")
      look.unseeable |= is_zero(value);
    const bool moves = property == "left" || property == "right" || property == "top" ||
                       property == "text-indent" || property == "margin-left" ||
                       property == "margin-top";
    if (moves) look.unseeable |= leading_number(value) <= kOffScreen;
    if (property == "color") color = value;
    if (property == "background" || property == "background-color") background = value;
    if (property == "background" || property == "background-image")
      look.background |= value.find("url(") != std::string::npos;
  });
  if (!color.empty() && color == background) look.unseeable = true;
  return look;
}

void HidingRules::rule(std::string_view selectors, std::string_view declarations) {
  int hides = -1;
  each_declaration(declarations, [&](std::string_view property, const std::string& value) {
    if (property == "display") hides = value == "none";
    if (property == "visibility" && value == "hidden") hides = 1;
  });
  if (hides < 0) return;
  while (!selectors.empty()) {
    const std::size_t comma = selectors.find(',');
    const std::string_view selector = trim(selectors.substr(0, comma));
    const bool plain =
        (selector.starts_with('.') || selector.starts_with('#')) && is_name(selector.substr(1));
    if (plain) hides_[std::string(selector)] = hides == 1;
    if (comma == std::string_view::npos) break;
    selectors.remove_prefix(comma + 1);
  }
}

void HidingRules::read(std::string_view sheet) {
  if (sheet.find("none") == sheet.npos && sheet.find("hidden") == sheet.npos) return;
  std::string clean;
  for (std::size_t at = 0; at < sheet.size();) {
    const std::size_t start = std::min(sheet.find("/*", at), sheet.size());
    clean += sheet.substr(at, start - at);
    const std::size_t end = sheet.find("*/", start);
    at = end == sheet.npos ? sheet.size() : end + 2;
  }
  int nested = 0;  // open blocks of at-rules
  std::size_t start = 0;
  for (std::size_t i = 0; i < clean.size(); ++i) {
    const char c = clean[i];
    if (c == '}') {
      nested -= nested > 0;
      start = i + 1;
    } else if (c == ';') {
      start = i + 1;
    } else if (c == '{') {
      const std::string_view prelude = trim(std::string_view(clean).substr(start, i - start));
      const std::size_t end = clean.find_first_of("{}", i + 1);
      if (prelude.starts_with('@') || (end != std::string::npos && clean[end] == '{')) {
        ++nested;
        start = i + 1;
        continue;
      }
      const std::size_t stop = std::min(end, clean.size());
      if (nested == 0) rule(prelude, std::string_view(clean).substr(i + 1, stop - i - 1));
      i = stop;
      start = stop + 1;
    }
  }
}

bool HidingRules::hides(const std::string& selector) const {
  const auto found = hides_.find(selector);
  return found != hides_.end() && found->second;
}

}  // namespace verify
