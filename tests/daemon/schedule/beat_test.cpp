#include "daemon/schedule/beat.h"

#include <catch2/catch.hpp>
#include <random>

#include "daemon/support/jumping_clock.h"

using namespace verify;
using namespace verify::daemon;
using namespace std::chrono_literals;
using std::chrono::days;

namespace {

constexpr Duration kYears = days(3652);

// A store, a clock and the beat between them; runs are ended by hand.
struct Watch {
  test::JumpingClock clock{"2026-03-01T00:00:00Z"};
  std::unique_ptr<Store> store = open_store("sqlite::memory:").value();
  Events events;
  Settings settings;
  int told = 0, upkeeps = 0;
  std::vector<Event> seen;
  std::unique_ptr<Beat> beats;

  Watch() {
    settings.default_cadence = "every 1d";
    events.listen([this](const Event& event) { seen.push_back(event); });
    restart();
  }
  void restart() {
    beats =
        std::make_unique<Beat>(*store, events, clock, [this] { ++told; }, [this] { ++upkeeps; });
  }
  Duration beat() { return (*beats)(settings); }

  // With an application, and so due at once; `due` later where it is given.
  void add(const std::string& id, std::optional<Duration> due = {}) {
    store->put_partner({.id = id, .created_at = clock.now()});
    store->add_application(
        {.partner = id, .sha256 = id, .json = "{}", .submitted_at = clock.now()});
    store->set_due(id, clock.now() + due.value_or(0s), Trigger::schedule);
  }
  void add_many(int count) {
    for (int i = 0; i < count; ++i) add("p" + std::to_string(i));
  }
  std::size_t queued() {
    Store::RunFilter filter;
    filter.state = RunState::queued;
    filter.limit = 10'000;
    return store->runs(filter).size();
  }
  std::size_t runs_of(const std::string& partner) {
    Store::RunFilter filter;
    filter.partner = partner;
    filter.limit = 10'000;
    return store->runs(filter).size();
  }
  // Takes up to `most` runs and ends them; each partner is due again a day later.
  int work_off(int most = 10'000) {
    const auto runs = store->lease("me", clock.now(), 60s, most);
    for (const Run& run : runs)
      store->fail(run.id, "me", "for the test", clock.now(), clock.now() + days(1));
    return static_cast<int>(runs.size());
  }
};

}  // namespace

TEST_CASE("who is due is queued once", "[daemon][scheduler]") {
  Watch watch;
  watch.add("now");
  watch.add("later", 30min);
  CHECK(watch.beat() == Beat::kLongestSleep);
  CHECK(watch.queued() == 1);
  CHECK(watch.told == 1);
  REQUIRE(watch.seen.size() == 1);
  CHECK(watch.seen[0].type == "run.queued");
  CHECK(watch.seen[0].partner == "now");
  CHECK(watch.seen[0].data == R"({"trigger":"schedule"})");
  watch.beat();
  CHECK(watch.queued() == 1);
  CHECK(watch.told == 1);

  watch.clock.pass(29min + 50s);
  CHECK(watch.beat() == Duration(10s));
  watch.clock.pass(10s);
  watch.beat();
  CHECK(watch.queued() == 2);
  CHECK(watch.work_off() == 2);
  watch.clock.pass(days(1));
  watch.beat();
  CHECK(watch.queued() == 2);
  CHECK(watch.beats->queued() == 4);
}

TEST_CASE("nobody is queued who is paused, or without an application for ever",
          "[daemon][scheduler]") {
  Watch watch;
  watch.add("paused");
  watch.store->put_partner({.id = "paused", .paused = true, .created_at = watch.clock.now()});
  watch.store->put_partner({.id = "empty", .created_at = watch.clock.now()});
  watch.store->set_due("empty", watch.clock.now(), Trigger::schedule);
  watch.beat();
  CHECK(watch.queued() == 0);
  const auto next = watch.store->next_due("empty");
  CHECK((!next || next->at > watch.clock.now()));
}

