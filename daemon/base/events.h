#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>

namespace verify::daemon {

/// What happens now, for who watches. Nothing depends on it: what counts is in the store.
struct Event {
  std::string type;  ///< "run.queued", "run.started", "run.progress", "run.finished", "run.failed",
                     ///< "run.put_off" (queued again: it could not be stored), "run.left_out"
                     ///< (of submitted files), "transition",
                     ///< "scheduler.failed", "scheduler.resumed"
  std::string partner;
  std::int64_t run = 0;
  /// A JSON object on one line. That of "run.finished" has "outcome"; that of "transition" has
  /// "requirement", "from", "to" and "cause", in the words of records.h.
  std::string data;
};

/// Hands events to whoever listens, on the publisher's thread. Thread-safe. Listeners must be quick
/// and must not throw.
class Events {
 public:
  using Listener = std::function<void(const Event&)>;
  std::uint64_t listen(Listener listener);
  void leave(std::uint64_t id);
  void publish(const Event& event);

 private:
  std::mutex mutex_;
  std::uint64_t next_ = 1;
  std::map<std::uint64_t, Listener> listeners_;
};

}  // namespace verify::daemon
