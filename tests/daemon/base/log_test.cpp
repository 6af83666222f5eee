#include "daemon/base/log.h"

#include <catch2/catch.hpp>

#include "daemon/base/ids.h"

using namespace verify::daemon;

TEST_CASE("a line of the log stays one line, whatever it tells of", "[daemon][log]") {
  struct Row {
    bool json;
    const char* value;
    const char* line;
  };
  const auto row = GENERATE(values<Row>({
      {false, "acme", R"(T info run.started partner="acme")"},
      {false, "a \"b\"", R"(T info run.started partner="a \"b\"")"},
      {false, "a\nT error forged", R"(T info run.started partner="a T error forged")"},
      {false, "\x1b[31m", R"(T info run.started partner="‹U+001B›[31m")"},
      {false, "\xff", "T info run.started partner=\"\xEF\xBF\xBD\""},
      {true, "acme", R"({"time":"T","level":"info","event":"run.started","partner":"acme"})"},
      {true, "a\n\"b", R"({"time":"T","level":"info","event":"run.started","partner":"a \"b"})"},
      {true, "\xE2\x80\xAE",
       R"({"time":"T","level":"info","event":"run.started","partner":"‹U+202E›"})"},
  }));
  CAPTURE(row.value);
  CHECK(log_line(row.json, "T", "info", "run.started", {{"partner", row.value}}) == row.line);
}

TEST_CASE("partner ids can stand in addresses and file names", "[daemon]") {
  for (const char* good : {"a", "acme", "acme-2", "0x", "a.b_c"}) CHECK(is_partner_id(good));
  for (const char* bad : {"", "-a", ".", "..", ".a", "A", "a/b", "a b", "ä", "_a"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_partner_id(bad));
  }
  CHECK(is_partner_id(std::string(64, 'a')));
  CHECK_FALSE(is_partner_id(std::string(65, 'a')));
}
