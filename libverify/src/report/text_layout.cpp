#include "report/text_layout.h"

#include <algorithm>

#include "report/characters.h"

namespace verify {
namespace {

std::string_view without_end_space(std::string_view text) {
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

// The longest start of `text` that fits into `room` columns, at least one character.
std::size_t fitting(std::string_view text, int room) {
  std::size_t start = 0;
  int used = 0;
  for (const std::size_t end : grapheme_ends(text)) {
    used += display_width(text.substr(start, end - start));
    if (used > room && start > 0) return start;
    start = end;
  }
  return text.size();
}

// Splits a paragraph into lines of at most `room` columns, greedily.
std::vector<std::string> wrap(std::string_view text, int room) {
  std::vector<std::string> lines;
  std::string current;
  std::size_t start = 0;
  for (const std::size_t end : line_breaks(text)) {
    std::string_view piece = text.substr(start, end - start);
    start = end;
    if (!current.empty() &&
        display_width(current) + display_width(without_end_space(piece)) > room) {
      lines.emplace_back(without_end_space(current));
      current.clear();
    }
    while (display_width(without_end_space(piece)) > room && !piece.empty()) {
      const std::size_t cut = fitting(piece, room);
      lines.emplace_back(without_end_space(piece.substr(0, cut)));
      piece.remove_prefix(cut);
    }
    current += piece;
  }
  if (!current.empty() || lines.empty()) lines.emplace_back(without_end_space(current));
  return lines;
}

}  // namespace

void TextLayout::paragraph(std::string_view text, std::string_view first, int rest,
                           std::string_view style) {
  const int indent = std::max(rest, display_width(first));
  const std::string spaces(static_cast<std::size_t>(rest), ' ');
  bool is_first = true;
  for (const std::string& each : wrap(text, std::max(width_ - indent, 1))) {
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
