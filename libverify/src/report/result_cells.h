#pragma once

#include <string>
#include <string_view>

#include "report/wording.h"

namespace verify {

/// Scraped text for one cell of a table, made safe and bounded.
std::string cell_text(std::string_view scraped);

/// The same for words of the applicant, which may fill a cell and have lines.
std::string long_cell_text(std::string_view given);

/// Adds scraped text to a cell of several texts, as a line made safe. What no longer fits is told
/// by a last line "…".
void add_line(std::string& cell, std::string_view text);

/// What a requirement's reasons say, for cells: several texts are a line each, safe, and together
/// short enough for a spreadsheet.
struct ResultCells {
  std::string codes, reasons, quotes;
  std::string addresses;  ///< one that is cited twice is named once
  std::string pages;      ///< the addresses among them that anybody can open
};
ResultCells result_cells(const RequirementResult& result, const EvidenceIndex& evidence);

}  // namespace verify
