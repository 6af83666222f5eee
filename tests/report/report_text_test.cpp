#include <catch2/catch.hpp>
#include <sstream>

#include "base/text.h"
#include "report/characters.h"
#include "report/text_layout.h"
#include "support/sample_report.h"

namespace verify::test {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

bool has_line(const std::string& text, std::string_view wanted) {
  for (const std::string& line : lines_of(text))
    if (line == wanted) return true;
  return false;
}

std::string wrapped(std::string_view text, int width) {
  TextLayout layout(width);
  layout.paragraph(text, "", 0);
  return std::move(layout).take();
}

TEST_CASE("columns are counted as a terminal draws them", "[report]") {
  struct Row {
    std::string_view text;
    int width;
  };
  const Row rows[] = {{"abc", 3},  {"日本", 4},       {"e\u0301", 1}, {"ｱ", 1},
                      {"Ａ", 2},   {"👩\u200D💻", 2}, {"", 0},        {"نمی\u200Cخواهم", 8},
                      {"שלום", 4}, {"→ “x”", 5}};
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(display_width(row.text) == row.width);
  }
}

TEST_CASE("paragraphs are wrapped by columns", "[report]") {
  CHECK(wrapped("one two three", 7) == "one two\nthree\n");
  CHECK(wrapped("one two three", 20) == "one two three\n");
  CHECK(wrapped("日本語の文章", 4) == "日本\n語の\n文章\n");
  CHECK(wrapped("abcdefgh ij", 4) == "abcd\nefgh\nij\n");
  CHECK(wrapped("e\u0301e\u0301e\u0301", 2) == "e\u0301e\u0301\ne\u0301\n");
  CHECK(wrapped("日", 1) == "日\n");
  CHECK(wrapped("", 10) == "\n");
}

TEST_CASE("the text report opens with the outcome and tells each requirement", "[report]") {
  const std::string text = render_text(sample_report());
  const auto lines = lines_of(text);
  REQUIRE(lines.size() > 20);
  CHECK(lines[0] == "NOT READY");
  for (const std::string_view line : {
           "MET  1.2  Partner tier  [P1.2]",
           "NOT MET  2.2  Public case studies  [P2.2]",
           "  The case study tells the outcome but does not say how AWS was used.",
           "    │ “Forecast error fell from 31 % to 12 % within two quarters.”",
           "      https://www.northwind-ml.example/case-studies/harbour-freight",
           "      (heading: The outcome; 2026-03-01 09:00 UTC)",
           "  To do: Add a section that names the AWS services used and what each was for.",
           "    Path: home page → “What we do” (menu) → “Machine learning” (page)",
           "          → https://www.northwind-ml.example/machine-learning",
           "  Valid until 2026-10-01.",
           "      (refused by robots.txt; 2026-03-01 09:00 UTC)",
       }) {
    CAPTURE(line, text);
    CHECK(has_line(text, line));
  }
}

TEST_CASE("the outcome is explained by what is open", "[report]") {
  Report report = sample_report();
  const auto second_line = [&] { return lines_of(render_text(report, {.width = 200}))[1]; };
  CHECK(second_line() ==
        "1 prerequisite is not met, 1 is missing from the application and 1 needs review.");
  CHECK(has_line(render_text(report, {.width = 200}),
                 "The prerequisites decide. Of the 3 checklist items 1 is open; they are for the "
                 "review that follows and do not change the outcome."));
  auto& prerequisites = report.groups[Group::prerequisite];
  prerequisites = {{Verdict::met, 3}, {Verdict::needs_review, 2}};
  CHECK(second_line() == "2 prerequisites need review.");
  prerequisites = {{Verdict::met, 3}};
  CHECK(second_line() == "Nothing is open: every prerequisite is met, attested or set aside.");
  report.groups.clear();
  CHECK(second_line() ==
        "1 requirement is not met, 1 is missing from the application, 1 needs review and 1 could "
        "not be observed.");
}

TEST_CASE("sections have headings, and settled checklist items take little room", "[report]") {
  const std::string text = render_text(sample_report(), {.width = 200});
  CHECK(has_line(text,
                 "== Checklist – Checklist of the sample: 1 blocked, 1 waived, 1 not "
                 "applicable"));
  CHECK(text.find("Note       A sample: nothing in it is true.") != std::string::npos);
  CHECK(has_line(text,
                 "WAIVED  3.1  Solution life cycle  [C3.1] – Waived: an approved Managed Service "
                 "Provider that "
                 "meets C2.2."));
}

TEST_CASE("many reasons of a kind are told by a few of them and a count", "[report]") {
  Report report = sample_report();
  auto& reasons = report.requirements.front().reasons;
  reasons.assign(20,
                 ReportReason{.code = "self-assessment-conflict", .text = "C1.1: no evidence."});
  reasons.push_back({.code = "self-assessment-answered", .text = "Answered: 3 of 56."});
  const auto lines = lines_of(render_text(report));
  CHECK(std::ranges::count(lines, "  C1.1: no evidence.") == 6);
  CHECK(std::ranges::count(lines, "  Answered: 3 of 56.") == 1);
  CHECK(
      std::ranges::count(lines,
                         "  … and 14 more of this kind (self-assessment-conflict), in the JSON and "
                         "HTML") == 1);
}

TEST_CASE("color is asked for", "[report]") {
  CHECK(render_text(sample_report()).find('\x1b') == std::string::npos);
  const std::string colored = render_text(sample_report(), {.color = true});
  CHECK(colored.find("\x1b[1;31mNOT READY\x1b[0m\n") == 0);
}

TEST_CASE("no line is wider than asked for, whatever was scraped", "[report]") {
  std::vector<std::string> payloads(hostile_payloads().begin(), hostile_payloads().end());
  payloads.push_back(std::string(300, 'w'));
  payloads.push_back("日本語の長い文章をここに書きますそしてまだ続きますもっともっと");
  payloads.push_back("https://a.example/" + std::string(500, '9'));
  for (const std::string& payload : payloads) {
    for (const int width : {1, 40, 80}) {
      const std::string text = render_text(hostile_report(payload), {.width = width});
      REQUIRE(is_valid_utf8(text));
      for (const std::string& line : lines_of(text)) {
        CAPTURE(line);
        REQUIRE(display_width(line) <= std::max(width, 40));
      }
    }
  }
}

TEST_CASE("nothing scraped steers the terminal", "[report]") {
  for (const std::string_view payload : hostile_payloads()) {
    const std::string text = render_text(hostile_report(payload));
    CAPTURE(text.substr(0, 300));
    for (const char c : text) REQUIRE((c == '\n' || static_cast<unsigned char>(c) >= ' '));
    for (const std::string_view bad : {"\x7F", "\u202E", "\u200B", "\u009B", "\u2066", "\uFEFF"})
      CHECK(text.find(bad) == std::string::npos);
  }
}

}  // namespace
}  // namespace verify::test
