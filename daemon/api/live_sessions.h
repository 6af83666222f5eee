#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>

#include "verify/time.h"

namespace verify::daemon {

/// A connection, for who wants it to end.
class LiveSession {
 public:
  virtual ~LiveSession() = default;
  /// Ends it where no request is under way, and its event stream where it is one.
  virtual void end_if_idle() = 0;
};

/// The connections there are. Thread-safe.
class LiveSessions {
 public:
  void add(const std::shared_ptr<LiveSession>& session);
  void remove(const LiveSession* session);
  void end_idle();
  /// False when some are left after `at_most`.
  bool wait_until_none(Duration at_most);

 private:
  mutable std::mutex mutex_;
  std::condition_variable gone_;
  std::map<const LiveSession*, std::weak_ptr<LiveSession>> sessions_;
};

}  // namespace verify::daemon
