#pragma once

#include <string_view>

namespace verify {

/// What an inline style does to an element's visibility.
struct InlineLook {
  bool hidden = false;  ///< display:none, visibility:hidden, no height: what scripts open and close
  bool unseeable =
      false;  ///< no width, no font size, far off the screen, text in its own background
  bool transparent = false;  ///< opacity:0: where designs begin that fade in
  bool background = false;   ///< shows a background image
};

InlineLook look_of_style(std::string_view style);

}  // namespace verify
