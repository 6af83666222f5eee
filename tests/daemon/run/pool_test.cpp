// Runs from the queue to the store, over HTTP on loopback.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "daemon/run/pool_rig.h"
#include "verify/engine.h"
#include "verify/report.h"

using namespace verify;
using namespace verify::daemon;
using namespace verify::daemon::test;
using namespace verify::test;

namespace {

using namespace std::chrono_literals;

const std::string kStory = "/work/salter-and-moss";
const std::string kResult =
    "increased from 71 percent to 94 percent. Lots that had to be graded "
    "again were reduced by 60 %. As a result, the autumn blend of last "
    "year needed no correction.";

std::size_t items() {
  return bundled_rules()->checklists.at(Settings{}.checklist).requirements.size();
}

FakeAnswer forbid_all() {
  return {.headers = "Content-Type: text/plain\r\n", .body = "User-agent: *\nDisallow: /\n"};
}

nlohmann::json expected_of(const Rig& rig) {
  return nlohmann::json::parse(read_whole_file(rig.site.fixture().folder() / "expected.json"));
}

std::string verdict_in(Rig& rig, std::int64_t run, const std::string& requirement) {
  for (const FindingRow& row : rig.store->findings(run))
    if (row.requirement == requirement) return std::string(to_string(row.verdict));
  return "none";
}

}  // namespace

TEST_CASE("a run leaves a report, evidence, findings and what stands", "[run]") {
  Rig rig;
  const Run run = rig.run_once();
  REQUIRE(run.state == RunState::finished);
  const auto expected = expected_of(rig);
  CHECK(to_string(*run.outcome) == expected.at("outcome").get<std::string>());
  CHECK(run.checklist == "aws-ml-consulting-3.0-public");
  CHECK(run.engine == engine_version());
  CHECK(run.pages >= 5);
  CHECK(run.not_modified == 0);
  const auto& verdicts = expected.at("verdicts");
  for (const auto& [id, verdict] : verdicts.items()) {
    INFO(id);
    CHECK(verdict_in(rig, run.id, id) == verdict.get<std::string>());
    CHECK(to_string(rig.standing(id).verdict) == verdict.get<std::string>());
    CHECK(rig.standing(id).run == run.id);
  }
  const auto report = read_report(rig.vault.read(run.report).value_or(""));
  REQUIRE(report.has_value());
  const auto evidence = Evidence::open(rig.vault.path_of(run.evidence));
  REQUIRE(evidence.has_value());
  const Rules& rules = *bundled_rules();
  CHECK(render_json(judge(*evidence, rules.checklists.at(run.checklist), rules.lexicons)) ==
        render_json(*report));
  CHECK(rig.store->next_due("p1").value().at > rig.clock.now());
  CHECK(rig.told.count("run.started") == 1);
  REQUIRE(rig.told.wait("run.finished", 1));
  CHECK(nlohmann::json::parse(rig.told.all("run.finished").front().data).at("outcome") ==
        expected.at("outcome"));
  CHECK(rig.pool->gauge().finished == 1);
  CHECK(rig.pool->gauge().running == 0);
  CHECK(std::filesystem::is_empty(rig.temp.path() / "files/scratch"));
}

TEST_CASE("a site that has not changed is not sent again and tells nothing", "[run]") {
  Rig rig;
  const Run first = rig.run_once();
  const std::size_t told = rig.store->transitions({.limit = 500}).size();
  const std::size_t before = rig.site.not_modified();
  const Run second = rig.run_once();
  REQUIRE(second.state == RunState::finished);
  CHECK(second.not_modified == second.pages);
  CHECK(rig.site.not_modified() - before >= static_cast<std::size_t>(second.not_modified));
  CHECK(second.outcome == first.outcome);
  CHECK(rig.store->transitions({.limit = 500}).size() == told);
  CHECK(rig.standing("P3.2").run == second.id);
  CHECK(rig.standing("P3.2").observed_runs == 2);
  CHECK(first.confirms == 0);
  CHECK(second.confirms == first.id);
  CHECK(second.evidence == first.evidence);
  CHECK(second.report == first.report);
  CHECK(second.turns_on == first.turns_on);
  const auto findings = rig.store->findings(second.id);
  REQUIRE(findings.size() == rig.store->findings(first.id).size());
  CHECK(verdict_in(rig, second.id, "P3.2") == verdict_in(rig, first.id, "P3.2"));
  CHECK(rig.store->next_due("p1").value().at > rig.clock.now());
  CHECK(rig.run_once().confirms == first.id);
  // Where it is gone the site is crawled as if for the first time.
  rig.vault.remove(first.evidence);
  const Run last = rig.run_once();
  CHECK(last.confirms == 0);
  CHECK(last.not_modified == 0);
  CHECK(Evidence::open(rig.vault.path_of(last.evidence)).has_value());
}

