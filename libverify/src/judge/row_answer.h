#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "judge/sheet_grid.h"
#include "judge/sheet_words.h"
#include "verify/assessment_sheet.h"

namespace verify {

inline constexpr std::size_t kMaxSheetFaults = 50;

/// What the rows of one item say, by column.
struct Draft {
  SheetLabel label;
  std::optional<Group> scope;
  std::string title;
  const GridCell* cell = nullptr;  // the label's
  struct Said {
    const SheetColumn& named;
    const GridCell& cell;
    std::string at;
  };
  std::vector<Said> said;
};

/// Puts the answer together. `at`: the place of the item's label; `columns`: those that answer.
SheetAnswer read_answer(const Draft& draft, const std::string& at,
                        const std::map<int, SheetColumn>& columns, const std::string& sheet,
                        std::vector<SheetFault>& faults);

/// A cell's name in its sheet, as formulas name it.
std::string place_in(const std::string& sheet, const std::string& cell);
/// The words a cell begins with, as a fault tells them.
std::string start_of(std::string_view text);
/// Of more than kMaxSheetFaults the first are told.
void add_fault(std::vector<SheetFault>& faults, std::string at, std::string text);

}  // namespace verify
