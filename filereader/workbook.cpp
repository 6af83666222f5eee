// The cells of a workbook in Office Open XML (ISO/IEC 29500), as text: shared and inline strings,
// numbers, days, truth values, and what formulas last gave. Formulas are not computed; hidden
// sheets, comments, pictures, macros and links to other files are not looked at.
#include <cstdlib>
#include <map>
#include <utility>
#include <vector>

#include "answer.h"
#include "cell_text.h"
#include "limits.h"
#include "package.h"
#include "xml.h"

namespace verify::filereader {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kMaxSheets = 200;
constexpr std::size_t kMaxSheetCells = 1'000'000;  // of all sheets, empty ones as well
constexpr std::size_t kMaxFilled = 50'000;         // cells with text
constexpr std::size_t kMaxCellText = 4u << 20;     // bytes of all cells
constexpr std::size_t kMaxSharedText = 16u << 20;  // bytes of all shared strings
constexpr std::size_t kMaxShared = 500'000, kMaxMerged = 50'000;
constexpr std::size_t kMaxStyles = 70'000;  // 65,490 is what Excel allows
constexpr long kMaxRow = 1'048'576, kMaxColumn = 16'384;

// What is not read because it is too much: the whole file, as half of an answer is none.
struct TooMuch {
  const char* why;
};

int to_int(std::string_view text, int otherwise) {
  return text.empty() || text.size() > 9 ? otherwise : std::atoi(std::string(text).c_str());
}

// Where the sheets are, in their order.
struct Book final : Listener {
  struct Sheet {
    std::string name, relation;
    bool hidden = false;
  };
  std::vector<Sheet> sheets;
  std::map<std::string, std::string, std::less<>> parts;
  bool from_1904 = false;

  void begin(std::string_view name, const Attributes& attributes) override {
    if (name == "workbookPr") from_1904 = attributes.is_true("date1904");
    if (name == "sheet" && sheets.size() < kMaxSheets)
      sheets.push_back({std::string(attributes["name"]), attributes.relation(),
                        attributes["state"].ends_with("idden")});  // hidden, veryHidden
    if (name == "Relationship") parts[std::string(attributes["Id"])] = attributes["Target"];
  }
};

// The text of <t> elements, but not of those that say how something is pronounced.
class Text {
 public:
  void begin(std::string_view name) {
    if (name == "rPh") ++aside_;
    if (name == "t" && aside_ == 0) in_ = true;
  }
  void end(std::string_view name) {
    if (name == "rPh") --aside_;
    if (name == "t") in_ = false;
  }
  void text(std::string_view more) {
    if (in_) text_ += more;
  }
  std::string take() { return unescaped(std::exchange(text_, {})); }

 private:
  std::string text_;
  bool in_ = false;
  int aside_ = 0;
};

struct SharedStrings final : Listener {
  std::vector<std::string> strings;

  void begin(std::string_view name, const Attributes&) override { text_.begin(name); }
  void end(std::string_view name) override {
    text_.end(name);
    if (name != "si") return;
    strings.push_back(text_.take());
    bytes_ += strings.back().size();
    if (bytes_ > kMaxSharedText || strings.size() > kMaxShared)
      throw TooMuch{"it has more text than is read of a workbook"};
  }
  void text(std::string_view more) override { text_.text(more); }

 private:
  Text text_;
  std::size_t bytes_ = 0;
};

// How the cells of each style show numbers.
struct Styles final : Listener {
  std::vector<NumberStyle> of_cells;

  void begin(std::string_view name, const Attributes& attributes) override {
    if (name == "numFmt" && own_.size() < kMaxStyles)
      own_[to_int(attributes["numFmtId"], -1)] = style_of_code(attributes["formatCode"]);
    if (name == "cellXfs") in_cells_ = true;
    if (name != "xf" || !in_cells_ || of_cells.size() >= kMaxStyles) return;
    const int id = to_int(attributes["numFmtId"], 0);
    const auto own = own_.find(id);
    of_cells.push_back(own == own_.end() ? built_in_style(id) : own->second);
  }
  void end(std::string_view name) override {
    if (name == "cellXfs") in_cells_ = false;
  }

