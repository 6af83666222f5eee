#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <sstream>

#include "daemon/change/damping.h"
#include "daemon/change/small_report.h"

using namespace verify;
using namespace verify::daemon;
using verify::test::kItem;
using verify::test::small_report;

namespace {

const Instant kStart = parse_instant("2026-03-01T00:00:00Z").value();

// A partner's runs, one after the other, as the daemon would store what they come to.
class History {
 public:
  explicit History(DampingRules rules = {}) : rules_(rules) {}

  const Comparison& run(Verdict verdict, std::string engine = "1",
                        Duration after = std::chrono::hours(1)) {
    at_ += after;
    reports_.push_back(std::make_unique<Report>(small_report(verdict)));
    const Now now{.report = reports_.back().get(),
                  .evidence = nullptr,
                  .engine = engine,
                  .application_sha256 = "a"};
    last_ = compare(before_, now, standings_, told_, ++id_, "acme", at_, rules_);
    standings_ = last_.standings;
    told_.insert(told_.end(), last_.transitions.begin(), last_.transitions.end());
    before_ = {
        .report = now.report, .evidence = nullptr, .engine = engine, .application_sha256 = "a"};
    return last_;
  }

  const Standing& stands() const { return standings_.at(0); }
  const std::vector<Transition>& told() const { return told_; }
  std::int64_t id() const { return id_; }
  Instant at() const { return at_; }

 private:
  DampingRules rules_;
  Instant at_ = kStart;
  std::int64_t id_ = 0;
  std::vector<std::unique_ptr<Report>> reports_;
  std::vector<Standing> standings_;
  std::vector<Transition> told_;
  Before before_;
  Comparison last_;
};

Verdict verdict_of(char letter) {
  switch (letter) {
    case 'm':
      return Verdict::met;
    case 'n':
      return Verdict::not_met;
    case 'r':
      return Verdict::needs_review;
    case 'a':
      return Verdict::attested;
    case 'x':
      return Verdict::missing;
    case 'w':
      return Verdict::waived;
    default:
      return Verdict::blocked;
  }
}

// "m n" -> what stands after each run, told changes in upper case.
std::string played(const std::string& runs, const DampingRules& rules) {
  History history(rules);
  std::string out;
  for (const char letter : runs) {
    const bool told = !history.run(verdict_of(letter)).transitions.empty();
    const Verdict stands = history.stands().verdict;
    const char shown = stands == Verdict::missing ? 'x' : to_string(stands)[0];
    const char name = stands == Verdict::needs_review ? 'r' : shown;
    out += told ? static_cast<char>(std::toupper(name)) : name;
  }
  return out;
}

}  // namespace

TEST_CASE("what stands after each run, and what is told", "[daemon][change]") {
  const DampingRules usual, eager{.blocked_runs = 1, .flapping_runs = 1};
  const DampingRules none{.blocked_runs = 0, .flapping_runs = 0, .flaps = 0};
  struct Row {
    const char* what;
    const char* runs;    // what each run sees
    const char* stands;  // what stands then; in capitals where a change is told
    DampingRules rules;
  };
  const Row rows[] = {
      {"the first run is told", "m", "M", usual},
      {"also a blocked one", "b", "B", usual},
      {"nothing changes", "mmmm", "Mmmm", usual},
      {"a change is told once", "mmnnn", "MmNnn", usual},
      {"every other verdict",
       "mnraxw",
       "MNRAaW",
       {.flaps = 3, .flap_window = std::chrono::hours(4)}},
      {"blocked leaves met as it is", "mbbm", "Mmmm", usual},
      {"until three in a row were", "mbbbb", "MmmBb", usual},
      {"attested as well", "abbb", "AaaB", usual},
      {"and a failure", "nbbb", "NnnB", usual},
      {"the row begins anew", "mbbmbbm", "Mmmmmmm", usual},
      {"what is seen between blocked runs is told", "mbbn", "MmmN", usual},
      {"seen again", "mbbbm", "MmmBM", usual},
      {"blocked at once where one is asked for", "mbm", "MBM", eager},
      {"no less than one run", "mbm", "MBM", none},
      {"three told changes, then three runs must agree", "mnmnmnmmm", "MNMNnnnnM", usual},
      {"a row of a flapping one is broken by another verdict", "mnmnmmrmmm", "MNMNnnnnnM", usual},
      {"and by a blocked run", "mnmnmmbmmm", "MNMNnnnnnM", usual},
      {"a flapping one that is back where it stood is quiet", "mnmnmn", "MNMNnn", usual},
      {"the window ends", "mnmnm", "MNMNM", {.flap_window = std::chrono::hours(3)}},
  };
  for (const Row& row : rows) {
    INFO(row.what << ": " << row.runs);
    CHECK(played(row.runs, row.rules) == row.stands);
  }
}

