#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <functional>

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

  /// Lets jobs under way end; forgets the others.
  void stop();

 private:
  const std::size_t most_;
  std::atomic<std::size_t> jobs_{0};
  boost::asio::thread_pool threads_;
};

}  // namespace verify::daemon
