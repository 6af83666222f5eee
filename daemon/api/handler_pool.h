#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <functional>
#include <optional>

namespace verify::daemon {

/// Threads for what waits for the store, so that the I/O threads never do. Of the transport:
/// included by its .cpp files only.
class HandlerPool {
 public:
  /// At most `waiting` jobs may wait for a thread.
  HandlerPool(int threads, std::size_t waiting);

  /// Runs `work`, which must not throw, on a thread of the pool; continues on the caller's
  /// executor. False, at once, when too many wait.
  boost::asio::awaitable<bool> run(std::function<void()> work);

  /// Lets jobs under way end; forgets the others, with the coroutines that wait for them: call it
  /// while their executors are there. Nothing may be run afterwards.
  void stop();

 private:
  const std::size_t most_;
  std::atomic<std::size_t> jobs_{0};
  // Jobs that wait are kept by the pool until it goes itself: with stop(), not with this object,
  // which the sockets of those coroutines need not outlive.
  std::optional<boost::asio::thread_pool> threads_;
};

}  // namespace verify::daemon
