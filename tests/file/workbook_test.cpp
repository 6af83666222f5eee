// Workbooks, read by the child process: what their cells show, and files that are none or too much.
#include <catch2/catch.hpp>

#include "support/places.h"
#include "support/repeated.h"
#include "support/workbook_file.h"
#include "support/zip_file.h"
#include "verify/file_reader.h"

using namespace verify;
using namespace verify::test;

namespace {

FileText read_child(std::string bytes) {
  const auto reader =
      make_child_file_reader({.program = file_reader_path(), .max_time = std::chrono::seconds(60)});
  return read_file_now(*reader, FileKind::workbook, std::move(bytes));
}

std::string cells_of(const FileText& text) {
  std::string out;
  for (std::size_t i = 0; i < text.pages.size(); ++i) {
    out += text.names.at(i) + ":";
    for (const FileText::Line& line : text.pages[i]) out += " " + line.cell + "=" + line.text;
    out += "\n";
  }
  return out;
}

constexpr const char* kStyles = R"(<numFmts><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/>
  <numFmt numFmtId="165" formatCode="0.00"/><numFmt numFmtId="166" formatCode="0 &quot;days&quot;"/>
  <numFmt numFmtId="167" formatCode="[Red]0.00E+00"/></numFmts>
  <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
  <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/>
  <xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="2"/></cellXfs>)";

}  // namespace

TEST_CASE("a cell is read as what it shows", "[file][workbook]") {
  struct Row {
    std::string_view name, cell, text;
  };
  const Row rows[] = {
      {"a shared string", R"(<c r="A1" t="s"><v>0</v></c>)", "A1=one"},
      {"rich text without its reading aid", R"(<c r="A1" t="s"><v>1</v></c>)", "A1=two parts"},
      {"a string that is not there", R"(<c r="A1" t="s"><v>9</v></c>)", ""},
      {"no index", R"(<c r="A1" t="s"><v>-1</v></c>)", ""},
      {"lines", R"(<c r="A1" t="s"><v>2</v></c>)", "A1=a A1=b"},
      {"an inline string", R"(<c r="B7" t="inlineStr"><is><r><t>x</t></r><t> y</t></is></c>)",
       "B7=x y"},
      {"escapes", R"(<c r="A1" t="inlineStr"><is><t>a_x000D_&#10;b_x0041__x005F_x</t></is></c>)",
       "A1=a A1=bA_x"},
      {"half a pair", R"(<c r="A1" t="inlineStr"><is><t>_xD800_</t></is></c>)", "A1=\uFFFD"},
      {"a number", R"(<c r="A1"><v>12</v></c>)", "A1=12"},
      {"as many digits as are shown", R"(<c r="A1"><v>0.30000000000000004</v></c>)", "A1=0.3"},
      {"a number with two places", R"(<c r="A1" s="3"><v>2.1</v></c>)", "A1=2.10"},
      {"built in", R"(<c r="A1" s="6"><v>2.1</v></c>)", "A1=2.10"},
      {"no number", R"(<c r="A1" t="n"><v>nan</v></c>)", "A1=nan"},
      {"a day", R"(<c r="A1" s="1"><v>46082</v></c>)", "A1=2026-03-01"},
      {"a day of a format of the file's own", R"(<c r="A1" s="2"><v>46082</v></c>)",
       "A1=2026-03-01"},
      {"a day and a time", R"(<c r="A1" s="1"><v>46082.604166667</v></c>)", "A1=2026-03-01 14:30"},
      {"before the day that never was", R"(<c r="A1" s="1"><v>59</v></c>)", "A1=1900-02-28"},
      {"after it", R"(<c r="A1" s="1"><v>61</v></c>)", "A1=1900-03-01"},
      {"a day there is not", R"(<c r="A1" s="1"><v>1e300</v></c>)", "A1=1e+300"},
      {"words in a format", R"(<c r="A1" s="4"><v>3</v></c>)", "A1=3"},
      {"a colour in a format", R"(<c r="A1" s="5"><v>3</v></c>)", "A1=3"},
      {"a style there is not", R"(<c r="A1" s="99"><v>3</v></c>)", "A1=3"},
      {"an ISO day", R"(<c r="A1" t="d"><v>2026-03-01T00:00:00</v></c>)", "A1=2026-03-01"},
      {"true", R"(<c r="A1" t="b"><v>1</v></c>)", "A1=TRUE"},
      {"false", R"(<c r="A1" t="b"><v>0</v></c>)", "A1=FALSE"},
      {"what a formula gave", R"(<c r="A1" t="str"><f>B1&amp;"x"</f><v>yx</v></c>)", "A1=yx"},
      {"an error", R"(<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>)", "A1=#DIV/0!"},
      {"no places", R"(<c><v>1</v></c><c><v>2</v></c>)", "A1=1 B1=2"},
      {"a place that is none", R"(<c r="A0"><v>1</v></c><c r="XFE1"><v>2</v></c>)", "A1=1 B1=2"},
      {"another order", R"(<c r="C1"><v>1</v></c><c r="AA1"><v>2</v></c>)", "C1=1 AA1=2"},
      {"white space", R"(<c r="A1" t="inlineStr"><is><t>  </t></is></c>)", ""},
  };
  const std::string strings =
      "<si><t>one</t></si><si><r><t>two </t></r><rPh><t>NO</t></rPh><r><t>parts</t></r></si>"
      "<si><t>a\n\nb</t></si>";
  for (const Row& row : rows) {
    // Something is always there, so that the file is read.
    const FileText text = read_child(workbook_of(WorkbookParts{
        .rows = "<row>" + std::string(row.cell) + "</row><row r=\"99\"><c><v>7</v></c></row>",
        .strings = strings,
        .styles = kStyles}));
    INFO(row.name << ": " << text.detail);
    CHECK(cells_of(text) ==
          "Sheet1: " + std::string(row.text) + (row.text.empty() ? "" : " ") + "A99=7\n");
  }
  CHECK(cells_of(read_child(workbook_of(
            WorkbookParts{.rows = R"(<row><c s="1"><v>44620</v></c></row>)",
                          .styles = kStyles,
                          .properties = "date1904=\"1\""}))) == "Sheet1: A1=2026-03-01\n");
}

