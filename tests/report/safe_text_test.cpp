#include "report/safe_text.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "support/sample_report.h"

namespace verify::test {
namespace {

using namespace std::literals;

TEST_CASE("what acts on the text around it is shown as a name", "[report]") {
  struct Row {
    std::string_view scraped, shown;
  };
  const Row rows[] = {
      {"plain text", "plain text"},
      {"  white \t\r\n\u00A0 space\u2003\u3000here ", "white space here"},
      {"\x1b[31mred", "‹U+001B›[31mred"},
      {"\u009B31mred", "‹U+009B›31mred"},
      {"a\0b"sv, "a‹U+0000›b"},
      {"user\u202Egnp.exe", "user‹U+202E›gnp.exe"},
      {"\u2066x\u2069", "‹U+2066›x‹U+2069›"},
      {"pay\u200Bpal", "pay‹U+200B›pal"},
      {"pay\u200Dpal", "pay‹U+200D›pal"},
      {"\U000E0041x", "‹U+E0041›x"},
      {"نمی\u200Cخواهم", "نمی\u200Cخواهم"},
      {"क्\u200Dष", "क्\u200Dष"},
      {"👩\u200D💻 👩🏽\u200D💻", "👩\u200D💻 👩🏽\u200D💻"},
      {"\u0301leads", "◌\u0301leads"},
      {"e\u0301", "e\u0301"},
      {"z\u0301\u0302\u0303\u0304\u0305\u0306\u0307", "z\u0301\u0302\u0303\u0304"},
      {"bad \xff\xc3( bytes", "bad \uFFFD\uFFFD( bytes"},
      {"cut \xe2\x82", "cut \uFFFD"},
      {"日本語 العربية", "日本語 العربية"},
      {"", ""},
      {" \n ", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.scraped);
    CHECK(safe_text(row.scraped) == row.shown);
  }
}

TEST_CASE("a long quote is cut at a character and says so", "[report]") {
  const std::string cut = safe_text(std::string(1000, 'x') + "日本", 1001);
  CHECK(cut == std::string(1000, 'x') + "…");
  CHECK(safe_text("short", 5) == "short");
}

TEST_CASE("escaped JSON keeps its value and its layout", "[report]") {
  CHECK(escape_invisible_json("{\n  \"a\": \"é\"\n}") == "{\n  \"a\": \"é\"\n}");
  CHECK(escape_invisible_json("\"\u202E\u009B\x7F\"") == "\"\\u202e\\u009b\\u007f\"");
  CHECK(escape_invisible_json("\"\U000E0041\U0010FFFF\"") == "\"\\udb40\\udc41\\udbff\\udfff\"");
  CHECK(escape_invisible_json("\"\U0001F469\"") == "\"\U0001F469\"");
}

TEST_CASE("a text of several lines keeps its line ends and nothing else that acts", "[report]") {
  CHECK(safe_lines("one\n\x1b[2Jtwo\r\n\n three") == "one\n‹U+001B›[2Jtwo\n\nthree");
  CHECK(safe_lines("a\u2028b\n") == "a b\n");
  CHECK(safe_lines("").empty());
}

TEST_CASE("markup has no meaning once escaped", "[report]") {
  CHECK(html_escape("<a href='x' title=\"y\">&amp;</a>") ==
        "&lt;a href=&#39;x&#39; title=&quot;y&quot;&gt;&amp;amp;&lt;/a&gt;");
}

TEST_CASE("only web addresses are linked to", "[report]") {
  for (const std::string_view url : {"https://a.example/", "HTTP://a.example"})
    CHECK(linkable(url) == url);
  for (const std::string_view url :
       {"", "https://", "javascript:alert(1)", " https://a.example", "data:text/html,x",
        "//a.example", "https://a.example/\nx", "https://a b", "ftp://a.example/",
        "application.json#/partner", "https:a.example"})
    CHECK(linkable(url).empty());
}

}  // namespace
}  // namespace verify::test
