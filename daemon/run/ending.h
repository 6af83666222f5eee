#pragma once

#include <functional>
#include <list>
#include <memory>

#include "daemon/run/lease.h"
#include "daemon/run/shared.h"

namespace verify::daemon {

/// What is left to write of runs that have ended. A store that cannot be written is asked again,
/// once a second, until the lease ends: then the run is somebody else's and nothing is written.
/// One thread.
class Endings {
 public:
  explicit Endings(PoolShared& shared) : shared_(shared) {}
  ~Endings();

  /// `write` says whether the lease was still held; `after` is called when it was.
  void add(std::shared_ptr<Lease> lease, std::function<bool()> write, std::function<void()> after);
  void try_again();
  bool empty() const { return left_.empty(); }

 private:
  struct Ending {
    std::shared_ptr<Lease> lease;
    std::function<bool()> write;
    std::function<void()> after;
  };
  bool try_one(Ending& ending);
  PoolShared& shared_;
  std::list<Ending> left_;
  Duration next_try_{};
};

}  // namespace verify::daemon
