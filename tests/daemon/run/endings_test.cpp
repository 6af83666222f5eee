// What is left to write of a run while the store cannot be written.
#include <catch2/catch.hpp>

#include "daemon/run/ending.h"
#include "support/fake_clock.h"
#include "support/temp_folder.h"

using namespace verify;
using namespace verify::daemon;
using namespace verify::test;

namespace {

using namespace std::chrono_literals;

struct World {
  TempFolder temp;
  FakeClock clock;
  Events events;
  FileVault vault = FileVault::open(temp.path()).value();
  std::unique_ptr<Store> store = open_store("sqlite::memory:").value();
  PoolShared shared{.store = *store,
                    .vault = vault,
                    .events = events,
                    .clock = clock,
                    .leases = {*store, clock, "me"},
                    .settings = nullptr,
                    .rules = nullptr};
  Endings endings{shared};
  int tries = 0, told = 0;

  void end(int failures, bool held = true) {
    ++shared.running;
    endings.add(
        shared.leases.keep(1, clock.now(), 10s),
        [this, failures, held] {
          if (++tries <= failures) throw StoreUnavailable("the disk is full");
          return held;
        },
        [this] { ++told; });
  }
};

}  // namespace

TEST_CASE("the end of a run is written at once where that is possible", "[run]") {
  World world;
  world.end(0);
  CHECK(world.tries == 1);
  CHECK(world.told == 1);
  CHECK(world.endings.empty());
  CHECK(world.shared.running == 0);
}

TEST_CASE("the end of a run is tried again until the store takes it", "[run]") {
  World world;
  world.end(3);
  CHECK(world.shared.unwritten == 1);
  world.endings.try_again();
  CHECK(world.tries == 1);  // not at once
  for (int i = 0; i < 3; ++i) {
    CHECK(world.told == 0);
    world.clock.advance(1s);
    world.endings.try_again();
  }
  CHECK(world.tries == 4);
  CHECK(world.told == 1);
  CHECK(world.shared.unwritten == 0);
  CHECK(world.shared.running == 0);
}

TEST_CASE("when the lease has ended nothing is written any more", "[run]") {
  World world;
  world.end(1000);
  world.clock.advance(11s);
  const int before = world.tries;
  world.endings.try_again();
  CHECK(world.tries == before);
  CHECK(world.told == 0);
  CHECK(world.endings.empty());
  CHECK(world.shared.refused == 1);
  CHECK(world.shared.running == 0);
}

TEST_CASE("a lease the store says is lost is told to nobody", "[run]") {
  World world;
  world.end(0, false);
  CHECK(world.told == 0);
  CHECK(world.shared.refused == 1);
}

TEST_CASE("a fault of ours while the end is written is told, and the run is made again", "[run]") {
  World world;
  std::vector<Event> events;
  world.events.listen([&](const Event& event) { events.push_back(event); });
  ++world.shared.running;
  world.endings.add(
      world.shared.leases.keep(7, world.clock.now(), 10s),
      []() -> bool { throw std::logic_error("a bug"); }, [&] { ++world.told; });
  CHECK(world.told == 0);
  CHECK(world.shared.refused == 1);
  CHECK(world.shared.running == 0);
  REQUIRE(events.size() == 1);
  CHECK(events[0].type == "run.put_off");
  CHECK(events[0].run == 7);
  CHECK(events[0].data == R"({"error":"a bug"})");
}
