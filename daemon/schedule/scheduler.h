#pragma once

#include <functional>
#include <memory>
#include <string>

#include "daemon/base/events.h"
#include "daemon/base/settings.h"
#include "daemon/store/store.h"

namespace verify::daemon {

/// Queues a run for every partner that is due, puts runs with an ended lease back, and looks after
/// retention. On a thread of its own; asleep until somebody is due, at most a minute, so that a
/// jump of the clock is noticed.
class Scheduler {
 public:
  virtual ~Scheduler() = default;  ///< ends the thread
  virtual void wake() = 0;         ///< something was submitted or asked for
  virtual void reload(std::shared_ptr<const Settings> settings) = 0;
  /// How long the longest overdue partner has been so without a run being queued though there was
  /// room for one, since the daemon knows; for /readyz and metrics. It grows as well while the
  /// scheduler stands still. A jump of the clock is none, nor is a queue that is full of work.
  virtual Duration lag() const = 0;
  struct Gauge {
    std::uint64_t queued = 0, put_back = 0;  ///< runs, since the start
    std::uint64_t failures = 0;              ///< beats that failed, since the start
    std::string trouble;                     ///< why the last one failed; empty when it did not
  };
  virtual Gauge gauge() const = 0;
};

/// `on_queued` is called after runs were queued or put back. `upkeep` (retention) is called at the
/// start and then every hour, on the scheduler's thread; what it throws counts as a failed beat. A
/// beat that fails, as with StoreUnavailable, is tried again after 1 s, 2 s … 1 min, and said as
/// the events "scheduler.failed" (once) and "scheduler.resumed". The arguments must outlive it.
std::unique_ptr<Scheduler> make_scheduler(Store& store, Events& events, const Clock& clock,
                                          std::shared_ptr<const Settings> settings,
                                          std::function<void()> on_queued,
                                          std::function<void()> upkeep = {});

}  // namespace verify::daemon
