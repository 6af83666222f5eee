#include "report/text_layout.h"

#include <algorithm>

#include "report/characters.h"

namespace verify {
namespace {

std::string_view without_end_space(std::string_view text) {
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

// Splits paragraphs into lines of at most `room` columns, greedily.
class Wrapper {
 public:
  Wrapper(TextBreaks& breaks, int room) : breaks_(breaks), room_(room) {}

  std::vector<std::string> wrap(std::string_view text) && {
    std::size_t start = 0;
    for (const std::size_t end : breaks_.lines(text)) {
      take(text.substr(start, end - start));
      start = end;
    }
    if (!current_.empty() || lines_.empty()) end_line();
    return std::move(lines_);
  }

 private:
  void take(std::string_view piece) {
    const int needed = display_width(without_end_space(piece));
    if (!current_.empty() && width_ + needed > room_) end_line();
    if (needed > room_) return take_long(piece);
    current_ += piece;
    width_ += display_width(piece);
  }

  // A word longer than a line is cut between characters, at least one a line.
  void take_long(std::string_view piece) {
    std::size_t start = 0;
    for (const std::size_t end : breaks_.graphemes(piece)) {
      const std::string_view character = piece.substr(start, end - start);
      const int needed = display_width(character);
      if (!current_.empty() && width_ + needed > room_ && !without_end_space(character).empty())
        end_line();
      current_ += character;
      width_ += needed;
      start = end;
    }
  }

  void end_line() {
    lines_.emplace_back(without_end_space(current_));
    current_.clear();
    width_ = 0;
  }

  TextBreaks& breaks_;
  int room_;
  std::vector<std::string> lines_;
  std::string current_;
  int width_ = 0;  // columns of current_
};

}  // namespace

void TextLayout::paragraph(std::string_view text, std::string_view first, int rest,
                           std::string_view style) {
  const int indent = std::max(rest, display_width(first));
  const std::string spaces(static_cast<std::size_t>(rest), ' ');
  bool is_first = true;
  for (const std::string& each : Wrapper(breaks_, std::max(width_ - indent, 1)).wrap(text)) {
    line(is_first ? first : std::string_view(spaces), each, style);
    is_first = false;
  }
}

void TextLayout::line(std::string_view prefix, std::string_view text, std::string_view style) {
  out_ += prefix;
  if (style.empty()) {
    out_ += text;
  } else {
    out_.append("\x1b[").append(style).append("m").append(text).append("\x1b[0m");
  }
  out_ += '\n';
}

}  // namespace verify
