#include "daemon/schedule/scheduler.h"

#include <catch2/catch.hpp>
#include <condition_variable>
#include <mutex>

#include "daemon/support/jumping_clock.h"

using namespace verify;
using namespace verify::daemon;
using namespace std::chrono_literals;

namespace {

// What was published, to wait for.
class Heard {
 public:
  explicit Heard(Events& events) {
    events.listen([this](const Event& event) {
      const std::lock_guard lock(mutex_);
      types_.push_back(event.type);
      changed_.notify_all();
    });
  }
  bool wait_for(const std::string& type, std::ptrdiff_t times = 1) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(
        lock, 20s, [&] { return std::count(types_.begin(), types_.end(), type) >= times; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> types_;
};

void add(Store& store, const Clock& clock, const std::string& id) {
  store.put_partner({.id = id, .created_at = clock.now()});
  store.add_application({.partner = id, .sha256 = id, .json = "{}", .submitted_at = clock.now()});
  store.set_due(id, clock.now(), Trigger::schedule);
}

}  // namespace

TEST_CASE("the scheduler queues what is due when it is woken", "[daemon][scheduler]") {
  test::JumpingClock clock("2026-03-01T00:00:00Z");
  const auto store = open_store("sqlite::memory:").value();
  Events events;
  Heard heard(events);
  std::atomic<int> told = 0;
  add(*store, clock, "a");
  const auto scheduler =
      make_scheduler(*store, events, clock, std::make_shared<Settings>(), [&] { ++told; });
  REQUIRE(heard.wait_for("run.queued"));
  add(*store, clock, "b");
  scheduler->wake();
  REQUIRE(heard.wait_for("run.queued", 2));
  add(*store, clock, "c");
  scheduler->reload(std::make_shared<Settings>());
  REQUIRE(heard.wait_for("run.queued", 3));
  CHECK(told >= 2);
  CHECK(scheduler->gauge().queued == 3);
  CHECK(scheduler->gauge().failures == 0);
}

TEST_CASE("the scheduler survives a store that cannot be used, and says so",
          "[daemon][scheduler]") {
  test::JumpingClock clock("2026-03-01T00:00:00Z");
  const auto store = open_store("sqlite::memory:").value();
  Events events;
  Heard heard(events);
  std::atomic<bool> full = true;
  add(*store, clock, "a");
  const auto scheduler = make_scheduler(*store, events, clock, std::make_shared<Settings>(), [&] {
    if (full) throw StoreUnavailable("the disk is full");
  });
  REQUIRE(heard.wait_for("scheduler.failed"));
  CHECK(scheduler->gauge().trouble == "the disk is full");
  CHECK(scheduler->gauge().failures >= 1);
  // Also a second failure is no second message, and no end.
  add(*store, clock, "b");
  scheduler->wake();
  REQUIRE(heard.wait_for("run.queued", 2));
  full = false;
  scheduler->wake();
  REQUIRE(heard.wait_for("scheduler.resumed"));
  CHECK(scheduler->gauge().trouble.empty());
}

TEST_CASE("a scheduler ends at once, asleep or not", "[daemon][scheduler]") {
  test::JumpingClock clock("2026-03-01T00:00:00Z");
  const auto store = open_store("sqlite::memory:").value();
  Events events;
  for (int i = 0; i < 50; ++i)
    make_scheduler(*store, events, clock, std::make_shared<Settings>(), [] {}, [] {});
  SUCCEED();
}
