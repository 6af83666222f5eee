#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>

#include "verify/file_reader.h"

namespace verify {

/// A cell with text. Merged cells are one, as large as they are.
struct GridCell {
  int column = 0, last_column = 0;  ///< from 0
  int row = 0, last_row = 0;        ///< from 1, as they are shown
  std::string text;                 ///< lines are separated by '\n'
  std::string name;                 ///< "C17"
};

/// A row's cells by column, with those that reach into it from above or from the left.
struct GridRow {
  int row = 0;
  std::map<int, const GridCell*> cells;
};

/// The cells of one sheet as rows. What stands right of the 200th column is left out.
class SheetGrid {
 public:
  explicit SheetGrid(const FileText::Page& page);
  /// Shows the rows in which a cell begins, from top to bottom, until `take` says false. Each is
  /// put together when it is shown: cells merged over many rows would be kept once a row.
  void each_row(const std::function<bool(const GridRow&)>& take) const;

 private:
  std::map<std::pair<int, int>, GridCell> cells_;  // by row and column; does not move them
};

}  // namespace verify
