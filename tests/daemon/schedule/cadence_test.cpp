#include "daemon/schedule/cadence.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <vector>

using namespace verify;
using verify::daemon::Cadence;

namespace {

Instant at(const std::string& text) {
  const auto instant = parse_instant(text + ":00Z");
  REQUIRE(instant);
  return *instant;
}

Cadence cadence(const std::string& text) {
  const auto parsed = Cadence::parse(text);
  INFO(text << ": " << (parsed ? "" : parsed.error().describe()));
  REQUIRE(parsed);
  return *parsed;
}

std::string shown(Instant instant) {
  return to_string(instant).substr(0, 16);
}

struct Row {
  const char* cadence;
  const char* last;
  const char* next;
};

void check(std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    INFO(row.cadence << " after " << row.last);
    CHECK(shown(cadence(row.cadence).next(at(row.last), "acme")) == row.next);
  }
}

}  // namespace

TEST_CASE("an interval counts from the last time", "[daemon][cadence]") {
  check({{"every 30d", "2026-01-31T12:34", "2026-03-02T12:34"},
         {"every 2w", "2026-02-20T00:00", "2026-03-06T00:00"},
         {"every 36h", "2026-03-01T00:00", "2026-03-02T12:00"},
         {"every 15m", "2026-03-01T23:50", "2026-03-02T00:05"},
         {"every 120s", "2026-03-01T23:59", "2026-03-02T00:01"},
         {"  every\t1d ", "2026-03-01T00:00", "2026-03-02T00:00"}});
}

// 2026-03-01 is a Sunday.
TEST_CASE("cron fields are those of crontab(5)", "[daemon][cadence]") {
  check({{"cron 0 3 * * 1", "2026-03-01T12:00", "2026-03-02T03:00"},
         {"cron 0 3 * * 1", "2026-03-02T03:00", "2026-03-09T03:00"},
         {"cron 0 3 * * 1", "2026-03-02T02:59", "2026-03-02T03:00"},
         {"cron * * * * *", "2026-12-31T23:59", "2027-01-01T00:00"},
         {"cron */20 * * * *", "2026-03-01T12:20", "2026-03-01T12:40"},
         {"cron 5-59/20 * * * *", "2026-03-01T12:46", "2026-03-01T13:05"},
         {"cron 0 8-10,20 * * *", "2026-03-01T10:00", "2026-03-01T20:00"},
         {"cron 30 22 * * *", "2026-03-01T22:30", "2026-03-02T22:30"},
         {"cron 50,10 6 * * *", "2026-03-01T06:10", "2026-03-01T06:50"},
         {"cron 0 0 31 * *", "2026-03-31T00:00", "2026-05-31T00:00"},
         {"cron 0 0 29 2 *", "2026-03-01T00:00", "2028-02-29T00:00"},
         {"cron 0 0 29 feb *", "2096-02-29T00:00", "2104-02-29T00:00"},
         {"cron 0 0 1 Jan,JUL *", "2026-03-01T00:00", "2026-07-01T00:00"},
         {"cron 0 0 1 oct-dec/2 *", "2026-10-01T00:00", "2026-12-01T00:00"},
         {"cron 0 0 * * mon-fri", "2026-03-06T00:00", "2026-03-09T00:00"},
         {"cron 0 0 * * fri-sun", "2026-03-01T00:00", "2026-03-06T00:00"},
         {"cron 0 0 * * 7", "2026-03-01T00:00", "2026-03-08T00:00"},
         {"cron 0 0 * * 0", "2026-03-01T00:00", "2026-03-08T00:00"},
         {"cron 0 0 * * 5-7", "2026-03-07T00:00", "2026-03-08T00:00"}});
}

TEST_CASE("either day is enough where both are given", "[daemon][cadence]") {
  check({{"cron 0 0 13 * 5", "2026-03-06T00:00", "2026-03-13T00:00"},
         {"cron 0 0 15 * 5", "2026-03-13T00:00", "2026-03-15T00:00"},
         {"cron 0 0 15 * 5", "2026-03-15T00:00", "2026-03-20T00:00"},
         // A field that begins with * is not given: then both must fit.
         {"cron 0 0 */2 * 5", "2026-03-01T00:00", "2026-03-13T00:00"},
         {"cron 0 0 13 * */5", "2026-03-01T00:00", "2026-03-13T00:00"},
         {"cron 0 0 14 * */5", "2026-03-01T00:00", "2026-06-14T00:00"},
         // So this is no impossible date: it is every Monday in February.
         {"cron 0 0 30 2 1", "2026-03-01T00:00", "2027-02-01T00:00"}});
}

