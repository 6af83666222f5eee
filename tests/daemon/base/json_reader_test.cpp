#include "daemon/base/json_reader.h"

#include <catch2/catch.hpp>

using namespace verify;
using namespace verify::daemon;

namespace {

// What reading a small object with one key of each kind finds wrong, one line each.
std::vector<std::string> faults_of(const char* text) {
  const auto value = nlohmann::json::parse(text);
  std::vector<Error> errors;
  JsonReader in(value, "f.json", "", errors);
  std::string name, level = "info";
  bool flag = false;
  int port = 1;
  std::vector<std::string> list;
  Duration time{};
  in.text("name", name, 5);
  in.flag("flag", flag);
  in.whole("port", port, 0, 65535);
  in.texts("list", list);
  in.duration("time", time, std::chrono::seconds(5), std::chrono::hours(1));
  in.word("level", level, {"info", "debug"});
  in.object("inner", [&](JsonReader& inner) { inner.flag("flag", flag); });
  in.objects("many", [&](JsonReader& inner) { inner.flag("flag", flag); });
  in.finish();
  std::vector<std::string> out;
  for (const Error& error : errors) out.push_back(error.pointer + ": " + error.message);
  return out;
}

}  // namespace

TEST_CASE("a configuration's faults are told with their place", "[daemon][settings]") {
  struct Row {
    const char* text;
    const char* begins;  // of the only fault; empty: none
  };
  const auto row = GENERATE(values<Row>({
      {R"({})", ""},
      {R"({"name": "abcde", "flag": true, "port": 65535, "list": ["a"], "time": "1h"})", ""},
      {R"({"name": 1})", "/name: expected a text"},
      {R"({"name": "abcdef"})", "/name: expected a text of at most 5"},
      {R"({"flag": "yes"})", "/flag: expected true or false"},
      {R"({"port": 65536})", "/port: expected a whole number from 0 to 65535"},
      {R"({"port": -1})", "/port: expected"},
      {R"({"port": 1.0})", "/port: expected"},
      {R"({"port": 18446744073709551615})", "/port: expected"},
      {R"({"list": ["a", 1]})", "/list: expected a list of texts"},
      {R"({"time": "4s"})", "/time: is out of its range"},
      {R"({"time": "61m"})", "/time: is out of its range"},
      {R"({"time": "1"})", "/time: expected a duration"},
      {R"({"time": "h"})", "/time: expected a duration"},
      {R"({"time": "-5m"})", "/time: expected a duration"},
      {R"({"time": "99999999999s"})", "/time: expected a duration"},
      {R"({"level": "loud"})", "/level: expected one of info, debug"},
      {R"({"inner": 1})", "/inner: expected an object"},
      {R"({"inner": {"flag": 1}})", "/inner/flag: expected true"},
      {R"({"inner": {"a/b": 1}})", "/inner/a~1b: unknown key"},
      {R"({"many": [{"flag": true}, {"flag": 2}]})", "/many/1/flag: expected true"},
      {R"({"many": [3]})", "/many/0: expected an object"},
      {R"({"nmae": "a"})", "/nmae: unknown key; known are flag, inner"},
  }));
  CAPTURE(row.text);
  const auto faults = faults_of(row.text);
  REQUIRE(faults.size() == (*row.begins == 0 ? 0u : 1u));
  if (!faults.empty()) CHECK(faults.front().starts_with(row.begins));
}

TEST_CASE("a duration has a unit and is no longer than a century", "[daemon][settings]") {
  struct Row {
    const char* text;
    std::int64_t seconds;  // -1: none
  };
  const auto row = GENERATE(values<Row>({
      {"0s", 0},
      {"90s", 90},
      {"15m", 900},
      {"6h", 21'600},
      {"30d", 2'592'000},
      {"2w", 1'209'600},
      {"36525d", 3'155'760'000},
      {"36526d", -1},
      {"5218w", -1},
      {"3155760001s", -1},
      // Within 64 bits, and beyond what a duration holds.
      {"1000000000d", -1},
      {"1000000000w", -1},
      {"9223372036854775807s", -1},
      {"9223372036854775808s", -1},
      {"-1s", -1},
      {"1", -1},
      {"1y", -1},
      {"1 d", -1},
      {"d", -1},
      {"", -1},
  }));
  CAPTURE(row.text);
  const auto parsed = parse_duration(row.text);
  REQUIRE(parsed.has_value() == (row.seconds >= 0));
  if (parsed) CHECK(*parsed == std::chrono::seconds(row.seconds));
}