TEST_CASE("a held verdict keeps its words, its run and its last day", "[daemon][change]") {
  History history;
  history.run(Verdict::met);
  const Instant since = history.at();
  history.run(Verdict::met);
  history.run(Verdict::blocked);
  history.run(Verdict::blocked);
  CHECK(history.stands().verdict == Verdict::met);
  CHECK(history.stands().text == "It is met.");
  CHECK(history.stands().code == "code-of-met");
  CHECK(history.stands().run == 2);
  CHECK(history.stands().since == since);
  CHECK(history.stands().observed == Verdict::blocked);
  CHECK(history.stands().observed_runs == 2);
  history.run(Verdict::blocked);
  CHECK(history.stands().verdict == Verdict::blocked);
  CHECK(history.stands().run == 5);
  CHECK(history.stands().since == history.at());
  const Transition& told = history.told().back();
  CHECK(told.from == Verdict::met);
  CHECK(told.to == Verdict::blocked);
  CHECK(told.partner == "acme");
  CHECK(told.requirement == kItem);
  CHECK(told.run == 5);
  CHECK(told.at == history.at());
  CHECK(told.explanation == "It could not be observed in 3 runs in a row: It is blocked.");
}

TEST_CASE("flaps are changes told within the window", "[daemon][change]") {
  const auto told = [](const char* requirement, int days, bool change) {
    Transition out{.requirement = requirement, .at = kStart + std::chrono::days(days)};
    if (change) out.from = Verdict::met;
    return out;
  };
  const Transition lately[] = {told(kItem, -40, true), told(kItem, -29, true),
                               told(kItem, -2, false), told("P1.1", -1, true),
                               // The clock was put back: the future counts as near.
                               told(kItem, 3, true), told(kItem, 3653, true)};
  CHECK(flaps_of(kItem, lately, kStart, {}) == 2);
  CHECK(flaps_of("P9.9", lately, kStart, {}) == 0);
}

TEST_CASE("other rules are no flapping", "[daemon][change]") {
  History history;
  for (const char letter : std::string("mnmn")) history.run(verdict_of(letter));
  history.run(Verdict::met);
  CHECK(history.stands().verdict == Verdict::not_met);
  history.run(Verdict::met, "2");
  CHECK(history.stands().verdict == Verdict::met);
  CHECK(history.told().back().cause == Cause::rules_changed);
}

TEST_CASE("requirements come and go with the report", "[daemon][change]") {
  const Report both = [] {
    Report report = small_report(Verdict::met);
    report.requirements.push_back(report.requirements[0]);
    report.requirements[1].id = "P1.1";
    return report;
  }();
  const Report one = small_report(Verdict::met);
  const Now now_one{.report = &one, .evidence = nullptr, .engine = "1", .application_sha256 = "a"};
  const Now now_both{
      .report = &both, .evidence = nullptr, .engine = "1", .application_sha256 = "a"};
  const Comparison first = compare({}, now_one, {}, {}, 1, "acme", kStart, {});
  const Comparison second = compare({}, now_both, first.standings, {}, 2, "acme", kStart, {});
  REQUIRE(second.transitions.size() == 1);
  CHECK(second.transitions[0].requirement == "P1.1");
  CHECK_FALSE(second.transitions[0].from);
  CHECK(second.transitions[0].cause == Cause::first_seen);
  const Comparison third = compare({}, now_one, second.standings, {}, 3, "acme", kStart, {});
  CHECK(third.transitions.empty());
  CHECK(third.standings.size() == 1);
}

TEST_CASE("random runs never make a failure of what could not be observed", "[daemon][change]") {
  std::mt19937 random(11);
  const std::string letters = "mnraxwbbbb";
  for (int i = 0; i < 400; ++i) {
    const DampingRules rules{.blocked_runs = static_cast<int>(random() % 5),
                             .flapping_runs = static_cast<int>(random() % 5),
                             .flaps = static_cast<int>(random() % 5),
                             .flap_window = std::chrono::hours(random() % 20)};
    History history(rules);
    Verdict seen_last = Verdict::blocked;
    int blocked = 0;
    for (int k = 0; k < 40; ++k) {
      const Verdict observed = verdict_of(letters[random() % letters.size()]);
      const auto stood =
          history.told().empty() ? std::nullopt : std::optional(history.stands().verdict);
      blocked = observed == Verdict::blocked ? blocked + 1 : 0;
      const auto transitions = history.run(observed).transitions;
      const Verdict stands = history.stands().verdict;
      INFO("history " << i << " run " << k);
      // Only what a run saw is told, and what it did not see changes nothing before its time.
      if (stood && stands != *stood) REQUIRE(stands == observed);
      if (observed == Verdict::blocked && stood && blocked < std::max(rules.blocked_runs, 1))
        REQUIRE(stands == *stood);
      if (observed == Verdict::blocked) REQUIRE((!stood || stands == *stood || stands == observed));
      REQUIRE(transitions.size() == (!stood || stands != *stood ? 1u : 0u));
      seen_last = observed;
      REQUIRE(history.stands().observed == seen_last);
    }
  }
}

TEST_CASE("the same report again tells nothing", "[daemon][change]") {
  std::mt19937 random(13);
  const std::string letters = "mnraxwb";
  for (int i = 0; i < 200; ++i) {
    History history;
    for (int k = 0; k < 12; ++k) {
      const Verdict observed = verdict_of(letters[random() % letters.size()]);
      history.run(observed);
      // What damping holds back may become due by being seen once more; what stands may not change.
      if (history.stands().verdict != observed) continue;
      const Standing stood = history.stands();
      INFO("history " << i << " run " << k);
      REQUIRE(history.run(observed).transitions.empty());
      REQUIRE(history.stands().verdict == stood.verdict);
      REQUIRE(history.stands().since == stood.since);
      REQUIRE(history.stands().run == history.id());
    }
  }
}
