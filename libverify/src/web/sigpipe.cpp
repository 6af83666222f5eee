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

bool process_ignores() {
  struct sigaction action{};
  return sigaction(SIGPIPE, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

}  // namespace

SigpipeBlocked::SigpipeBlocked() : ignored_(process_ignores()) {
  if (ignored_) return;
  sigset_t pending;
  sigemptyset(&pending);
  sigpending(&pending);
  was_pending_ = sigismember(&pending, SIGPIPE) == 1;
  const sigset_t set = only_sigpipe();
  pthread_sigmask(SIG_BLOCK, &set, &before_);
}

SigpipeBlocked::~SigpipeBlocked() {
  if (ignored_) return;
  const sigset_t set = only_sigpipe();
  const timespec at_once{};
  if (!was_pending_)
    while (sigtimedwait(&set, nullptr, &at_once) == SIGPIPE) {
    }
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

}  // namespace verify