TEST_CASE("nicknames", "[daemon][cadence]") {
  check({{"@hourly", "2026-03-01T12:01", "2026-03-01T13:00"},
         {"@daily", "2026-03-01T00:00", "2026-03-02T00:00"},
         {"@midnight", "2026-03-01T00:00", "2026-03-02T00:00"},
         {"@weekly", "2026-03-01T00:00", "2026-03-08T00:00"},
         {"@monthly", "2026-03-01T00:00", "2026-04-01T00:00"},
         {"@yearly", "2026-03-01T00:00", "2027-01-01T00:00"},
         {"cron @annually", "2026-03-01T00:00", "2027-01-01T00:00"},
         {"@daily Asia/Kathmandu", "2026-03-01T00:00", "2026-03-01T18:15"}});
}

// Clocks change in Berlin on 2026-03-29 at 01:00 and on 2026-10-25 at 01:00 UTC; on Lord Howe
// Island by half an hour on 2026-10-03 at 15:30 UTC; Apia had no 30 December 2011.
TEST_CASE("the time is that of a clock on the wall", "[daemon][cadence]") {
  check({{"cron 0 3 * * * Europe/Berlin", "2026-03-28T12:00", "2026-03-29T01:00"},
         {"cron 0 3 * * * Europe/Berlin", "2026-03-27T12:00", "2026-03-28T02:00"},
         {"cron 0 3 * * * Europe/Berlin", "2026-10-24T12:00", "2026-10-25T02:00"},
         {"cron 0 12 * * * America/St_Johns", "2026-07-01T00:00", "2026-07-01T14:30"},
         // Skipped: at the moment of the change, and once.
         {"cron 30 2 * * * Europe/Berlin", "2026-03-28T12:00", "2026-03-29T01:00"},
         {"cron 30 2 * * * Europe/Berlin", "2026-03-29T01:00", "2026-03-30T00:30"},
         {"cron */15 2 * * * Europe/Berlin", "2026-03-28T12:00", "2026-03-29T01:00"},
         {"cron */15 2 * * * Europe/Berlin", "2026-03-29T01:00", "2026-03-30T00:00"},
         {"cron 15 2 * * * Australia/Lord_Howe", "2026-10-03T12:00", "2026-10-03T15:30"},
         // Rules that are younger than the program's libraries: Mexico gave summer time up in 2022.
         {"cron 0 3 * * * America/Mexico_City", "2026-07-01T00:00", "2026-07-01T09:00"},
         // After the last change the database lists, its rule goes on.
         {"cron 0 3 * * * Europe/Berlin", "2060-07-01T00:00", "2060-07-01T01:00"},
         {"cron 0 12 30 12 * Pacific/Apia", "2011-12-29T12:00", "2011-12-30T10:00"},
         // Twice: the first time only.
         {"cron 30 2 * * * Europe/Berlin", "2026-10-24T12:00", "2026-10-25T00:30"},
         {"cron 30 2 * * * Europe/Berlin", "2026-10-25T00:30", "2026-10-26T01:30"},
         {"cron 30 2 * * * Europe/Berlin", "2026-10-25T01:10", "2026-10-26T01:30"},
         {"cron */30 * * * * Europe/Berlin", "2026-10-25T00:30", "2026-10-25T02:00"}});
}

