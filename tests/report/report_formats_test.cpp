// What all formats promise, and what each says. tests/external/formats_check.mjs has the readers of
// others look at them.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "base/uuid.h"
#include "report/csv_cell.h"
#include "report/markdown_parts.h"
#include "support/quiet_text.h"
#include "support/sample_report.h"

namespace verify::test {
namespace {

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("every format has a name of its own", "[report]") {
  std::set<std::string_view> names;
  for (const ReportFormat& format : report_formats()) {
    CAPTURE(format.name);
    CHECK(names.insert(format.name).second);
    CHECK_FALSE(format.render(sample_report()).empty());
    CHECK_FALSE(format.render(Report{.as_of = sample_report().as_of}).empty());
  }
  CHECK(report_formats().front().name == "text");
}

TEST_CASE("nothing scraped acts in any format, and the same report gives the same file",
          "[report]") {
  for (const ReportFormat& format : report_formats())
    for (const std::string_view payload : hostile_payloads()) {
      const Report report = hostile_report(payload);
      std::string text = format.render(report);
      CAPTURE(format.name, payload, text.substr(0, 300));
      CHECK(text == format.render(report));
      std::erase(text, '\r');  // CSV's line ends
      CHECK((!format.is_text || is_quiet(text)));
    }
}

TEST_CASE("a report is written whatever day it speaks for", "[report]") {
  Report report = test::sample_report();
  for (const std::string day : {"0001-01-01", "2262-04-12", "9999-12-31"}) {
    report.as_of = parse_date(day).value();
    for (const ReportFormat& format : report_formats()) CHECK(!format.render(report).empty());
    CHECK(render_json(report).find(day) != std::string::npos);
  }
}

TEST_CASE("Markdown shows scraped text and does not act on it", "[report][markdown]") {
  struct Row {
    std::string_view scraped, markdown;
  };
  const Row rows[] = {
      {"plain, words (and more); 31 % - 12 %", "plain, words (and more); 31 % - 12 %"},
      {"[text](https://a.example)", "\\[text\\](https\\://a.example)"},
      {"![pixel](//a.example/p.gif)", "\\!\\[pixel\\](//a.example/p.gif)"},
      {"<b onclick=x>&amp;", "&lt;b onclick=x&gt;&amp;amp;"},
      {"a | b", "a \\| b"},
      {"`code` ```", "\\`code\\` \\`\\`\\`"},
      {"**bold** _it_ ~~no~~", "\\*\\*bold\\*\\* \\_it\\_ \\~\\~no\\~\\~"},
      {"# heading", "\\# heading"},
      {"issue #12", "issue #12"},
      {"- item", "\\- item"},
      {"+ item", "\\+ item"},
      {"=== underline", "\\=== underline"},
      {"1. one", "1\\. one"},
      {"12) one", "12\\) one"},
      {"1.5 million", "1\\.5 million"},
      {"in 2026. So", "in 2026. So"},
      {"> quote", "&gt; quote"},
      {"see WWW.evil.example", "see WWW\\.evil.example"},
      {"ask @team or a@b.example", "ask `@`team or a`@`b.example"},
      {"back\\slash", "back\\\\slash"},
      {"$x^2$ and {x}", "\\$x^2\\$ and \\{x}"},
      {"line\n\n# heading\r\n<script>", "line # heading &lt;script&gt;"},
      {"over\u202Eride", "over‹U+202E›ride"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.scraped);
    CHECK(markdown_text(row.scraped) == row.markdown);
  }
}

TEST_CASE("links lead where they say, and nowhere else", "[report][markdown]") {
  struct Row {
    std::string_view url, markdown;
  };
  const Row rows[] = {
      {"https://a.example/x?b=1&copy=2",
       "[https\\://a.example/x?b=1&amp;copy=2](https://a.example/x?b=1&amp;copy=2)"},
      {"https://a.example/)[x](javascript:x",
       "[https\\://a.example/)\\[x\\](javascript:x]("
       "https://a.example/%29%5Bx%5D%28javascript:x)"},
      {"https://a.example/a_b", "[https\\://a.example/a\\_b](https://a.example/a%5Fb)"},
      {"javascript:alert(1)", "javascript:alert(1)"},
      {"application.json#/partner/tier", "application.json#/partner/tier"},
      {"https://a.example/ <b>", "https\\://a.example/ &lt;b&gt;"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.url);
    CHECK(markdown_link(row.url) == row.markdown);
  }
}

TEST_CASE("addresses become URI references", "[report]") {
  CHECK(uri_reference("https://a.example/ü?x=%41%zz#a#b") ==
        "https://a.example/%C3%BC?x=%41%25zz#a%23b");
  CHECK(uri_reference("a b\"<>\\^`{|}[]\x01") == "a%20b%22%3C%3E%5C%5E%60%7B%7C%7D%5B%5D%01");
}

TEST_CASE("no cell can run as a formula", "[report][csv]") {
  struct Row {
    std::string_view text, cell;
  };
  const Row rows[] = {
      {"", R"("")"},
      {"a, \"b\"", R"("a, ""b""")"},
      {"=1+1", R"("'=1+1")"},
      {"+49 30", R"("'+49 30")"},
      {"-5 %", R"("'-5 %")"},
      {"@SUM(A1)", "\"'@SUM(A1)\""},
      {"\t=1", "\"'\t=1\""},
      {"\r=1", "\"'\r=1\""},
      {" =1", R"(" '=1")"},
      {"\"=1", R"("""'=1")"},
      {"＝1", R"("'＝1")"},
      {"＠x", R"("'＠x")"},
      {"a=b; c-d", R"("a=b; c-d")"},
      {"x;=cmd|' /C calc'!A0", R"("x;'=cmd|' /C calc'!A0")"},
      {"x; \"@a", R"("x; ""'@a")"},
      {"x\n=1", "\"x\n'=1\""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(csv_cell(row.text) == row.cell);
  }
}

TEST_CASE("CSV has one record a requirement", "[report][csv]") {
  const std::string csv = render_csv(sample_report());
  CHECK(csv.starts_with(
      "\"partner\",\"checklist\",\"as_of\",\"outcome\",\"group\",\"section\",\"id\""));
  CHECK(
      contains(csv,
               "\r\n\"Northwind ML\",\"aws-ml-consulting-3.0\",\"2026-03-01\",\"not_ready\","
               "\"prerequisite\",\"Prerequisites of the sample\",\"P1.2\",\"1.2\",\"Partner "
               "tier\",\"met\",\"tier-declared\",\"The application names the Advanced tier, "
               "which qualifies.\",\"\",\"\",\"application.json#/partner/tier\",\"advanced\"\r\n"));
  CHECK(std::ranges::count(csv, '\r') == 1 + 9);
}

TEST_CASE("JUnit: what makes an applicant not ready fails", "[report][junit]") {
  const std::string xml = render_junit(sample_report());
  CHECK(contains(xml, "tests=\"9\" failures=\"2\" errors=\"1\" skipped=\"3\""));
  CHECK(contains(xml, "<failure type=\"not_met\" message=\"The case study tells"));
  CHECK(contains(xml, "<error type=\"blocked\" message=\"robots.txt forbids"));
  CHECK(contains(xml, "<skipped message=\"needs_review: The only date"));
  CHECK(contains(xml, "<system-out>verdict: met\ntier-declared: "));
}

TEST_CASE("SARIF: a verdict has its kind, and only what fails has a level", "[report][sarif]") {
  const auto sarif = nlohmann::json::parse(render_sarif(sample_report()));
  const auto& results = sarif["runs"][0]["results"];
  std::map<std::string, std::string> kinds;
  for (const auto& result : results) {
    kinds[result["properties"]["verdict"]] = result["kind"];
    CHECK((result["level"] == "none") == (result["kind"] != "fail"));
    const auto& rule = sarif["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"].get<int>()];
    CHECK(rule["id"] == result["ruleId"]);
  }
  CHECK(kinds == std::map<std::string, std::string>{{"met", "pass"},
                                                    {"not_met", "fail"},
                                                    {"missing", "fail"},
                                                    {"needs_review", "review"},
                                                    {"blocked", "open"},
                                                    {"attested", "informational"},
                                                    {"waived", "notApplicable"},
                                                    {"not_applicable", "notApplicable"}});
}

TEST_CASE("SARIF messages have no placeholders and links of a page's making", "[report][sarif]") {
  const auto sarif = nlohmann::json::parse(render_sarif(hostile_report("{0} [a](1)")));
  CHECK(sarif["runs"][0]["tool"]["driver"]["rules"][0]["shortDescription"]["text"] ==
        "{{0}} [a\\](1)");
}

TEST_CASE("OSCAL: findings are satisfied or not, and point to their observation",
          "[report][oscal]") {
  const auto document = nlohmann::json::parse(render_oscal(sample_report()))["assessment-results"];
  const auto& result = document["results"][0];
  std::map<std::string, std::string> states;
  for (std::size_t i = 0; i < result["findings"].size(); ++i) {
    const auto& finding = result["findings"][i];
    const auto& status = finding["target"]["status"];
    states[finding["props"][0]["value"]] =
        status["state"].get<std::string>() + " " + status["reason"].get<std::string>();
    CHECK(finding["related-observations"][0]["observation-uuid"] ==
          result["observations"][i]["uuid"]);
  }
  CHECK(states == std::map<std::string, std::string>{{"met", "satisfied pass"},
                                                     {"not_met", "not-satisfied fail"},
                                                     {"missing", "not-satisfied fail"},
                                                     {"needs_review", "not-satisfied other"},
                                                     {"blocked", "not-satisfied other"},
                                                     {"attested", "satisfied other"},
                                                     {"waived", "satisfied other"},
                                                     {"not_applicable", "satisfied other"}});
  CHECK(document["import-ap"]["href"].get<std::string>().substr(1) ==
        document["back-matter"]["resources"][0]["uuid"]);
}

TEST_CASE("OSCAL: another content has other UUIDs, the same checklist the same",
          "[report][oscal]") {
  Report report = sample_report();
  const auto first = nlohmann::json::parse(render_oscal(report))["assessment-results"];
  report.requirements.front().advice = "Something else.";
  const auto second = nlohmann::json::parse(render_oscal(report))["assessment-results"];
  CHECK(first["uuid"] != second["uuid"]);
  CHECK(first["import-ap"] == second["import-ap"]);
}

// The example of RFC 9562, appendix A.4.
TEST_CASE("name UUIDs are version 5", "[report][oscal]") {
  const std::string dns("\x6b\xa7\xb8\x10\x9d\xad\x11\xd1\x80\xb4\x00\xc0\x4f\xd4\x30\xc8", 16);
  CHECK(name_uuid(dns, "www.example.com") == "2ed6657d-e927-568b-95e1-2665a8aea6a2");
  CHECK(name_uuid("a") == name_uuid("a"));
  CHECK(name_uuid("a") != name_uuid("b"));
}

}  // namespace
}  // namespace verify::test
