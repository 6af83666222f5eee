#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "page/dom.h"

namespace verify {

/// What on a page may open what a rule hides: its controls and its own scripts, by the names they
/// speak of. A name is written as in a selector: ".x", "#x". What they say is sorted once, when it
/// is first asked for.
class PageOpeners {
 public:
  /// `dom` must outlive it.
  explicit PageOpeners(const Dom& dom);

  /// Whether there is no script, no handler and no style sheet elsewhere.
  bool none() const { return none_; }
  /// Whether a script comes from elsewhere.
  bool foreign() const { return foreign_; }
  /// Whether a control or a script names it.
  bool speak_of(std::string_view name);

 private:
  struct Controls {
    std::vector<std::string_view> selectors;  // "#x", ".x"
    std::vector<std::string_view> ids;        // "x" where an id is meant
  };
  struct Words {
    std::vector<std::string_view> all;
    bool cut = false;
  };
  void read_scripts();
  void read_handlers();
  Controls read_controls() const;
  Words read_words() const;
  bool is_controlled(std::string_view name);
  bool is_named(std::string_view name);
  bool is_written(std::string_view name);

  const Dom& dom_;
  std::vector<std::string_view> scripts_;
  std::optional<Controls> controls_;
  std::optional<Words> words_;
  std::size_t searched_ = 0;  // bytes of scripts
  bool none_ = true;
  bool foreign_ = false;
};

}  // namespace verify
