#pragma once

#include <signal.h>

namespace verify {

/// OpenSSL writes without MSG_NOSIGNAL: a server that has gone would end the process. While this
/// lives, the signal is held back on this thread; what was raised meanwhile is taken off. Where the
/// process ignores the signal there is nothing to hold back, and this costs one call of the system.
class SigpipeBlocked {
 public:
  SigpipeBlocked();
  ~SigpipeBlocked();
  SigpipeBlocked(const SigpipeBlocked&) = delete;
  SigpipeBlocked& operator=(const SigpipeBlocked&) = delete;

 private:
  const bool ignored_;
  bool was_pending_ = false;
  sigset_t before_{};
};

}  // namespace verify