TEST_CASE("a run is made in full where asking for the same would not do", "[run]") {
  Rig rig;
  const Run first = rig.run_once();
  REQUIRE(first.turns_on.has_value());
  SECTION("nothing is in the way") {
    CHECK(rig.run_once().confirms == first.id);
  }
  SECTION("the day has come that makes another report") {
    const Instant turn{std::chrono::sys_days{*first.turns_on}};
    rig.clock.shift(turn - rig.clock.now() - 1h);
    // No answer is believed for so long.
    const bool believed = turn - *first.finished_at < 90 * 24h;
    CHECK((rig.run_once().confirms == first.id) == believed);
    rig.clock.shift(2h);
    const Run run = rig.run_once();
    CHECK(run.confirms == 0);
    CHECK(run.turns_on != first.turns_on);
  }
  SECTION("the clock was put back") {
    rig.clock.shift(-24h);
    CHECK(rig.run_once().confirms == 0);
  }
  SECTION("the application is another one") {
    const auto version = rig.store->application("p1").value();
    ApplicationVersion changed = version;
    changed.json += "\n";
    rig.store->add_application(changed);
    CHECK(rig.run_once().confirms == 0);
  }
  SECTION("the answers are too old") {
    rig.clock.shift(91 * 24h);
    CHECK(rig.run_once().confirms == 0);
  }
  SECTION("the trace is gone") {
    rig.vault.remove(first.trace);
    const Run run = rig.run_once();
    CHECK(run.confirms == 0);
    CHECK(run.not_modified == run.pages);
  }
  SECTION("the site has changed") {
    rig.site.edit(kStory, kResult, "was looked at.");
    CHECK(rig.run_once().confirms == 0);
  }
}

TEST_CASE("a change of the site is told with its text", "[run]") {
  Rig rig;
  rig.run_once();
  rig.site.edit(kStory, kResult, "was looked at.");
  const Run run = rig.run_once();
  REQUIRE(run.state == RunState::finished);
  CHECK(run.not_modified == run.pages - 1);
  const auto told = rig.store->transitions({.limit = 1});
  REQUIRE(told.size() == 1);
  CHECK(told.front().run == run.id);
  CHECK(told.front().from == Verdict::met);
  CHECK(told.front().cause == Cause::site_changed);
  CHECK_THAT(told.front().diff, Catch::Contains("-") && Catch::Contains("94 percent"));
  CHECK(rig.standing(told.front().requirement).verdict == told.front().to);
  CHECK(rig.told.wait("transition", 1));
  rig.site.restore(kStory);
  rig.run_once();
  CHECK(rig.standing(told.front().requirement).verdict == Verdict::met);
}

TEST_CASE("a run that is blocked leaves what stands, and is tried again", "[run]") {
  Rig rig;
  const Run first = rig.run_once();
  rig.site.set("/robots.txt", forbid_all());
  const std::size_t told = rig.store->transitions({.limit = 500}).size();
  const Run run = rig.run_once();
  REQUIRE(run.state == RunState::finished);
  CHECK(verdict_in(rig, run.id, "P3.2") == "blocked");
  CHECK(rig.standing("P3.2").verdict == Verdict::met);
  CHECK(rig.standing("P3.2").observed == Verdict::blocked);
  CHECK(rig.standing("P3.2").run == first.id);
  CHECK(rig.store->transitions({.limit = 500}).size() == told);
  const auto due = rig.store->next_due("p1").value();
  CHECK(due.trigger == Trigger::retry);
  CHECK(due.at <= rig.clock.now() + 1h);
  // Back again, after a run that saw nothing: everything is as it was.
  rig.site.restore("/robots.txt");
  rig.run_once();
  CHECK(rig.standing("P3.2").observed == Verdict::met);
  CHECK(rig.store->transitions({.limit = 500}).size() == told);
}

