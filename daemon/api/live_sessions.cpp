#include "daemon/api/live_sessions.h"

namespace verify::daemon {

void LiveSessions::add(const std::shared_ptr<LiveSession>& session) {
  const std::lock_guard lock(mutex_);
  sessions_.emplace(session.get(), session);
}

void LiveSessions::remove(const LiveSession* session) {
  const std::lock_guard lock(mutex_);
  sessions_.erase(session);
  gone_.notify_all();
}

void LiveSessions::end_idle() {
  const std::lock_guard lock(mutex_);
  for (const auto& [raw, weak] : sessions_)
    if (const auto session = weak.lock()) session->end_if_idle();
}

bool LiveSessions::wait_until_none(Duration at_most) {
  std::unique_lock lock(mutex_);
  return gone_.wait_for(lock, at_most, [&] { return sessions_.empty(); });
}

}  // namespace verify::daemon
