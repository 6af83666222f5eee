#include "web/sigpipe.h"

#include <ctime>

namespace verify {
namespace {

sigset_t only_sigpipe() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGPIPE);
  return set;
}

}  // namespace

SigpipeBlocked::SigpipeBlocked() {
  sigset_t pending;
  sigemptyset(&pending);
  sigpending(&pending);
  was_pending_ = sigismember(&pending, SIGPIPE) == 1;
  const sigset_t set = only_sigpipe();
  pthread_sigmask(SIG_BLOCK, &set, &before_);
}

SigpipeBlocked::~SigpipeBlocked() {
  const sigset_t set = only_sigpipe();
  const timespec at_once{};
  if (!was_pending_)
    while (sigtimedwait(&set, nullptr, &at_once) == SIGPIPE) {
    }
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

}  // namespace verify
