#pragma once

#include <signal.h>
#include <sys/resource.h>

#include <cstdint>

namespace verify::daemon::test {

/// While it lives, no file of this process grows beyond `bytes`: a disk that is full. Not for tests
/// beside which others write.
class FileLimit {
 public:
  explicit FileLimit(std::uint64_t bytes) {
    getrlimit(RLIMIT_FSIZE, &before_);
    signal_before_ = signal(SIGXFSZ, SIG_IGN);
    rlimit limit = before_;
    limit.rlim_cur = bytes;
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileLimit() {
    setrlimit(RLIMIT_FSIZE, &before_);
    signal(SIGXFSZ, signal_before_);
  }
  FileLimit(const FileLimit&) = delete;
  FileLimit& operator=(const FileLimit&) = delete;

 private:
  rlimit before_{};
  sighandler_t signal_before_ = SIG_DFL;
};

}  // namespace verify::daemon::test