TEST_CASE("many are queued a part at a time, without a pause between", "[daemon][scheduler]") {
  Watch watch;
  watch.add_many(250);
  CHECK(watch.beat() == Duration::zero());
  CHECK(watch.queued() == 100);
  CHECK(watch.beat() == Duration::zero());
  CHECK(watch.beat() == Beat::kLongestSleep);
  CHECK(watch.queued() == 250);
  CHECK(watch.beats->lag() == Duration::zero());
}

TEST_CASE("a queue that is full of work is no lag, one that nobody fills is",
          "[daemon][scheduler]") {
  Watch watch;
  watch.add_many(Beat::kMostWaiting + 150);
  for (int i = 0; i < 20; ++i) watch.beat();
  CHECK(watch.queued() == Beat::kMostWaiting);
  CHECK(watch.beat() == Beat::kSleepWhileFull);
  watch.clock.pass(10min);
  CHECK(watch.beats->lag() == Duration(10min));  // also without a beat
  watch.beat();
  CHECK(watch.beats->lag() == Duration::zero());
  CHECK(watch.work_off(150) == 150);
  // There is room now: who is still due waits for the scheduler.
  watch.clock.pass(3min);
  CHECK(watch.beats->lag() == Duration(3min));
  watch.beat();
  watch.beat();
  CHECK(watch.queued() == Beat::kMostWaiting);
  CHECK(watch.beats->lag() == Duration::zero());
}

TEST_CASE("until the first beat everybody may be overdue", "[daemon][scheduler]") {
  Watch watch;
  watch.clock.pass(3min);
  CHECK(watch.beats->lag() == Duration(3min));
  watch.beat();
  CHECK(watch.beats->lag() == Duration::zero());
}

TEST_CASE("what was missed is made up once", "[daemon][scheduler]") {
  struct Row {
    const char* what;
    Duration by;
    bool jumps;  // else time passes, as while the daemon was stopped
  };
  const Row rows[] = {{"a day", days(1) + 1h, true},
                      {"ten years", kYears, true},
                      {"a month without the daemon", days(30), false}};
  for (const Row& row : rows) {
    INFO(row.what);
    Watch watch;
    watch.add_many(3);
    watch.beat();
    watch.work_off();
    if (row.jumps) {
      watch.clock.jump(row.by);
    } else {
      watch.clock.pass(row.by);
      watch.restart();
    }
    CHECK(watch.beats->lag() < Duration(1min));
    for (int i = 0; i < 5; ++i) watch.beat();
    CHECK(watch.queued() == 3);
    CHECK(watch.beats->lag() < Duration(1min));
    watch.work_off();
    for (int i = 0; i < 5; ++i) watch.beat();
    CHECK(watch.queued() == 0);
    CHECK(watch.runs_of("p0") == 2);
  }
}

TEST_CASE("a clock that was ahead and is put back leaves nobody for years", "[daemon][scheduler]") {
  for (const bool restarted : {false, true}) {
    Watch watch;
    watch.add_many(450);
    while (watch.beat() == Duration::zero()) {
    }
    watch.work_off();
    watch.clock.jump(kYears);
    while (watch.beat() == Duration::zero()) {
    }
    watch.work_off();  // due ten years and a day from now
    watch.clock.jump(-kYears);
    if (restarted) watch.restart();
    while (watch.beat() == Duration::zero()) {
    }
    for (const char* partner : {"p0", "p199", "p200", "p449"}) {
      const auto due = watch.store->next_due(partner);
      REQUIRE(due);
      CHECK(due->at == watch.clock.now() + days(1));
    }
  }
}

TEST_CASE("who was judged by a clock that was ahead is looked at again at once",
          "[daemon][scheduler]") {
  Watch watch;
  watch.add("acme");
  watch.clock.jump(days(12));
  watch.beat();
  const auto runs = watch.store->lease("me", watch.clock.now(), 60s, 1);
  REQUIRE(runs.size() == 1);
  RunResult result;
  result.run = runs[0].id;
  result.lease = "me";
  result.finished_at = watch.clock.now();
  result.next_due = watch.clock.now() + days(1);
  REQUIRE(watch.store->finish(result));
  watch.clock.jump(-days(12));
  watch.beat();
  watch.beat();
  CHECK(watch.queued() == 1);
}