TEST_CASE("many partners are screened by few threads, each once", "[run]") {
  Rig rig;
  rig.settings.crawls_per_thread = 3;
  std::vector<std::int64_t> runs{rig.enqueue("p1")};
  for (int i = 2; i <= 12; ++i) {
    rig.add("p" + std::to_string(i));
    runs.push_back(rig.enqueue("p" + std::to_string(i)));
  }
  rig.start();
  int most = 0;
  for (const std::int64_t id : runs) {
    most = std::max(most, rig.pool->gauge().running);
    const Run run = rig.ended(id);
    CHECK(run.state == RunState::finished);
    CHECK(run.attempts == 1);
    CHECK(rig.store->findings(id).size() == items());
  }
  CHECK(most <= 6);
  CHECK(rig.told.wait("run.finished", runs.size()));
  CHECK(rig.pool->gauge().finished == runs.size());
}

TEST_CASE("submitted files are part of the evidence", "[run]") {
  Rig rig("harbour-analytics");
  rig.settings.checklist = "aws-ml-consulting-3.0";
  const Run run = rig.run_once();
  REQUIRE(run.state == RunState::finished);
  const auto evidence = Evidence::open(rig.vault.path_of(run.evidence));
  REQUIRE(evidence.has_value());
  const auto files = rig.site.fixture().submitted_files();
  REQUIRE_FALSE(files.empty());
  for (const auto& [path, bytes] : files) CHECK(evidence->file(path) == bytes);
  const auto expected = expected_of(rig);
  CHECK(to_string(*run.outcome) == expected.at("outcome").get<std::string>());
}

TEST_CASE("a run that cannot be made fails, and is due again later each time", "[run]") {
  Rig rig;
  rig.settings.checklist = "no-such-checklist";
  const Run run = rig.run_once();
  CHECK(run.state == RunState::failed);
  CHECK_THAT(run.error, Catch::Contains("no-such-checklist"));
  CHECK(rig.store->findings(run.id).empty());
  CHECK(rig.store->standings("p1").empty());
  const auto first = rig.store->next_due("p1").value().at - rig.clock.now();
  CHECK(first > 50min);
  CHECK(first <= 1h);
  rig.run_once();
  const auto second = rig.store->next_due("p1").value().at - rig.clock.now();
  CHECK(second > 110min);
  CHECK(second <= 2h);
  CHECK(rig.told.wait("run.failed", 2));
  CHECK(rig.pool->gauge().failed == 2);
}

TEST_CASE("a run that ended its daemon ten times is given up", "[run]") {
  Rig rig;
  const std::int64_t id = rig.enqueue();
  const auto begin_and_die = [&] {
    REQUIRE(rig.store->lease("dead", rig.clock.now(), 1s, 1).size() == 1);
    REQUIRE(rig.store->reclaim(rig.clock.now() + 1h) == 1);
  };
  for (int i = 0; i < 9; ++i) begin_and_die();
  SECTION("the tenth time it is tried") {
    rig.start();
    CHECK(rig.ended(id).state == RunState::finished);
  }
  SECTION("and then no more") {
    begin_and_die();
    rig.start();
    const Run run = rig.ended(id);
    CHECK(run.state == RunState::failed);
    CHECK_THAT(run.error, Catch::Contains("begun 10 times"));
    CHECK(rig.store->next_due("p1").value().trigger == Trigger::retry);
    CHECK(rig.told.wait("run.failed", 1));
  }
}

TEST_CASE("a run a person asked for asks for everything anew", "[run]") {
  Rig rig;
  rig.run_once();
  const std::size_t before = rig.site.not_modified();
  const auto asked = rig.store->enqueue("p1", Trigger::manual, "me", rig.clock.now());
  rig.pool->wake();
  const Run run = rig.ended(asked.value().id);
  CHECK(run.state == RunState::finished);
  CHECK(run.pages >= 5);
  CHECK(run.not_modified == 0);
  CHECK(rig.site.not_modified() == before);
}

TEST_CASE("submitted files that are left out are told", "[run]") {
  Rig rig("harbour-analytics");
  const auto files = rig.store->application("p1").value().files;
  REQUIRE_FALSE(files.empty());
  rig.vault.remove(files.begin()->second);
  const Run run = rig.run_once();
  CHECK(run.state == RunState::finished);
  const auto told = rig.told.all("run.left_out");
  REQUIRE(told.size() == 1);
  CHECK(told.front().partner == "p1");
  CHECK(told.front().run == run.id);
  CHECK_THAT(told.front().data,
             Catch::Contains(files.begin()->first + ": its content is not kept any more"));
  CHECK(nlohmann::json::parse(told.front().data).at("files") >= 1);
}

