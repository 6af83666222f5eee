#pragma once

#include <list>
#include <memory>
#include <string>
#include <thread>

#include "daemon/run/conclusion.h"
#include "daemon/run/shared.h"
#include "verify/crawl.h"

namespace verify::daemon {

/// One thread of the pool: its own fetcher, file readers and crawler. Takes queued runs as long as
/// it has room, and brings each to its end: finished, failed, given back, or dropped where its
/// lease is lost.
class Worker {
 public:
  explicit Worker(PoolShared& shared);
  /// Joins the thread; PoolShared::ending must be set, or it does not end.
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

 private:
  class Session;
  void run();
  PoolShared& shared_;
  std::thread thread_;
};

}  // namespace verify::daemon
