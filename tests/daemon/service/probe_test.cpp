#include "daemon/service/probe.h"

#include <catch2/catch.hpp>
#include <latch>

#include "daemon/support/delivery_store.h"
#include "daemon/support/eventually.h"
#include "support/fake_clock.h"
#include "support/temp_folder.h"
#include "support/whole_file.h"

using namespace verify;
using namespace verify::daemon;
using namespace verify::test;
using namespace std::chrono_literals;

namespace {

/// A database that is as the test says.
class ProbedStore final : public DeliveryStore {
 public:
  std::function<std::optional<std::string>()> says = [] { return std::nullopt; };
  std::optional<std::string> trouble() override { return says(); }
};

struct World {
  TempFolder temp;
  FakeClock clock;
  ProbedStore store;
  FileVault vault = FileVault::open(temp.path() / "files").value();
  std::atomic<int> usable = 0, unusable = 0;

  StorageProbe start() {
    return {store, vault, clock,
            [this](const std::string& trouble) { ++(trouble.empty() ? usable : unusable); }, 5ms};
  }
};

}  // namespace

TEST_CASE("what can be written is found out at once, and again", "[daemon][probe]") {
  World world;
  std::atomic<bool> full = true;
  world.store.says = [&] { return full ? std::optional<std::string>("full\nup") : std::nullopt; };
  StorageProbe probe = world.start();
  CHECK(probe.trouble() == "the store: full up");
  CHECK_FALSE(probe.store_usable());
  CHECK(world.unusable == 1);
  full = false;
  CHECK(eventually([&] { return probe.trouble().empty(); }));
  CHECK(eventually([&] { return world.usable == 1; }));
  CHECK(world.unusable == 1);  // changes only
}

TEST_CASE("files that cannot be written are trouble as well", "[daemon][probe]") {
  World world;
  StorageProbe probe = world.start();
  CHECK(probe.trouble().empty());
  std::filesystem::remove_all(world.temp.path() / "files/scratch");
  write_whole_file(world.temp.path() / "files/scratch", "in the way");
  CHECK(eventually([&] { return world.unusable == 1; }));
  // Before that it may have seen no folder at all.
  CHECK(eventually(
      [&] { return probe.trouble() == "the files: cannot be written: Not a directory"; }));
  CHECK(probe.store_usable());
}

TEST_CASE("a disk that hangs holds nobody up, and is trouble after a while", "[daemon][probe]") {
  World world;
  std::latch entered(1), go_on(1);
  std::atomic<int> tries = 0;
  world.store.says = [&]() -> std::optional<std::string> {
    if (++tries == 2) {
      entered.count_down();
      go_on.wait();
    }
    return std::nullopt;
  };
  StorageProbe probe = world.start();
  entered.wait();
  CHECK(probe.trouble().empty());
  world.clock.advance(StorageProbe::kTooOld + 1s);
  CHECK(probe.trouble() == "the store: what was written has not come back for half a minute");
  CHECK_FALSE(probe.store_usable());
  go_on.count_down();
  CHECK(eventually([&] { return probe.trouble().empty(); }));
}
