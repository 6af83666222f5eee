#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

namespace verify {

/// What an inline style does to an element's visibility.
struct InlineLook {
  bool hidden = false;  ///< display:none, visibility:hidden, no height: what scripts open and close
  bool unseeable =
      false;  ///< no width, no font size, far off the screen, text in its own background
  bool background = false;  ///< shows a background image
};

InlineLook look_of_style(std::string_view style);

/// The plain rules ".x{display:none}" and "#x{…}" of a page's <style> elements. Rules inside
/// at-rules and with any other selector are not judged; the last rule for a name wins.
class HidingRules {
 public:
  void read(std::string_view style_sheet);
  bool empty() const { return hides_.empty(); }
  /// `selector` is ".name" or "#name".
  bool hides(const std::string& selector) const;

 private:
  void rule(std::string_view selectors, std::string_view declarations);
  std::unordered_map<std::string, bool> hides_;
};

}  // namespace verify