TEST_CASE("a review leaves honest plans alone", "[daemon][scheduler]") {
  Watch watch;
  watch.settings.groups["slow"] = "every 30d jitter 1d";
  watch.add("usual", 23h);
  watch.add("early", 1h);
  watch.store->put_partner({.id = "slow", .group = "slow", .created_at = watch.clock.now()});
  watch.store->add_application({.partner = "slow", .sha256 = "1", .json = "{}"});
  const Instant planned = watch.clock.now() + days(30) + 23h;  // its share may have been so late
  watch.store->set_due("slow", planned, Trigger::lapse);
  watch.beat();
  CHECK(watch.store->next_due("usual")->at == watch.clock.now() + 23h);
  CHECK(watch.store->next_due("early")->at == watch.clock.now() + 1h);
  CHECK(watch.store->next_due("slow")->at == planned);
  CHECK(watch.store->next_due("slow")->trigger == Trigger::lapse);

  watch.settings.groups["slow"] = "every 2d";
  watch.beats->review();
  watch.beat();
  CHECK(watch.store->next_due("slow")->at == watch.clock.now() + days(2));
  CHECK(watch.store->next_due("slow")->trigger == Trigger::schedule);
}

TEST_CASE("a run with an ended lease is queued again", "[daemon][scheduler]") {
  Watch watch;
  watch.add("acme");
  watch.beat();
  REQUIRE(watch.store->lease("me", watch.clock.now(), 60s, 10).size() == 1);
  watch.clock.pass(59s);
  watch.beat();
  CHECK(watch.queued() == 0);
  watch.clock.pass(1s);
  watch.beat();
  CHECK(watch.queued() == 1);
  CHECK(watch.told == 2);
  CHECK(watch.beats->put_back() == 1);
}

TEST_CASE("a jump of the clock takes no lease from who is alive", "[daemon][scheduler]") {
  Watch watch;
  watch.add("alive");
  watch.add("dead");
  watch.beat();
  const auto runs = watch.store->lease("me", watch.clock.now(), 60s, 10);
  REQUIRE(runs.size() == 2);
  const Run& alive = runs[0].partner == "alive" ? runs[0] : runs[1];
  watch.clock.jump(days(1));
  watch.beat();
  CHECK(watch.queued() == 0);
  watch.clock.pass(20s);
  REQUIRE(watch.store->heartbeat(alive.id, "me", watch.clock.now(), 60s));
  watch.clock.pass(40s);
  watch.beat();
  CHECK(watch.queued() == 1);
  CHECK(watch.store->run(alive.id)->state == RunState::running);
}

TEST_CASE("upkeep comes at the start and every hour", "[daemon][scheduler]") {
  Watch watch;
  for (int minute = 0; minute <= 120; ++minute) {
    watch.beat();
    watch.clock.pass(1min);
  }
  CHECK(watch.upkeeps == 3);
}

TEST_CASE("random jumps of the clock make no storm and leave nobody behind",
          "[daemon][scheduler]") {
  std::mt19937 random(17);
  for (int round = 0; round < 10; ++round) {
    Watch watch;
    watch.add_many(5);
    std::size_t reasons = 1;  // moments at which a partner may have fallen due
    for (int step = 0; step < 60; ++step) {
      const Duration by = 1min * (random() % 3000);
      if (random() % 4 == 0) {
        watch.clock.jump(random() % 2 == 0 ? by * 1000 : -by * 1000);
      } else {
        watch.clock.pass(by);
      }
      ++reasons;
      for (int i = 0; i < 3; ++i) watch.beat();
      REQUIRE(watch.queued() <= 5);
      watch.work_off();
      for (int i = 0; i < 3; ++i) watch.beat();
      REQUIRE(watch.queued() == 0);
      for (int i = 0; i < 5; ++i) {
        const std::string partner = "p" + std::to_string(i);
        REQUIRE(watch.runs_of(partner) <= reasons);
        REQUIRE(watch.store->next_due(partner)->at <= watch.clock.now() + days(1));
      }
    }
  }
}
