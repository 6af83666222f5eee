#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "verify/time.h"

namespace verify {

/// Keeps the manners towards each host over all crawls that share it: how many requests at once,
/// and how long after one ends the next may begin. Times are of Clock::monotonic(). Thread-safe.
class HostGate {
 public:
  struct Manners {
    int connections = 1;
    Duration delay{};
  };

  /// Takes a place for a request to `host`. Nothing when it may start now; else how long to wait
  /// before asking again (never zero).
  std::optional<Duration> enter(std::string_view host, const Manners& manners, Duration now);
  /// Gives the place back. The next request waits for `delay`, or longer where the server asked for
  /// it.
  void leave(std::string_view host, Duration now, Duration delay);
  /// The next request to `host` waits at least for `delay` from now: its rules came to be known.
  void rest(std::string_view host, Duration now, Duration delay);

 private:
  struct Host {
    int busy = 0;
    Duration free_at{};
  };
  void forget_idle(Duration now);
  std::mutex mutex_;
  std::unordered_map<std::string, Host> hosts_;
};

}  // namespace verify
