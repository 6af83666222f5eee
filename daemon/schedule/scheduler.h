#pragma once

#include <memory>

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
  /// How long the longest overdue partner has been so without a run; for /readyz and metrics.
  virtual Duration lag() const = 0;
};
/// `on_queued` is called after runs were queued.
std::unique_ptr<Scheduler> make_scheduler(Store& store, Events& events, const Clock& clock,
                                          std::shared_ptr<const Settings> settings,
                                          std::function<void()> on_queued);

}  // namespace verify::daemon