 private:
  std::map<int, NumberStyle> own_;
  bool in_cells_ = false;
};

// "C17" as column and row; false where it is no such thing.
bool parse_reference(std::string_view text, long& column, long& row) {
  column = row = 0;
  std::size_t at = 0;
  for (; at < text.size() && text[at] >= 'A' && text[at] <= 'Z' && at < 3; ++at)
    column = column * 26 + (text[at] - 'A' + 1);
  for (const std::size_t digits = at; at < text.size() && at < digits + 7; ++at) {
    if (text[at] < '0' || text[at] > '9') return false;
    row = row * 10 + (text[at] - '0');
  }
  return at == text.size() && column > 0 && row > 0 && column <= kMaxColumn && row <= kMaxRow;
}

std::string reference(long column, long row) {
  std::string out;
  for (; column > 0; column = (column - 1) / 26)
    out.insert(out.begin(), static_cast<char>('A' + (column - 1) % 26));
  return out + std::to_string(row);
}

// What all sheets share, and have read together.
struct Reading {
  SharedStrings shared;
  Styles styles;
  bool from_1904 = false;
  std::size_t cells = 0, filled = 0, bytes = 0;
};

class Sheet final : public Listener {
 public:
  explicit Sheet(Reading& reading) : reading_(reading) {}

  void begin(std::string_view name, const Attributes& attributes) override {
    text_.begin(name);
    if (name == "row") {
      row_ = attributes["r"].empty() ? row_ + 1 : to_int(attributes["r"], 0);
      column_ = 0;
    } else if (name == "c") {
      begin_cell(attributes);
    } else if (name == "v") {
      in_value_ = true;
    } else if (name == "mergeCell" && merged_.size() < kMaxMerged) {
      const std::string_view range = attributes["ref"];
      merged_[std::string(range.substr(0, range.find(':')))] = range;
    }
  }

  void end(std::string_view name) override {
    text_.end(name);
    if (name == "v") in_value_ = false;
    if (name == "c") end_cell();
  }

  void text(std::string_view more) override {
    if (in_value_) value_ += more;
    text_.text(more);
  }

  Json lines() && {
    Json out = Json::array();
    for (Cell& cell : cells_) {
      const auto merged = merged_.find(cell.at);
      const std::string place = merged == merged_.end() ? std::move(cell.at) : merged->second;
      add_lines(out, cell.text, place);
    }
    return out;
  }

 private:
  struct Cell {
    std::string at, text;
  };

  void begin_cell(const Attributes& attributes) {
    if (++reading_.cells > kMaxSheetCells) throw TooMuch{"it has more than a million cells"};
    long column = 0, row = 0;
    if (parse_reference(attributes["r"], column, row)) {
      column_ = column;
      row_ = row;
    } else {
      ++column_;
    }
    type_ = attributes["t"];
    style_ = to_int(attributes["s"], 0);
    value_.clear();
    text_.take();
  }

  void end_cell() {
    std::string text = cell_text();
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) return;
    reading_.bytes += text.size();
    if (++reading_.filled > kMaxFilled) throw TooMuch{"it has more than 50,000 cells with text"};
    if (reading_.bytes > kMaxCellText) throw TooMuch{"it has more text than is read of a workbook"};
    cells_.push_back({reference(column_, row_), std::move(text)});
  }

