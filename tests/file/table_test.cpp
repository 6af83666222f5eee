// Comma-separated values, as they are and as spreadsheets write them.
#include <catch2/catch.hpp>

#include "support/repeated.h"
#include "verify/file_reader.h"

using namespace verify;
using namespace verify::test;
using namespace std::literals;

namespace {

std::string cells_of(const FileText& text) {
  std::string out;
  for (const FileText::Page& page : text.pages)
    for (const FileText::Line& line : page)
      out += (out.empty() ? "" : " ") + line.cell + "=" + line.text;
  return out;
}

}  // namespace

TEST_CASE("comma-separated values are read as RFC 4180 says, and as they are written",
          "[file][table]") {
  struct Row {
    std::string_view name;
    std::string bytes, cells;
  };
  const Row rows[] = {
      {"plain", "a,b\r\nc,d\r\n", "A1=a B1=b A2=c B2=d"},
      {"no last line end", "a,b\nc,d", "A1=a B1=b A2=c B2=d"},
      {"old line ends", "a,b\rc,d\r", "A1=a B1=b A2=c B2=d"},
      {"quotes", "\"a,b\",\"c\"\"d\"\"\"\r\n", "A1=a,b B1=c\"d\""},
      {"a line end in quotes", "\"a\r\nb\",c\r\nd,e\r\n", "A1=a A1=b B1=c A2=d B2=e"},
      {"a quote in the middle", "a\"b,c\n", "A1=a\"b B1=c"},
      {"more behind a quote", "\"a\"b,c\n", "A1=ab B1=c"},
      {"empty cells and rows", ",a\n\n,,b\n", "B1=a C3=b"},
      {"white space", " a  b ,c\n", "A1=a b B1=c"},
      {"semicolons", "a;b\nc;\"d;e\"\n", "A1=a B1=b A2=c B2=d;e"},
      {"commas in text between semicolons", "a, or b;c\nd, or e, or f;g\n",
       "A1=a, or b B1=c A2=d, or e, or f B2=g"},
      {"tabs", "a\tb, c\nd\te\n", "A1=a B1=b, c A2=d B2=e"},
      {"told", "sep=|\r\na|b,c\r\n", "A2=a B2=b,c"},
      {"told by part of a letter", "sep=\xC3\xA9\r\na\xC3\xA9,b\r\n",
       "A1=sep=\xC3\xA9 A2=a\xC3\xA9 B2=b"},
      {"told by a control character", "sep=\x01\r\na,b\r\n", "A1=sep= A2=a B2=b"},
      {"a mark of the bytes' order",
       "\xEF\xBB\xBF"
       "a,b\n",
       "A1=a B1=b"},
      {"UTF-16",
       "\xFF\xFE"
       "a\0,\0\xFC\0\n\0"s,
       "A1=a B1=ü"},
      {"of one country", "Prüfung,Größe\nfür,über\n", "A1=Prüfung B1=Größe A2=für B2=über"},
      {"of one country, as its machines wrote it",
       "Pr\xFC"
       "fung,Gr\xF6\xDF"
       "e\nf\xFCr die Pr\xFC"
       "fung,\xFC"
       "ber die Gr\xF6\xDF"
       "e\n",
       "A1=Prüfung B1=Größe A2=für die Prüfung B2=über die Größe"},
      {"control characters",
       "a\x01"
       "b,\x1B[31m\n",
       "A1=a b B1=[31m"},
      {"one column", "a\nb\n", "A1=a A2=b"},
  };
  for (const Row& row : rows) {
    const FileText text = read_table(row.bytes);
    INFO(row.name << ": " << text.detail);
    CHECK(text.state == FileState::read);
    CHECK(text.kind == FileKind::table);
    CHECK(cells_of(text) == row.cells);
  }
}

TEST_CASE("a table that cannot be read says why", "[file][table]") {
  struct Row {
    std::string_view name;
    std::string bytes;
    FileState state;
    std::string_view says;
  };
  const Row rows[] = {
      {"nothing", "", FileState::damaged, "no text"},
      {"separators only", ",,\n,\n", FileState::damaged, "no text"},
      {"an open quote", "a,b\nc,\"d\ne,f\n", FileState::damaged, "begins B2 is never closed"},
      {"too many cells with text", repeated("a,", 50'100), FileState::over_limits, "more text"},
      {"too much text", repeated("many words ", 400'000), FileState::over_limits, "more text"},
      {"too many cells", repeated(",", 1'000'001), FileState::over_limits, "a million cells"},
  };
  for (const Row& row : rows) {
    const FileText text = read_table(row.bytes);
    INFO(row.name << ": " << text.detail);
    CHECK(to_string(text.state) == to_string(row.state));
    CHECK(text.detail.find(row.says) != std::string::npos);
  }
}
