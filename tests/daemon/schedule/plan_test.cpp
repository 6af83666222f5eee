#include "daemon/schedule/plan.h"

#include <catch2/catch.hpp>
#include <random>
#include <set>

using namespace verify;
using namespace verify::daemon;
using namespace std::chrono_literals;

namespace {

Instant at(const std::string& text) {
  return parse_instant(text + ":00Z").value();
}

Standing standing(Verdict verdict, const char* valid_until = nullptr) {
  Standing out{.requirement = "P3.2", .verdict = verdict, .observed = verdict};
  if (valid_until != nullptr) out.valid_until = parse_date(valid_until);
  return out;
}

Standing held(Verdict verdict, Verdict observed, const char* valid_until = nullptr) {
  Standing out = standing(verdict, valid_until);
  out.observed = observed;
  return out;
}

struct Row {
  const char* what;
  std::vector<Standing> standings;
  int blocked_in_a_row;
  const char* finished;
  Trigger trigger;
  const char* from;  // the plan is within an hour from here
  const char* turns_on = nullptr;
};

std::optional<Date> turns_on(const Row& row) {
  return row.turns_on == nullptr ? std::nullopt : parse_date(row.turns_on);
}

}  // namespace

TEST_CASE("the earliest reason to look again decides", "[daemon][plan]") {
  const Cadence monthly = Cadence::parse("every 30d").value();
  const PlanRules rules;
  const Row rows[] = {
      {"nothing but the cadence",
       {standing(Verdict::met)},
       0,
       "2026-03-01T12:00",
       Trigger::schedule,
       "2026-03-31T12:00"},
      {"no requirement at all", {}, 0, "2026-03-01T12:00", Trigger::schedule, "2026-03-31T12:00"},
      {"time alone makes another report",
       {standing(Verdict::not_met), standing(Verdict::met, "2026-03-20")},
       0,
       "2026-03-01T12:00",
       Trigger::lapse,
       "2026-03-10T00:00",
       "2026-03-10"},
      {"the report is another one already",
       {standing(Verdict::not_met)},
       0,
       "2026-03-01T00:10",
       Trigger::lapse,
       "2026-03-01T00:00",
       "2026-03-01"},
      {"a verdict lapses",
       {standing(Verdict::met, "2026-03-10")},
       0,
       "2026-03-01T12:00",
       Trigger::lapse,
       "2026-03-11T00:00"},
      {"the first of two",
       {standing(Verdict::met, "2026-03-20"), standing(Verdict::met, "2026-03-10")},
       0,
       "2026-03-01T12:00",
       Trigger::lapse,
       "2026-03-11T00:00"},
      {"later than the cadence",
       {standing(Verdict::met, "2026-05-01")},
       0,
       "2026-03-01T12:00",
       Trigger::schedule,
       "2026-03-31T12:00"},
      {"its last day is today",
       {standing(Verdict::met, "2026-03-01")},
       0,
       "2026-03-01T23:59",
       Trigger::lapse,
       "2026-03-02T00:00"},
      {"the run went on over midnight",
       {standing(Verdict::met, "2026-03-01")},
       0,
       "2026-03-02T02:00",
       Trigger::lapse,
       "2026-03-03T00:00"},
      {"over for long, and left standing",
       {held(Verdict::met, Verdict::blocked, "2026-02-01")},
       7,
       "2026-03-01T12:00",
       Trigger::schedule,
       "2026-03-31T12:00"},
      {"blocked once",
       {standing(Verdict::blocked)},
       1,
       "2026-03-01T12:00",
       Trigger::retry,
       "2026-03-01T13:00"},
      {"blocked, told or not",
       {held(Verdict::met, Verdict::blocked)},
       1,
       "2026-03-01T12:00",
       Trigger::retry,
       "2026-03-01T13:00"},
      {"blocked three times",
       {standing(Verdict::blocked)},
       3,
       "2026-03-01T12:00",
       Trigger::retry,
       "2026-03-01T16:00"},
      {"at most a day",
       {standing(Verdict::blocked)},
       6,
       "2026-03-01T12:00",
       Trigger::retry,
       "2026-03-02T12:00"},
      {"no end of retries",
       {standing(Verdict::blocked)},
       7,
       "2026-03-01T12:00",
       Trigger::schedule,
       "2026-03-31T12:00"},
      {"seen again",
       {held(Verdict::blocked, Verdict::met)},
       0,
       "2026-03-01T12:00",
       Trigger::schedule,
       "2026-03-31T12:00"},
      {"lapse before retry",
       {standing(Verdict::met, "2026-03-01"), standing(Verdict::blocked)},
       6,
       "2026-03-01T12:00",
       Trigger::lapse,
       "2026-03-02T00:00"},
  };
  for (const Row& row : rows) {
    INFO(row.what);
    const Plan plan = plan_next(monthly, "acme", row.standings, turns_on(row), row.blocked_in_a_row,
                                at(row.finished), rules);
    CHECK(to_string(row.trigger == Trigger::lapse
                        ? Instant{std::chrono::floor<std::chrono::hours>(plan.due)}
                        : plan.due) == to_string(at(row.from)));
    CHECK(static_cast<int>(plan.trigger) == static_cast<int>(row.trigger));
  }
}

TEST_CASE("a cadence that comes sooner than a retry wins", "[daemon][plan]") {
  const Standing blocked[] = {standing(Verdict::blocked)};
  const Plan plan = plan_next(Cadence::parse("every 10m").value(), "acme", blocked, {}, 1,
                              at("2026-03-01T12:00"), PlanRules{});
  CHECK(plan.due == at("2026-03-01T12:10"));
  CHECK(plan.trigger == Trigger::schedule);
}

TEST_CASE("partners do not all lapse at midnight", "[daemon][plan]") {
  const Standing met[] = {standing(Verdict::met, "2026-03-10")};
  std::set<Instant> dues;
  for (int i = 0; i < 100; ++i)
    dues.insert(plan_next(Cadence::parse("every 30d").value(), std::to_string(i), met, {}, 0,
                          at("2026-03-01T12:00"), PlanRules{})
                    .due);
  CHECK(dues.size() > 80);
}

TEST_CASE("the next run is always in the future", "[daemon][plan]") {
  std::mt19937 random(7);
  const auto upto = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  const Cadence cadence = Cadence::parse("cron 0 3 * * * Europe/Berlin jitter 2h").value();
  for (int i = 0; i < 2000; ++i) {
    const Instant now = at("2026-03-01T00:00") + std::chrono::minutes(upto(400'000));
    std::vector<Standing> standings;
    for (int k = upto(4); k > 0; --k) {
      standings.push_back(held(static_cast<Verdict>(upto(8)), static_cast<Verdict>(upto(8))));
      standings.back().valid_until =
          Date{std::chrono::floor<std::chrono::days>(now) + std::chrono::days(upto(20) - 10)};
    }
    const PlanRules rules{.retry_first = std::chrono::minutes(1 + upto(90)),
                          .retry_longest = std::chrono::minutes(1 + upto(900)),
                          .retry_most = upto(10)};
    REQUIRE(plan_next(cadence, "acme", standings, {}, upto(12), now, rules).due > now);
  }
}
