#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>

#include "daemon/base/events.h"
#include "daemon/base/rules.h"
#include "daemon/base/settings.h"
#include "daemon/run/lease.h"
#include "daemon/store/file_vault.h"
#include "daemon/store/store.h"
#include "verify/crawl.h"

namespace verify::daemon {

/// What the threads of a pool have in common.
struct PoolShared {
  Store& store;
  FileVault& vault;
  Events& events;
  const Clock& clock;
  LeaseKeeper leases;
  std::shared_ptr<HostGate> gate = make_host_gate();

  std::mutex mutex;
  std::condition_variable changed;
  // Under the mutex:
  std::shared_ptr<const Settings> settings;
  std::shared_ptr<const Rules> rules;
  std::uint64_t called = 1;    ///< counts wake() and reload()
  std::uint64_t reloaded = 1;  ///< counts reload()
  bool draining = false;       ///< no run begins any more
  bool held = false;           ///< no run begins now: RunPool::hold
  Duration rests_until{};      ///< monotonic; no run begins before
  std::string rests_for;       ///< why
  int rests = 0;               ///< in a row: no run has finished since the first of them
  bool ending = false;         ///< the threads end

  std::atomic<int> running = 0;    ///< runs that are leased
  std::atomic<int> unwritten = 0;  ///< of these, those whose end waits for the store
  std::atomic<std::uint64_t> finished = 0, failed = 0, refused = 0, pages = 0, not_modified = 0;

  /// Under the mutex.
  bool begins_runs() const {
    return !draining && !ending && !held && clock.monotonic() >= rests_until;
  }
};

}  // namespace verify::daemon
