#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

namespace verify::daemon {

/// What waits to be sent to one client of the event stream. Who does not read is dropped, so that
/// nobody waits for it and nothing piles up. Thread-safe.
class EventQueue {
 public:
  explicit EventQueue(std::size_t most) : most_(most) {}

  /// Never waits. Closes the queue where `most` frames wait already.
  void push(std::string frame);
  std::optional<std::string> pop();
  void close();
  bool closed() const;
  /// Called after each push and close, on the caller's thread; until it is closed.
  void on_change(std::function<void()> told);

 private:
  void tell();

  const std::size_t most_;
  mutable std::mutex mutex_;
  std::deque<std::string> frames_;
  std::function<void()> told_;
  bool closed_ = false;
};

}  // namespace verify::daemon
