#include "report/csv_cell.h"

namespace verify {
namespace {

// Of a formula, or white space that spreadsheets drop before they look.
bool starts_formula(std::string_view text) {
  for (const std::string_view start : {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"})
    if (text.starts_with(start)) return true;
  return false;
}

}  // namespace

std::string csv_cell(std::string_view lines) {
  std::string out = "\"";
  bool at_start = true;  // of what some spreadsheet could take for a cell
  for (std::size_t at = 0; at < lines.size(); ++at) {
    const char c = lines[at];
    if (at_start && starts_formula(lines.substr(at))) out += '\'';
    out += c;
    if (c == '"') out += '"';
    at_start = c == ';' || c == '\n' || (at_start && (c == ' ' || c == '"'));
  }
  return out + "\"";
}

}  // namespace verify
