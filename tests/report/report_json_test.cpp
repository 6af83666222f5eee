#include <catch2/catch.hpp>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/text.h"
#include "report/quiet_json.h"
#include "report/safe_text.h"
#include "support/places.h"
#include "support/sample_report.h"

namespace verify::test {
namespace {

using Json = nlohmann::ordered_json;

std::vector<std::string> keys(const Json& object) {
  std::vector<std::string> out;
  for (const auto& [key, value] : object.items()) out.push_back(key);
  return out;
}

TEST_CASE("the JSON report has its keys in a fixed order", "[report]") {
  const Json json = Json::parse(render_json(sample_report()));
  using Keys = std::vector<std::string>;
  CHECK(keys(json) == Keys{"schema", "checklist", "checklist_title", "checklist_sha256", "partner",
                           "home_page", "as_of", "outcome", "notices", "summary", "groups",
                           "sections", "requirements", "evidence", "crawl"});
  CHECK(keys(json["groups"]) == Keys{"prerequisite", "checklist"});
  CHECK(keys(json["sections"][0]) == Keys{"id", "title", "group"});
  CHECK(keys(json["summary"]) == Keys{"met", "not_met", "needs_review", "blocked", "attested",
                                      "missing", "waived", "not_applicable"});
  CHECK(keys(json["requirements"][0]) == Keys{"id", "printed", "title", "section", "group",
                                              "verdict", "reasons", "advice", "valid_until"});
  CHECK(keys(json["requirements"][0]["reasons"][0]) == Keys{"code", "text", "citations", "path"});
  CHECK(keys(json["evidence"][0]) ==
        Keys{"id", "url", "final_url", "status", "fetched_at", "sha256", "quote", "place"});
  CHECK(keys(json["crawl"]) ==
        Keys{"pages", "bytes", "seconds", "ended", "started_at", "capped_patterns"});
}

TEST_CASE("the JSON report says what the report says", "[report]") {
  const Json json = Json::parse(render_json(sample_report()));
  CHECK(json["schema"] == "libverify-report/1");
  CHECK(json["as_of"] == "2026-03-01");
  CHECK(json["outcome"] == "not_ready");
  CHECK(json["summary"]["met"] == 2);
  CHECK(json["summary"]["waived"] == 1);
  CHECK(json["groups"]["prerequisite"]["waived"] == 0);
  CHECK(json["groups"]["checklist"]["waived"] == 1);
  const Json& practice = json["requirements"][1];
  CHECK(practice["verdict"] == "met");
  CHECK(practice["valid_until"] == "2026-10-01");
  CHECK(practice["reasons"][0]["path"][1]["text"] == "Machine learning");
  CHECK(json["requirements"][0]["valid_until"].is_null());
  CHECK(json["evidence"][0]["fetched_at"].is_null());
  CHECK(json["evidence"][0]["url"] == "application.json#/partner/tier");
}

TEST_CASE("the JSON report is laid out with two spaces and ends with a newline", "[report]") {
  const std::string text = render_json(sample_report());
  CHECK(text.starts_with("{\n  \"schema\": \"libverify-report/1\",\n  \"checklist\": "));
  CHECK(text.ends_with("\n}\n"));
  CHECK(text == render_json(sample_report()));
}

// The file is also what the schema is checked with (external/schema_check.mjs).
TEST_CASE("the JSON report is as it was, byte for byte", "[report]") {
  std::ifstream in(source_folder() / "tests/report/sample_report.json", std::ios::binary);
  std::ostringstream golden;
  golden << in.rdbuf();
  CHECK(render_json(sample_report()) == golden.str());
}

TEST_CASE("seconds have at most three decimals and are always a number", "[report]") {
  struct Row {
    double seconds;
    std::string_view shown;
  };
  const Row rows[] = {{21.0625, "21.063"},
                      {0.1 + 0.2, "0.3"},
                      {3, "3.0"},
                      {100000, "100000.0"},
                      {1e12, "1000000000.0"},
                      {-1, "0.0"},
                      {std::numeric_limits<double>::infinity(), "0.0"},
                      {std::numeric_limits<double>::quiet_NaN(), "0.0"}};
  for (const Row& row : rows) {
    Report report = sample_report();
    report.crawl.seconds = row.seconds;
    const std::string wanted = "\"seconds\": " + std::string(row.shown) + ",\n";
    CAPTURE(row.seconds);
    CHECK(render_json(report).find(wanted) != std::string::npos);
  }
}

TEST_CASE("JSON is valid and quiet whatever was scraped", "[report]") {
  for (const std::string_view payload : hostile_payloads()) {
    const std::string text = render_json(hostile_report(payload));
    CAPTURE(text.substr(0, 400));
    CHECK(is_valid_utf8(text));
    for (const char c : text) REQUIRE((c == '\n' || static_cast<unsigned char>(c) >= ' '));
    for (const std::string_view bad : {"\x7F", "\u202E", "\u200B", "\u009B", "\u2066"})
      CHECK(text.find(bad) == std::string::npos);
    const Json json = Json::parse(text);
    CHECK(text == quiet_json(json));
    if (is_valid_utf8(payload)) CHECK(json["partner"] == payload);
  }
}

TEST_CASE("strings of the JSON report are written as any JSON of ours", "[report]") {
  std::vector<std::string> texts = {"",
                                    "a",
                                    "\x7F\x1B[1m",
                                    "\"\\/\b\f\n\r\t",
                                    "\xC3",
                                    "\xE2\x82",
                                    "\xED\xA0\x80",
                                    "\xF4\x90\x80\x80",
                                    "\xFF\xFEx",
                                    std::string("\0\1", 2),
                                    "\U0001F469\u200D\U0001F4BB"};
  for (const std::string_view payload : hostile_payloads()) texts.emplace_back(payload);
  for (const std::string& text : texts) {
    std::string written = "\"";
    append_json_text(written, text);
    CAPTURE(text);
    CHECK(written + "\"\n" == quiet_json(Json(text)));
  }
}

TEST_CASE("a crawl of any size is a number", "[report]") {
  Report report = sample_report();
  report.crawl.bytes = ~std::uint64_t{0};
  CHECK(Json::parse(render_json(report))["crawl"]["bytes"] == ~std::uint64_t{0});
}

TEST_CASE("an empty report is still a whole one", "[report]") {
  Report report;
  report.as_of = sample_report().as_of;
  const Json json = Json::parse(render_json(report));
  CHECK(json["requirements"].is_array());
  CHECK(json["evidence"].is_array());
  CHECK(json["summary"]["met"] == 0);
}

}  // namespace
}  // namespace verify::test