TEST_CASE("a cadence that cannot be is refused at its place", "[daemon][cadence]") {
  struct Bad {
    const char* cadence;
    const char* message;
  };
  const Bad rows[] = {
      {"", "character 1: a cadence begins with"},
      {"daily", "character 1: \"daily\" is none of every, cron"},
      {"every", "character 1: every needs a time"},
      {"every 30", "character 7: \"30\" is not a number with one of"},
      {"every 3months", "character 7: \"3months\" is not a number with one of"},
      {"every 0d", "character 7: \"0d\" is not above zero"},
      {"every -1d", "character 7: \"-1d\" is not above zero"},
      {"every 3654d", "character 7: \"3654d\" is longer than ten years"},
      {"every 99999999999999999999d", "is longer than ten years"},
      {"every 1d Europe/Berlin", "character 10: only jitter"},
      {"every 1d jitter", "character 10: jitter needs a time"},
      {"every 1d jitter 2h 3h", "character 20: nothing may stand after"},
      {"every 1d jitter 25h", "character 17: the jitter is longer than the interval"},
      {"@daily jitter 8d", "character 15: the jitter is longer than a week"},
      {"@reboot", "character 1: \"@reboot\" is none of @hourly"},
      {"cron", "character 1: cron needs five fields"},
      {"cron 0 3 * *", "here are 4"},
      {"cron 60 3 * * *", "character 6: minute 60 is not from 0 to 59"},
      {"cron 0 24 * * *", "character 8: hour 24 is not from 0 to 23"},
      {"cron 0 3 0 * *", "character 10: day of month 0 is not from 1 to 31"},
      {"cron 0 3 * 13 *", "character 12: month 13 is not from 1 to 12"},
      {"cron 0 3 * * 8", "character 14: day of week 8 is not from 0 to 7"},
      {"cron 0 3 * * 1,x", "character 16: \"x\" is no day of week"},
      {"cron 0 3 * * 1,", "character 16: \"\" is no day of week"},
      {"cron 0 3 mon * *", "character 10: \"mon\" is no day of month"},
      {"cron 0 5-3 * * *", "character 8: the range \"5-3\" goes down"},
      {"cron 0 5- * * *", "character 10: \"\" is no hour"},
      {"cron */0 3 * * *", "character 8: step 0"},
      {"cron */x 3 * * *", "character 8: \"x\" is no step"},
      {"cron 5/10 3 * * *", "character 6: a step needs a range"},
      {"cron 0 3 L * *", "character 10: \"L\" is no day of month"},
      {"cron 0 3 30 2 *", "character 10: there is no day 30 in month 2"},
      {"cron 0 3 31 2,4,6,9,11 */2", "character 10: there is no day 31"},
      {"cron 0 3 * * * Europe/Atlantis", "character 16: \"Europe/Atlantis\" is no time zone"},
      {"cron 0 3 * * * GMT+25", "is no time zone"},
      {"cron 0 3 * * * Fixed/UTC+01:00:00", "is no time zone"},
      {"cron 0 3 * * * Fixed/UTC", "is no time zone"},
      {"cron 0 3 * * * /etc/localtime", "is no time zone"},
      {"cron 0 3 * * * ../../../etc/localtime", "is no time zone"},
      {"cron 0 3 * * * europe", "is no time zone"},
      {"cron 0 3 * * * UTC UTC", "character 20: only jitter"},
  };
  for (const Bad& row : rows) {
    INFO(row.cadence);
    const auto parsed = Cadence::parse(row.cadence);
    REQUIRE_FALSE(parsed);
    CHECK_THAT(parsed.error().describe(), Catch::Contains(row.message));
  }
}

TEST_CASE("jitter spreads partners and nothing else changes it", "[daemon][cadence]") {
  const std::string texts[] = {"every 30d jitter 12h", "cron 0 3 * * 1 Europe/Berlin jitter 12h"};
  for (const std::string& text : texts) {
    const Cadence jittered = cadence(text);
    const Instant last = at("2026-03-01T00:00");
    const Instant base = cadence(text.substr(0, text.find(" jitter"))).next(last, "");
    std::map<std::int64_t, int> hours;
    for (int i = 0; i < 12'000; ++i) {
      const std::string partner = "partner-" + std::to_string(i);
      const Instant due = jittered.next(last, partner);
      REQUIRE(due >= base);
      REQUIRE(due < base + std::chrono::hours(12));
      REQUIRE(due == cadence(text).next(last, partner));
      ++hours[std::chrono::floor<std::chrono::hours>(due - base).count()];
    }
    CHECK(hours.size() == 12);
    for (const auto& [hour, partners] : hours) {
      INFO(text << " hour " << hour);
      CHECK(partners > 800);
      CHECK(partners < 1200);
    }
  }
  // Fixed for ever: a new release must not move everybody's due times.
  CHECK(to_string(cadence("every 1d jitter 6h").next(at("2026-03-01T00:00"), "acme")) ==
        "2026-03-02T01:17:34.000000Z");
}

TEST_CASE("with jitter the moments asked for stay the same wherever one begins",
          "[daemon][cadence]") {
  const Cadence daily = cadence("@daily Europe/Berlin jitter 3d");
  std::vector<Instant> moments;
  for (Instant last = at("2026-03-20T00:00"); last < at("2026-04-20T00:00");)
    moments.push_back(last = daily.next(last, "acme"));
  CHECK(std::is_sorted(moments.begin(), moments.end()));
  for (std::size_t i = 1; i < moments.size(); ++i) {
    CHECK(daily.next(moments[i] - std::chrono::seconds(1), "acme") == moments[i]);
    CHECK(daily.next(moments[i - 1] + std::chrono::seconds(0), "acme") == moments[i]);
  }
}

// What was missed is not made up: after ten years there is one next moment, in the future.
TEST_CASE("the next moment is after any last one", "[daemon][cadence]") {
  const char* const texts[] = {"every 1s",
                               "every 30d jitter 12h",
                               "cron 0 3 * * 1 Europe/Berlin jitter 2h",
                               "cron * * * * * America/Sao_Paulo jitter 1h",
                               "cron 0 0 29 2 * Pacific/Apia",
                               "@yearly"};
  const char* const lasts[] = {"1970-01-01T00:00", "2011-12-30T09:59", "2026-10-25T01:59",
                               "2036-02-29T00:00", "2099-12-31T23:59", "9999-12-30T00:00"};
  for (const char* text : texts)
    for (const char* last : lasts) {
      INFO(text << " after " << last);
      CHECK(cadence(text).next(at(last), "acme") > at(last));
    }
}
