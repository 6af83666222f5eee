#include "daemon/base/events.h"

namespace verify::daemon {

std::uint64_t Events::listen(Listener listener) {
  const std::lock_guard lock(mutex_);
  listeners_.emplace(next_, std::move(listener));
  return next_++;
}

void Events::leave(std::uint64_t id) {
  const std::lock_guard lock(mutex_);
  listeners_.erase(id);
}

void Events::publish(const Event& event) {
  const std::lock_guard lock(mutex_);
  for (const auto& [id, listener] : listeners_) listener(event);
}

}  // namespace verify::daemon