TEST_CASE("sheets come with their names, and merged cells as large as they are",
          "[file][workbook]") {
  const FileText text =
      read_child(workbook_of({{"First & last", {{"a", "", "b"}, {"", "c"}}, {"A1:A3", "Z9:Z9"}},
                              {"Secret", {{"x"}}, {}, "hidden"},
                              {"Empty", {}},
                              {"More", {{"d"}}, {}, "visible"},
                              {"Very", {{"x"}}, {}, "veryHidden"}}));
  CHECK(text.state == FileState::read);
  CHECK(cells_of(text) == "First & last: A1:A3=a C1=b B2=c\nMore: A1=d\n");
  const auto kept = read_file_text(write_file_text(text));
  REQUIRE(kept);
  CHECK(cells_of(*kept) == cells_of(text));
}

TEST_CASE("workbooks that are broken or too much say so", "[file][workbook]") {
  const auto rows = [](const std::string& xml) { return workbook_of(WorkbookParts{.rows = xml}); };
  const std::string filled = R"(<c t="inlineStr"><is><t>words</t></is></c>)";
  const std::string good = workbook_of({{"S", {{"a"}}}});
  std::string old = "\xD0\xCF\x11\xE0" + std::string(600, '\0');
  std::string locked = old;
  for (const char c : std::string_view("EncryptedPackage")) (locked += c) += '\0';
  using enum FileState;
  struct Row {
    std::string_view name;
    std::string bytes;
    FileState state;
    std::string_view says;
  };
  const Row table[] = {
      {"no archive", "PK\x03\x04 and no more", damaged, "no archive"},
      {"nothing", "", damaged, "no workbook"},
      {"another archive", zip_of({{"a", "b"}}), damaged, "no workbook"},
      {"cut", good.substr(0, good.size() - 30), damaged, "no archive"},
      {"a format of before", old, damaged, ".xls"},
      {"with a password", locked, encrypted, "password"},
      {"no text", rows("<row/>"), damaged, "none of its sheets"},
      {"a broken sheet", rows("<row><c"), damaged, "one of its sheets"},
      {"entities", rows("</sheetData></worksheet><!DOCTYPE a [<!ENTITY b 'c'>]>"), damaged,
       "one of its sheets"},
      {"deep", rows(repeated("<a>", 1'000'000)), damaged, "one of its sheets"},
      {"a million and one cells", rows("<row>" + repeated("<c/>", 1'000'001) + "</row>"),
       over_limits, "a million cells"},
      {"very many filled cells", rows("<row>" + repeated("<c><v>1</v></c>", 50'001) + "</row>"),
       over_limits, "50,000 cells"},
      {"a string over and over",
       workbook_of(
           WorkbookParts{.rows = "<row>" + repeated("<c t=\"s\"><v>0</v></c>", 40'000) + "</row>",
                         .strings = "<si><t>" + repeated("long ", 6'000) + "</t></si>"}),
       over_limits, "more text"},
      {"strings without end",
       workbook_of(WorkbookParts{.rows = "<row>" + filled + "</row>",
                                 .strings = repeated("<si><t>x</t></si>", 600'000)}),
       over_limits, "more text"},
      {"90 MB of one string",
       workbook_of(WorkbookParts{.rows = "<row>" + filled + "</row>",
                                 .strings = "<si><t>" + std::string(90'000'000, 'x')}),
       over_limits, ""},
      {"a sheet of 77 MB", rows(std::string(77'000'000, ' ')), over_limits, "unpacks to more"},
  };
  for (const Row& row : table) {
    const FileText text = read_child(row.bytes);
    INFO(row.name << ": " << text.detail);
    CHECK(to_string(text.state) == to_string(row.state));
    CHECK(text.detail.find(row.says) != std::string::npos);
    CHECK(text.pages.empty());
  }
}
