#pragma once

#include <optional>
#include <string>
#include <vector>

#include "verify/checklist.h"
#include "verify/file_reader.h"

namespace verify {

/// A checklist that was answered in a workbook or in comma-separated values. Two layouts are known:
/// "1.1 Title | … | Met Y/N", with a heading of its own in each section, and sheets whose columns
/// are named in some row (id, requirement, met, response, evidence, customer reference 1 …).

/// The answer of one row, or of the rows that belong to one item.
struct SheetAnswer {
  std::string label;           ///< the item's id or printed number, as it stands: "C1.1", "2.10"
  std::string title;           ///< what stands beside it, shortened; may be empty
  std::optional<Group> scope;  ///< what the headings above and the sheet's name say it belongs to
  std::optional<std::string> met;  ///< yes, no, na, waived; nothing: blank, or not to be understood
  std::optional<std::string> response;
  std::vector<std::string> evidence;  ///< paths or URLs as written
  /// Where it stands, as "Sheet!C17"; in comma-separated values as "C17".
  std::string at, met_at, response_at;
  std::vector<std::string> evidence_at;
};

/// What could not be read as an answer.
struct SheetFault {
  std::string at;    ///< "Sheet!C17"; may be empty
  std::string text;  ///< what stands there and what was expected, as a sentence
};

struct AssessmentSheet {
  std::vector<SheetAnswer> answers;  ///< in the order of the file
  std::vector<SheetFault> faults;    ///< at most 50
};

/// Finds the answers in the cells. Pure and total, in linear time and space: at most 10,000
/// answers, together as long as 16 MB. No answers where no row names the columns; the faults say
/// what was expected.
AssessmentSheet read_assessment_sheet(const FileText& text);

/// Whether a row answers an item: by its id, or by its printed number where the row's scope is the
/// item's group. Where the row has no scope its title has to be like the item's.
bool answers_item(const SheetAnswer& row, const Requirement& item);

}  // namespace verify
