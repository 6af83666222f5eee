#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "daemon/store/store.h"

namespace verify::daemon {

/// The right to work on one run, kept alive by a LeaseKeeper. Its members may be read on any
/// thread.
struct Lease {
  std::int64_t run = 0;
  std::shared_ptr<std::atomic<bool>> stop;  ///< the crawl is to end: CrawlJob::stop
  std::atomic<bool> lost = false;           ///< nothing may be written any more
  std::atomic<Instant::rep> until = 0;      ///< when it ends unless a heartbeat comes through

  bool ended(Instant now) const { return lost || now.time_since_epoch().count() >= until; }
};

/// Sends the heartbeats of all leases of this process, three to a lease's time, on a thread of its
/// own. A lease whose heartbeat is refused, or that has ended because none came through, is lost:
/// its crawl is asked to end. Thread-safe.
class LeaseKeeper {
 public:
  LeaseKeeper(Store& store, const Clock& clock, std::string holder);
  ~LeaseKeeper();
  LeaseKeeper(const LeaseKeeper&) = delete;
  LeaseKeeper& operator=(const LeaseKeeper&) = delete;

  const std::string& holder() const { return holder_; }
  /// For a run that was leased at `now` for `ttl`. A lease on it that is still kept is lost.
  std::shared_ptr<Lease> keep(std::int64_t run, Instant now, Duration ttl);
  void forget(const Lease& lease);
  /// Asks all crawls to end.
  void stop_all();
  std::size_t size() const;
  std::uint64_t lost() const { return lost_; }
  /// One round of heartbeats, as the thread makes them.
  void beat();

 private:
  struct Kept {
    std::shared_ptr<Lease> lease;
    Duration ttl{};
  };
  void run();
  void lose(Lease& lease);
  Duration pause() const;

  Store& store_;
  const Clock& clock_;
  const std::string holder_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::int64_t, Kept> kept_;
  std::atomic<std::uint64_t> lost_ = 0;
  bool ending_ = false;
  bool news_ = false;  // a lease came since the thread looked
  std::thread thread_;
};

/// A name no other process has: host, process id and some random digits.
std::string make_holder();

}  // namespace verify::daemon