TEST_CASE("a lost lease ends the crawl, and nothing of it is written", "[run]") {
  Rig rig;
  rig.settings.lease = 600ms;
  rig.settings.threads = 1;
  rig.settings.crawls_per_thread = 1;
  rig.site.slow(150ms);
  const std::int64_t id = rig.enqueue();
  rig.start();
  REQUIRE(rig.told.wait("run.started", 1));
  // Somebody thinks that this daemon is dead.
  CHECK(rig.store->reclaim(rig.clock.now() + 1h) == 1);
  for (int i = 0; i < 500 && rig.pool->gauge().lost_leases == 0; ++i)
    std::this_thread::sleep_for(10ms);
  CHECK(rig.pool->gauge().lost_leases == 1);
  rig.site.slow(0ms);
  const Run run = rig.ended(id);
  CHECK(run.state == RunState::finished);
  CHECK(run.attempts == 2);
  REQUIRE(rig.told.wait("run.finished", 1));
  CHECK(rig.pool->gauge().finished == 1);
  CHECK(rig.store->findings(id).size() == items());
}

TEST_CASE("who drains gives back what does not end in time", "[run]") {
  Rig rig;
  rig.site.slow(300ms);
  const std::int64_t id = rig.enqueue();
  rig.start();
  REQUIRE(rig.told.wait("run.started", 1));
  rig.pool->drain(10ms);
  const Run given_back = rig.store->run(id).value();
  CHECK(given_back.state == RunState::queued);
  CHECK(given_back.lease.empty());
  CHECK(given_back.attempts == 0);
  CHECK(rig.store->findings(id).empty());
  CHECK(rig.store->standings("p1").empty());
  CHECK(rig.pool->gauge().running == 0);
  rig.pool->wake();  // no run begins any more
  rig.pool.reset();
  CHECK(rig.store->run(id).value().state == RunState::queued);
  rig.site.slow(0ms);
  rig.start();
  CHECK(rig.ended(id).state == RunState::finished);
}

TEST_CASE("who drains waits for runs that end in time", "[run]") {
  Rig rig;
  const std::int64_t id = rig.enqueue();
  rig.start();
  REQUIRE(rig.told.wait("run.started", 1));
  rig.pool->drain(60s);
  CHECK(rig.store->run(id).value().state == RunState::finished);
}

TEST_CASE("while it is held no run begins", "[run]") {
  Rig rig;
  rig.start();
  rig.pool->hold(true);
  std::this_thread::sleep_for(300ms);  // whoever looks at the queue at this moment finds it empty
  const std::int64_t id = rig.enqueue();
  std::this_thread::sleep_for(300ms);
  CHECK(rig.store->run(id).value().state == RunState::queued);
  rig.pool->hold(false);
  CHECK(rig.ended(id).state == RunState::finished);
}

TEST_CASE("a run that cannot be stored is given back, and none begins for a while", "[run]") {
  Rig rig;
  const std::filesystem::path files = rig.temp.path() / "files";
  SECTION("its evidence has no place") {
    for (int i = 0; i < 256; ++i) {
      const std::string name = {"0123456789abcdef"[i / 16], "0123456789abcdef"[i % 16]};
      if (!std::filesystem::exists(files / name)) write_whole_file(files / name, "in the way");
    }
  }
  SECTION("nothing can be laid out") {
    std::filesystem::remove_all(files / "scratch");
    write_whole_file(files / "scratch", "in the way");
  }
  const auto due = rig.store->next_due("p1").value();
  rig.start();
  const std::int64_t id = rig.enqueue();
  REQUIRE(rig.told.wait("run.put_off", 1));
  for (int i = 0; i < 500 && rig.pool->gauge().running > 0; ++i) std::this_thread::sleep_for(10ms);
  const Run run = rig.store->run(id).value();
  CHECK(run.state == RunState::queued);
  CHECK(run.attempts == 0);
  CHECK_FALSE(rig.pool->gauge().resting.empty());
  CHECK(rig.pool->gauge().failed == 0);
  CHECK(rig.store->next_due("p1")->at == due.at);
  CHECK(rig.store->standings("p1").empty());
}

TEST_CASE("runs that begin after a reload go by the new settings", "[run]") {
  Rig rig;
  rig.run_once();
  Settings other = rig.settings;
  other.checklist = "aws-ml-consulting-3.0";
  rig.pool->reload(std::make_shared<Settings>(other), bundled_rules());
  const Run run = rig.run_once();
  CHECK(run.state == RunState::finished);
  CHECK(run.checklist == "aws-ml-consulting-3.0");
}
