#pragma once

#include <signal.h>

namespace verify {

/// OpenSSL writes without MSG_NOSIGNAL: a server that has gone would end the process. While this
/// lives, the signal is held back on this thread; what was raised meanwhile is taken off. Also
/// where the process seems to ignore it: libcurl has it ignored for a moment when another thread
/// closes connections.
class SigpipeBlocked {
 public:
  SigpipeBlocked();
  ~SigpipeBlocked();
  SigpipeBlocked(const SigpipeBlocked&) = delete;
  SigpipeBlocked& operator=(const SigpipeBlocked&) = delete;

 private:
  bool was_pending_ = false;
  sigset_t before_{};
};

}  // namespace verify
