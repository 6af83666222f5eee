#pragma once

#include <signal.h>

#include <thread>
#include <utility>

namespace verify::daemon {

/// A thread that takes no signals: those for the daemon are the main thread's, and SIGPIPE of a
/// receiver that has gone, which OpenSSL raises, must not end the process.
template <class Work>
std::thread quiet_thread(Work work) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);  // a new thread has the mask of its maker
  std::thread out;
  try {
    out = std::thread(std::move(work));
  } catch (...) {
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    throw;
  }
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return out;
}

}  // namespace verify::daemon
