#pragma once

#include <string>
#include <string_view>

namespace verify {

/// Lines of safe text as one quoted cell (RFC 4180, section 2).
///
/// A spreadsheet takes a cell that begins with = + - or @ for a formula, also in their full-width
/// forms; quoting does not change that. An apostrophe before it does: the cell is then text. A
/// spreadsheet that expects semicolons finds cells inside of ours, behind a semicolon or a line
/// end, so these places get one as well.
std::string csv_cell(std::string_view lines);

}  // namespace verify
