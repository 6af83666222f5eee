#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "support/repeated.h"
#include "support/sample_report.h"

namespace verify::test {
namespace {

using Json = nlohmann::ordered_json;

Json sample_json() {
  return Json::parse(render_json(sample_report()));
}

std::string fault_of(const std::string& text) {
  const auto read = read_report(text);
  return read ? "" : read.error().describe();
}

TEST_CASE("a report that is read renders as it did, in every format", "[report]") {
  const Report report = sample_report();
  const auto read = read_report(render_json(report));
  REQUIRE(read.has_value());
  // What is rounded in JSON is rounded by the crawl already; the sample's 21.0625 s are not.
  Report rounded = report;
  rounded.crawl.seconds = 21.063;
  for (const ReportFormat& format : report_formats()) {
    INFO("format " << format.name);
    CHECK(format.render(*read) == format.render(rounded));
  }
}

TEST_CASE("an empty report is read as it is", "[report]") {
  Report report;
  report.as_of = sample_report().as_of;
  const std::string json = render_json(report);
  const auto read = read_report(json);
  REQUIRE(read.has_value());
  CHECK(render_json(*read) == json);
  CHECK(render_text(*read) == render_text(report));
}

TEST_CASE("whatever was scraped is read as it was written", "[report]") {
  for (const std::string_view payload : hostile_payloads()) {
    const Report report = hostile_report(payload);
    const std::string json = render_json(report);
    const auto read = read_report(json);
    CAPTURE(json.substr(0, 400));
    REQUIRE(read.has_value());
    CHECK(render_json(*read) == json);
    if (is_valid_utf8(payload)) CHECK(read->partner == payload);
  }
}

TEST_CASE("what is no report of ours is refused, with the place", "[report]") {
  struct Row {
    std::string_view what;
    void (*change)(Json&);
    std::string_view fault;
  };
  const Row rows[] = {
      {"another schema", [](Json& j) { j["schema"] = "libverify-report/2"; },
       "/schema: this build reads libverify-report/1 only"},
      {"no schema", [](Json& j) { j.erase("schema"); }, "\"schema\" is missing"},
      {"a schema that is no text", [](Json& j) { j["schema"] = 1; }, "/schema: expected a string"},
      {"an unknown key", [](Json& j) { j["extra"] = 1; }, "/extra: unknown key"},
      {"a key is missing", [](Json& j) { j.erase("crawl"); }, "\"crawl\" is missing"},
      {"an impossible date", [](Json& j) { j["as_of"] = "2026-02-30"; }, "\"as_of\""},
      {"an unknown outcome", [](Json& j) { j["outcome"] = "fine"; }, "/outcome: expected one of"},
      {"an unknown verdict", [](Json& j) { j["requirements"][0]["verdict"] = "fine"; },
       "/requirements/0: \"verdict\""},
      {"an unknown verdict that is counted", [](Json& j) { j["summary"]["fine"] = 1; },
       "/summary/fine"},
      {"counts that are a list", [](Json& j) { j["summary"] = Json::array(); }, "/summary"},
      {"a count below zero", [](Json& j) { j["summary"]["met"] = -1; }, "/summary/met"},
      {"a group nobody knows", [](Json& j) { j["sections"][0]["group"] = "x"; },
       "/sections/0/group"},
      {"requirements that are none", [](Json& j) { j["requirements"] = "x"; }, "/requirements"},
      {"a requirement that is a text", [](Json& j) { j["requirements"][0] = "x"; },
       "/requirements/0: expected an object"},
      {"a path that is a number", [](Json& j) { j["requirements"][1]["reasons"][0]["path"] = 1; },
       "/requirements/1/reasons/0/path"},
      {"a citation of nothing",
       [](Json& j) { j["requirements"][1]["reasons"][0]["citations"] = {"e999"}; },
       "evidence that is not there"},
      {"evidence twice", [](Json& j) { j["evidence"].push_back(j["evidence"][0]); }, "one id"},
      {"pages below zero", [](Json& j) { j["crawl"]["pages"] = -3; }, "/crawl/pages"},
      {"seconds without end", [](Json& j) { j["crawl"]["seconds"] = 1e300; }, "/crawl/seconds"},
      {"no moment", [](Json& j) { j["crawl"]["started_at"] = "yesterday"; }, "started_at"},
  };
  for (const Row& row : rows) {
    Json json = sample_json();
    row.change(json);
    INFO(row.what);
    CHECK_THAT(fault_of(json.dump()), Catch::Contains(std::string(row.fault)));
  }
}

TEST_CASE("bytes that are no report are refused", "[report]") {
  const std::string good = render_json(sample_report());
  for (const std::string& text :
       {std::string(), std::string("null"), std::string("[]"), std::string("\xFF\xFE"),
        repeated("[", 100'000), "{\"schema\": " + repeated("[", 90) + repeated("]", 90) + "}",
        std::string(17u << 20, ' '), good + good, "{\"schema\":\"a\",\"schema\":\"b\"}" + good})
    CHECK_FALSE(read_report(text).has_value());
  for (std::size_t cut = 0; cut + 2 < good.size(); cut += 97)
    CHECK_FALSE(read_report(std::string_view(good).substr(0, cut)).has_value());
}

// Every byte changed once: refused, or a report that can be shown and keeps what it says.
TEST_CASE("a damaged report is refused or a report", "[report]") {
  const std::string good = render_json(sample_report());
  for (std::size_t at = 0; at < good.size(); at += 7) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x15);
    const auto read = read_report(bad);
    if (!read) continue;
    const auto again = read_report(render_json(*read));
    REQUIRE(again.has_value());
    CHECK(render_json(*again) == render_json(*read));
  }
}

}  // namespace
}  // namespace verify::test
