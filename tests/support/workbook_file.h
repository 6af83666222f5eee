#pragma once

#include <string>
#include <vector>

namespace verify::test {

/// A sheet of a workbook: rows of texts from A1 on; an empty one is no cell.
struct SheetFile {
  std::string name;
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> merged;  ///< "A1:A3"
  std::string state;                ///< "hidden"
};

/// A workbook in Office Open XML, its texts in the shared strings.
std::string workbook_of(const std::vector<SheetFile>& sheets);

/// The same of one sheet, with XML inside of <sheetData> and what follows it, of <sst>, of
/// <styleSheet>, and an attribute of <workbookPr>.
struct WorkbookParts {
  std::string rows, after, strings, styles, properties;
};
std::string workbook_of(const WorkbookParts& parts);

}  // namespace verify::test
