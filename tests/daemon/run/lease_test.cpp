// Leases are kept alive whatever else goes on.
#include "daemon/run/lease.h"

#include <catch2/catch.hpp>

#include "daemon/store/store_world.h"
#include "support/fake_clock.h"

using namespace verify;
using namespace verify::daemon;
using namespace verify::daemon::test;
using namespace std::chrono_literals;

TEST_CASE("leases that keep coming leave none without a heartbeat", "[run]") {
  verify::test::FakeClock clock(kStart);
  const auto store = opened();
  add_partner(*store, "a");
  const Run run = leased(*store, "a", "me");
  LeaseKeeper leases(*store, clock, "me");
  const auto lease = leases.keep(run.id, kStart, 600ms);
  clock.advance(1s);  // so that a heartbeat shows
  const Instant::rep at_first = lease->until;
  // Each comes before the pause that begins with the one before is over.
  for (std::int64_t other = 1000; other < 2000 && lease->until == at_first; ++other) {
    leases.keep(other, clock.now(), 600ms);
    std::this_thread::sleep_for(20ms);
  }
  CHECK(lease->until == (kStart + 1600ms).time_since_epoch().count());
  CHECK_FALSE(lease->lost);
}

TEST_CASE("a lease that another one replaces is lost", "[run]") {
  verify::test::FakeClock clock(kStart);
  const auto store = opened();
  LeaseKeeper leases(*store, clock, "me");
  const auto before = leases.keep(1, kStart, 60s);
  const auto now = leases.keep(1, kStart, 60s);
  CHECK(*before->stop);
  CHECK(before->lost);
  CHECK_FALSE(*now->stop);
  CHECK_FALSE(now->lost);
  CHECK(leases.lost() == 1);
  leases.forget(*before);
  CHECK(leases.size() == 1);
}
