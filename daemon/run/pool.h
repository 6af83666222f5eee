#pragma once

#include <memory>
#include <string>

#include "daemon/base/events.h"
#include "daemon/base/rules.h"
#include "daemon/base/settings.h"
#include "daemon/store/file_vault.h"
#include "daemon/store/store.h"

namespace verify::daemon {

/// Takes queued runs and screens them on a few threads, each with its own fetcher and many polite
/// crawls; the limits per host hold over all of them. What a run found is in the store, as a whole,
/// before it is told to anybody.
class RunPool {
 public:
  virtual ~RunPool() = default;
  /// Looks for queued runs now instead of at the next beat.
  virtual void wake() = 0;
  /// For runs that begin from now on; a thread begins none before those it has have ended.
  /// Thread-safe.
  virtual void reload(std::shared_ptr<const Settings> settings,
                      std::shared_ptr<const Rules> rules) = 0;
  /// While it is held no run begins, but for those that are being taken at this moment; those under
  /// way go on. For when nothing can be stored, and so it waits for nobody.
  virtual void hold(bool held) = 0;
  /// Lets runs under way end for at most `at_most`, then interrupts them and gives them back: what
  /// an interrupted crawl saw never becomes a verdict. No run begins afterwards. At most `at_most`
  /// and 20 seconds; a second time it waits for `at_most` alone.
  virtual void drain(Duration at_most) = 0;
  struct Gauge {
    int running = 0;         ///< runs that are leased
    int waiting_crawls = 0;  ///< of these, those whose crawl is over and whose end could not be
                             ///< stored yet
    std::uint64_t finished = 0, failed = 0, lost_leases = 0, pages = 0, not_modified = 0;
    /// Why no run begins for a while: one was given back that could not be stored. Else empty.
    std::string resting;
  };
  virtual Gauge gauge() const = 0;
};

/// The arguments must outlive the pool. Runs begin at once; those that a process before this one
/// left leased are queued again. The destructor drains without waiting.
std::unique_ptr<RunPool> make_run_pool(Store& store, FileVault& vault, Events& events,
                                       const Clock& clock, std::shared_ptr<const Settings> settings,
                                       std::shared_ptr<const Rules> rules);

}  // namespace verify::daemon
