#include "page/hidden_style.h"

#include <string>

#include "page/declarations.h"

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

}  // namespace

InlineLook look_of_style(std::string_view style) {
  InlineLook look;
  std::string color, background;
  each_declaration(style, [&](std::string_view property, const std::string& value, bool) {
    if (property == "display") look.hidden = value == "none";
    if (property == "visibility") look.hidden |= value == "hidden" || value == "collapse";
    if (property == "height" || property == "max-height") look.hidden |= is_zero(value);
    if (property == "width" || property == "max-width" || property == "font-size")
      look.unseeable |= is_zero(value);
    if (property == "opacity") look.transparent = is_zero(value);
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

}  // namespace verify
