// Until when time alone changes nothing: as told, against asking day by day.
#include "verify/report_day.h"

#include <functional>

#include "support/fixture_crawl.h"
#include "support/places.h"
#include "support/whole_file.h"

using namespace verify;
using namespace verify::test;

namespace {

using std::chrono::days;
using std::chrono::sys_days;

Date date(std::string_view text) {
  return parse_date(text).value();
}

Date later(const Date& day, int by) {
  return Date{sys_days{day} + days{by}};
}

// The first of the next four years' days that answers otherwise.
std::optional<Date> first_other(const Date& from, const std::function<bool(ReportDay&)>& ask) {
  ReportDay start(from);
  const bool now = ask(start);
  for (int i = 1; i < 1500; ++i) {
    ReportDay next(later(from, i));
    if (ask(next) != now) return next.date();
  }
  return std::nullopt;
}

std::string shown(const std::optional<Date>& day) {
  return day ? to_string(*day) : "never";
}

// What time alone may change of a report: all but sentences.
std::string essence(const Report& report) {
  std::string out;
  for (const RequirementResult& item : report.requirements) {
    out += item.id + " " + std::string(to_string(item.verdict));
    for (const ReportReason& reason : item.reasons) {
      out += " " + reason.code;
      for (const std::string& citation : reason.citations) out += " " + citation;
    }
    out += "\n";
  }
  return out + std::to_string(report.notices.size());
}

}  // namespace

TEST_CASE("a day compared tells when the answer turns", "[judge]") {
  const std::vector<std::string> days_asked = {"2026-01-31", "2026-02-28", "2026-03-01",
                                               "2026-03-31", "2027-02-28", "2027-12-31",
                                               "2028-02-29", "2028-03-01"};
  const std::vector<std::string> report_days = {"2026-01-01", "2026-02-28", "2026-03-01",
                                                "2028-02-29", "2028-03-31"};
  const std::vector<std::pair<std::string, std::function<bool(ReportDay&, const Date&)>>> rows = {
      {"has come", [](ReportDay& day, const Date& that) { return day.has_come(that); }},
      {"is over", [](ReportDay& day, const Date& that) { return day.is_over(that); }},
      {"older than a month",
       [](ReportDay& day, const Date& that) { return day.is_older(that, 1); }},
      {"older than a year",
       [](ReportDay& day, const Date& that) { return day.is_older(that, 12); }},
      {"older than 13 months",
       [](ReportDay& day, const Date& that) { return day.is_older(that, 13); }},
  };
  for (const auto& [name, ask] : rows)
    for (const std::string& from : report_days)
      for (const std::string& that : days_asked) {
        CAPTURE(name, from, that);
        const auto question = [&](ReportDay& day) { return ask(day, date(that)); };
        ReportDay day(date(from));
        question(day);
        CHECK(shown(day.turns_on()) == shown(first_other(date(from), question)));
      }
}

TEST_CASE("of several turns the first counts, and what is so already never turns", "[judge]") {
  ReportDay day(date("2026-03-01"));
  CHECK(day.has_come(date("2026-03-01")));
  CHECK(shown(day.turns_on()) == "never");
  CHECK_FALSE(day.has_come(date("2026-06-01")));
  CHECK_FALSE(day.is_over(date("2026-04-30")));
  CHECK_FALSE(day.is_older(date("2026-02-01"), 12));
  CHECK(shown(day.turns_on()) == "2026-05-01");
  CHECK_FALSE(ReportDay(date("2026-03-01")).is_older(date("9999-12-31"), 1'000'000));
}

TEST_CASE("a day that no date can name never comes", "[judge]") {
  ReportDay day(date("2026-03-01"));
  CHECK_FALSE(day.is_over(date("9999-12-31")));
  CHECK_FALSE(day.is_older(date("2026-02-01"), 100'000));
  CHECK(shown(day.turns_on()) == "never");
  CHECK_FALSE(day.is_over(date("9999-12-30")));
  CHECK(shown(day.turns_on()) == "9999-12-31");
}

TEST_CASE("a report stands until the day that its judgement tells", "[judge]") {
  const Checklist pack =
      load_checklist(source_folder() / "config/checklists/aws-ml-consulting-3.0").value();
  const Lexicons& lexicons = bundled_lexicons();
  for (const std::string name : {"harbour-analytics", "tidemark-systems"}) {
    const FixtureSite site(source_folder() / "fixtures" / name);
    const std::string application = read_whole_file(site.folder() / "application.json");
    const Evidence evidence = crawl_fixture(site, application, pack, date("2026-06-30"));
    int turns = 0, changes = 0;
    for (Date from = date("2023-06-01"); from < date("2029-01-01"); ++turns) {
      ReportDay day(from);
      const std::string now = essence(judge(evidence, pack, lexicons, day));
      if (!day.turns_on()) break;
      const Date turn = *day.turns_on();
      CAPTURE(name, to_string(from), to_string(turn));
      REQUIRE(from < turn);
      const int left = static_cast<int>((sys_days{turn} - sys_days{from}).count());
      for (const int by : {left / 3, left / 2, left - 1})
        CHECK(essence(judge(evidence, pack, lexicons, later(from, by))) == now);
      changes += essence(judge(evidence, pack, lexicons, turn)) != now;
      from = turn;
    }
    CAPTURE(name, turns, changes);
    CHECK(changes >= 10);
    CHECK(changes <= turns);
  }
}
