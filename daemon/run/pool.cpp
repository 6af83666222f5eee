#include "daemon/run/pool.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "daemon/run/shared.h"
#include "daemon/run/worker.h"

namespace verify::daemon {
namespace {

class Pool final : public RunPool {
 public:
  Pool(Store& store, FileVault& vault, Events& events, const Clock& clock,
       std::shared_ptr<const Settings> settings, std::shared_ptr<const Rules> rules)
      : shared_{.store = store,
                .vault = vault,
                .events = events,
                .clock = clock,
                .leases = {store, clock, make_holder()},
                .settings = std::move(settings),
                .rules = std::move(rules)} {
    reclaim_left_over();
    const int threads = shared_.settings->threads > 0
                            ? shared_.settings->threads
                            : static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    for (int i = 0; i < threads; ++i) workers_.push_back(std::make_unique<Worker>(shared_));
  }

  ~Pool() override {
    drain(Duration{});
    change([](PoolShared& shared) { shared.ending = true; });
    workers_.clear();
  }

  void wake() override {
    change([](PoolShared& shared) { ++shared.called; });
  }

  void reload(std::shared_ptr<const Settings> settings,
              std::shared_ptr<const Rules> rules) override {
    change([&](PoolShared& shared) {
      shared.settings = std::move(settings);
      shared.rules = std::move(rules);
      ++shared.reloaded;
      ++shared.called;
    });
  }

  void hold(bool held) override {
    change([&](PoolShared& shared) {
      shared.held = held;
      ++shared.called;
    });
  }

  void drain(Duration at_most) override {
    change([](PoolShared& shared) { shared.draining = true; });
    wait_for_runs(at_most);
    shared_.leases.stop_all();
    if (!std::exchange(interrupted_, true)) wait_for_runs(kInterrupted);
  }

  Gauge gauge() const override {
    const std::lock_guard lock(shared_.mutex);
    const bool rests = shared_.clock.monotonic() < shared_.rests_until;
    return {.running = shared_.running,
            .waiting_crawls = shared_.unwritten,
            .finished = shared_.finished,
            .failed = shared_.failed,
            .lost_leases = shared_.leases.lost() + shared_.refused,
            .pages = shared_.pages,
            .not_modified = shared_.not_modified,
            .resting = rests ? shared_.rests_for : ""};
  }

 private:
  // What an interrupted crawl needs to seal what it has; longer than any lease is of no use.
  static constexpr Duration kInterrupted = std::chrono::seconds(20);
  static constexpr Duration kTick = std::chrono::milliseconds(10);

  // Another process on this store is refused, so whoever held these runs is no more.
  void reclaim_left_over() {
    try {
      shared_.store.reclaim(shared_.clock.now(), shared_.leases.holder());
    } catch (const StoreUnavailable&) {
      // Their leases end.
    }
  }

  template <class Change>
  void change(Change&& change) {
    {
      const std::lock_guard lock(shared_.mutex);
      change(shared_);
    }
    shared_.changed.notify_all();
  }

  void wait_for_runs(Duration at_most) {
    const auto until = std::chrono::steady_clock::now() + at_most;
    while (shared_.running > 0 && std::chrono::steady_clock::now() < until)
      std::this_thread::sleep_for(kTick);
  }

  mutable PoolShared shared_;
  bool interrupted_ = false;  // crawls were told to end, and had the time for it
  std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace

std::unique_ptr<RunPool> make_run_pool(Store& store, FileVault& vault, Events& events,
                                       const Clock& clock, std::shared_ptr<const Settings> settings,
                                       std::shared_ptr<const Rules> rules) {
  return std::make_unique<Pool>(store, vault, events, clock, std::move(settings), std::move(rules));
}

}  // namespace verify::daemon
