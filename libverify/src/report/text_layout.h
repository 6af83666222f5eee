#pragma once

#include <string>
#include <string_view>

#include "report/characters.h"

namespace verify {

/// Lines for a terminal: breaks where Unicode allows it, counts columns and not bytes. Every line
/// is at most `width` columns wide; a word longer than a line is cut between characters.
class TextLayout {
 public:
  explicit TextLayout(int width) : width_(width) {}

  /// A paragraph of safe text. The first line starts with `first`, the others with spaces of
  /// `rest` columns. `style` is an SGR parameter list ("1;32") for the text, or empty.
  void paragraph(std::string_view text, std::string_view first, int rest,
                 std::string_view style = {});
  void blank() { out_ += '\n'; }
  std::string take() && { return std::move(out_); }

 private:
  void line(std::string_view prefix, std::string_view text, std::string_view style);

  int width_;
  TextBreaks breaks_;
  std::string out_;
};

}  // namespace verify
