#include "support/workbook_file.h"

#include "support/zip_file.h"

namespace verify::test {
namespace {

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '<' ? "&lt;" : c == '&' ? "&amp;" : std::string(1, c);
  return out;
}

std::string letters(std::size_t column) {
  std::string out;
  for (++column; column > 0; column = (column - 1) / 26)
    out.insert(out.begin(), static_cast<char>('A' + (column - 1) % 26));
  return out;
}

std::string sheet_xml(const std::string& rows, const std::string& after) {
  return R"(<?xml version="1.0"?><worksheet xmlns="m"><sheetData>)" + rows + "</sheetData>" +
         after + "</worksheet>";
}

struct Sheet {
  std::string name, state, xml;
};

std::string package(const std::vector<Sheet>& sheets, const std::string& strings,
                    const std::string& styles, const std::string& properties) {
  std::string list, relations;
  std::vector<std::pair<std::string, std::string>> parts;
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    const std::string n = std::to_string(i + 1);
    list += "<sheet name=\"" + escaped(sheets[i].name) + "\" sheetId=\"" + n + "\" r:id=\"rId" + n +
            "\"" + (sheets[i].state.empty() ? "" : " state=\"" + sheets[i].state + "\"") + "/>";
    // Relative to the folder of the workbook, or from the root: both are seen.
    relations += "<Relationship Id=\"rId" + n + "\" Target=\"" + (i % 2 == 0 ? "" : "/xl/") +
                 "worksheets/sheet" + n + ".xml\"/>";
    parts.emplace_back("xl/worksheets/sheet" + n + ".xml", sheets[i].xml);
  }
  parts.emplace_back("xl/workbook.xml", R"(<workbook xmlns="m" xmlns:r="r"><workbookPr )" +
                                            properties + "/><sheets>" + list +
                                            "</sheets></workbook>");
  parts.emplace_back("xl/_rels/workbook.xml.rels",
                     "<Relationships>" + relations + "</Relationships>");
  if (!strings.empty())
    parts.emplace_back("xl/sharedStrings.xml", "<sst xmlns=\"m\">" + strings + "</sst>");
  if (!styles.empty())
    parts.emplace_back("xl/styles.xml", "<styleSheet xmlns=\"m\">" + styles + "</styleSheet>");
  return zip_of(parts);
}

}  // namespace

std::string workbook_of(const std::vector<SheetFile>& sheets) {
  std::string strings;
  std::size_t count = 0;
  std::vector<Sheet> out;
  for (const SheetFile& sheet : sheets) {
    std::string rows, merged;
    for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
      rows += "<row r=\"" + std::to_string(row + 1) + "\">";
      for (std::size_t column = 0; column < sheet.rows[row].size(); ++column) {
        if (sheet.rows[row][column].empty()) continue;
        rows += "<c r=\"" + letters(column) + std::to_string(row + 1) + "\" t=\"s\"><v>" +
                std::to_string(count++) + "</v></c>";
        strings += "<si><t>" + escaped(sheet.rows[row][column]) + "</t></si>";
      }
      rows += "</row>";
    }
    for (const std::string& range : sheet.merged) merged += "<mergeCell ref=\"" + range + "\"/>";
    out.push_back(
        {sheet.name, sheet.state,
         sheet_xml(rows, merged.empty() ? "" : "<mergeCells>" + merged + "</mergeCells>")});
  }
  return package(out, strings, {}, {});
}

std::string workbook_of(const WorkbookParts& parts) {
  return package({{"Sheet1", "", sheet_xml(parts.rows, parts.after)}}, parts.strings, parts.styles,
                 parts.properties);
}

}  // namespace verify::test
