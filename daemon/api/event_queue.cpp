#include "daemon/api/event_queue.h"

namespace verify::daemon {

void EventQueue::push(std::string frame) {
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return;
    closed_ = frames_.size() >= most_;
    if (!closed_) frames_.push_back(std::move(frame));
  }
  tell();
}

std::optional<std::string> EventQueue::pop() {
  const std::lock_guard lock(mutex_);
  if (frames_.empty()) return std::nullopt;
  std::string frame = std::move(frames_.front());
  frames_.pop_front();
  return frame;
}

void EventQueue::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  tell();
}

bool EventQueue::closed() const {
  const std::lock_guard lock(mutex_);
  return closed_;
}

void EventQueue::on_change(std::function<void()> told) {
  const std::lock_guard lock(mutex_);
  told_ = std::move(told);
}

// Outside of the lock: who is told may ask the queue at once.
void EventQueue::tell() {
  std::function<void()> told;
  {
    const std::lock_guard lock(mutex_);
    if (closed_)
      told.swap(told_);  // what it holds on to is let go
    else
      told = told_;
  }
  if (told) told();
}

}  // namespace verify::daemon
