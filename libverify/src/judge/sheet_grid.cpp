#include "judge/sheet_grid.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

namespace verify {
namespace {

constexpr int kMaxColumns = 200;  // no self-assessment has more, and rows stay short
constexpr int kMaxRow = 1 << 24;

struct Place {
  int column = 0, row = 0;
};

// "C17"; what is read comes off the text.
std::optional<Place> take_place(std::string_view& text) {
  Place out{-1, 0};
  while (!text.empty() && text.front() >= 'A' && text.front() <= 'Z' && out.column < kMaxRow / 26) {
    out.column = (out.column + 1) * 26 + (text.front() - 'A');
    text.remove_prefix(1);
  }
  const char* const begin = text.data();
  const auto [rest, error] = std::from_chars(begin, begin + text.size(), out.row);
  if (error != std::errc{} || out.column < 0 || out.row < 1 || out.row > kMaxRow)
    return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(rest - begin));
  return out;
}

std::optional<GridCell> cell_at(std::string_view place) {
  const std::string_view whole = place;
  const auto first = take_place(place);
  if (!first || first->column >= kMaxColumns) return std::nullopt;
  GridCell out{first->column, first->column, first->row, first->row, {}, {}};
  out.name = whole.substr(0, whole.size() - place.size());
  if (!place.starts_with(':')) return out;
  place.remove_prefix(1);
  if (const auto last = take_place(place)) {
    out.last_column = std::clamp(last->column, out.column, kMaxColumns - 1);
    out.last_row = std::max(last->row, out.row);
  }
  return out;
}

}  // namespace

SheetGrid::SheetGrid(const FileText::Page& page) {
  for (const FileText::Line& line : page) {
    auto cell = cell_at(line.cell);
    if (!cell) continue;
    GridCell& there = cells_.try_emplace({cell->row, cell->column}, *cell).first->second;
    there.text += (there.text.empty() ? "" : "\n") + line.text;
  }
}

void SheetGrid::each_row(const std::function<bool(const GridRow&)>& take) const {
  std::map<int, const GridCell*> from_above;  // by column
  for (auto at = cells_.begin(); at != cells_.end();) {
    GridRow row{at->second.row, {}};
    std::erase_if(from_above, [&](const auto& each) { return each.second->last_row < row.row; });
    row.cells = from_above;
    for (; at != cells_.end() && at->second.row == row.row; ++at) {
      const GridCell& cell = at->second;
      for (int column = cell.column; column <= cell.last_column; ++column) {
        row.cells[column] = &cell;
        if (cell.last_row > cell.row) from_above[column] = &cell;
      }
    }
    if (!take(row)) return;
  }
}

}  // namespace verify
