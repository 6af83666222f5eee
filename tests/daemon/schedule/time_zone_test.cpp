// A second opinion on cron in time zones: the C library's, minute by minute around changes of the
// clocks.
#include <stdlib.h>
#include <time.h>

#include <catch2/catch.hpp>
#include <set>

#include "daemon/schedule/cadence.h"

using namespace verify;
using namespace std::chrono;
using verify::daemon::Cadence;

namespace {

class ZoneOfProcess {
 public:
  explicit ZoneOfProcess(const char* name) { set(name); }
  ~ZoneOfProcess() { set("UTC"); }
  ZoneOfProcess(const ZoneOfProcess&) = delete;
  ZoneOfProcess& operator=(const ZoneOfProcess&) = delete;

  local_time<minutes> local(sys_time<minutes> at) const {
    const time_t seconds = duration_cast<std::chrono::seconds>(at.time_since_epoch()).count();
    tm shown{};
    localtime_r(&seconds, &shown);
    return local_days{year{shown.tm_year + 1900} / (shown.tm_mon + 1) / shown.tm_mday} +
           hours(shown.tm_hour) + minutes(shown.tm_min);
  }

 private:
  static void set(const char* name) {
    setenv("TZ", name, 1);
    tzset();
  }
};

struct Change {
  const char* zone;
  int y;
  unsigned m, d;  // a day before a change
};

using Fits = bool (*)(hh_mm_ss<minutes>);

// Every minute the clock shows or skips for the first time counts, as the header of Cadence says.
std::set<sys_time<minutes>> expected(const ZoneOfProcess& zone, sys_time<minutes> from,
                                     sys_time<minutes> to, Fits fits) {
  std::set<sys_time<minutes>> out;
  auto shown = zone.local(from - minutes(1));
  for (auto at = from; at < to; at += minutes(1)) {
    for (const auto now = zone.local(at); shown < now;) {
      shown += minutes(1);
      if (fits(hh_mm_ss{shown - floor<days>(shown)})) out.insert(at);
    }
  }
  return out;
}

struct Rule {
  const char* cron;
  Fits fits;
};

}  // namespace

TEST_CASE("cron in a time zone agrees with the C library's clock", "[daemon][cadence]") {
  const Change changes[] = {
      {"Europe/Berlin", 2026, 3, 27},       {"Europe/Berlin", 2026, 10, 23},
      {"America/New_York", 2026, 3, 6},     {"America/New_York", 2026, 10, 30},
      {"Australia/Lord_Howe", 2026, 4, 3},  {"Australia/Lord_Howe", 2026, 10, 2},
      {"Pacific/Apia", 2011, 12, 28},       {"America/St_Johns", 2006, 10, 27},
      {"Africa/Casablanca", 2026, 2, 13},   {"Asia/Kathmandu", 2026, 1, 1},
      {"America/Scoresbysund", 2024, 3, 30}};
  const Rule rules[] = {
      {"30 2 * * *", [](hh_mm_ss<minutes> t) { return t.hours() == 2h && t.minutes() == 30min; }},
      {"*/15 * * * *", [](hh_mm_ss<minutes> t) { return t.minutes().count() % 15 == 0; }},
      {"7 0-3 * * *", [](hh_mm_ss<minutes> t) { return t.hours() < 4h && t.minutes() == 7min; }}};
  for (const Change& change : changes) {
    const ZoneOfProcess zone(change.zone);
    const sys_time<minutes> from = sys_days{year{change.y} / change.m / change.d},
                            to = from + days(4);
    for (const Rule& rule : rules) {
      const auto cadence = Cadence::parse("cron " + std::string(rule.cron) + " " + change.zone);
      REQUIRE(cadence);
      std::set<sys_time<minutes>> found;
      for (Instant at = from - microseconds(1); (at = cadence->next(at, "")) < Instant{to};)
        found.insert(floor<minutes>(at));
      INFO(change.zone << " " << to_string(Date{floor<days>(from)}) << " " << rule.cron);
      CHECK(found == expected(zone, from, to, rule.fits));
    }
  }
}