  std::string cell_text() {
    if (type_ == "inlineStr") return text_.take();
    if (type_ == "s") {
      const auto index = static_cast<std::size_t>(to_int(value_, -1));
      return index < reading_.shared.strings.size() ? reading_.shared.strings[index] : "";
    }
    if (type_ == "b") return value_ == "1" ? "TRUE" : value_ == "0" ? "FALSE" : value_;
    if (type_ == "d") return value_.substr(0, value_.find('T'));
    if (!type_.empty() && type_ != "n") return unescaped(value_);  // "str" and "e"
    const auto style = static_cast<std::size_t>(style_);
    return number_text(
        value_,
        style < reading_.styles.of_cells.size() ? reading_.styles.of_cells[style] : NumberStyle{},
        reading_.from_1904);
  }

  // A cell with several lines gives as many, all at its place.
  static void add_lines(Json& out, std::string_view text, const std::string& place) {
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      const std::string_view line = text.substr(at, end - at);
      if (line.find_first_not_of(" \t\r") != std::string_view::npos)
        out.push_back({{"text", line}, {"starts", true}, {"cell", place}});
      at = end + 1;
    }
  }

  Reading& reading_;
  std::vector<Cell> cells_;
  std::map<std::string, std::string, std::less<>> merged_;  // by their first cell
  Text text_;
  std::string type_, value_;
  long row_ = 0, column_ = 0;
  int style_ = 0;
  bool in_value_ = false;
};

void refuse(const char* fault, const char* why) {
  say({{"fault", fault}, {"detail", why}});
}

// Encrypted workbooks, and those of before 2007, are in a container of their own.
bool refuse_container(std::string_view bytes) {
  if (!bytes.starts_with("\xD0\xCF\x11\xE0")) return false;
  constexpr std::string_view kEncrypted("E\0n\0c\0r\0y\0p\0t\0e\0d\0", 18);
  if (bytes.find(kEncrypted) != std::string_view::npos)
    refuse("encrypted", "it asks for a password");
  else
    refuse("damaged", "it is in the format of before 2007 (.xls); save it as .xlsx");
  return true;
}

void check_size(const Package& package) {
  if (package.too_large()) throw TooMuch{"it unpacks to more than is read of one file"};
}

void read_sheets(Package& package) {
  Book book;
  const bool whole = book.read_part(package, "xl/workbook.xml") &&
                     book.read_part(package, "xl/_rels/workbook.xml.rels");
  check_size(package);
  if (!whole || book.sheets.empty()) return refuse("damaged", "it is no workbook, or a broken one");
  Reading reading;
  reading.from_1904 = book.from_1904;
  // A workbook may have neither; what is there has to be whole.
  const auto read_if_there = [&](Listener& listener, const char* name) {
    return !package.has(name) || listener.read_part(package, name);
  };
  const bool good = read_if_there(reading.shared, "xl/sharedStrings.xml") &&
                    read_if_there(reading.styles, "xl/styles.xml");
  check_size(package);
  if (!good) return refuse("damaged", "its strings or styles are broken");
  Json pages = Json::array();
  for (const Book::Sheet& each : book.sheets) {
    if (each.hidden) continue;
    Sheet sheet(reading);
    const bool read = sheet.read_part(package, part_name("xl/", book.parts[each.relation]));
    check_size(package);
    if (!read) return refuse("damaged", "one of its sheets is missing or broken");
    Json lines = std::move(sheet).lines();
    if (!lines.empty()) pages.push_back({{"name", each.name}, {"lines", std::move(lines)}});
  }
  if (pages.empty()) return refuse("damaged", "none of its sheets has text");
  say({{"page_count", pages.size()}, {"truncated", book.sheets.size() >= kMaxSheets}});
  for (const Json& page : pages) say(page);
  say({{"end", true}});
}

}  // namespace

void read_workbook(const std::string& bytes) {
  if (!close_the_door()) return refuse("damaged", "the limits were refused");
  if (refuse_container(bytes)) return;
  Package package(bytes);
  if (!package.good()) return refuse("damaged", "it is no archive that is read");
  try {
    read_sheets(package);
  } catch (const TooMuch& too_much) {
    refuse("over_limits", too_much.why);
  }
}

}  // namespace verify::filereader
