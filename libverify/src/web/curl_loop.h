#pragma once

#include <cstddef>
#include <utility>

#include "verify/time.h"

namespace verify {

/// libcurl's multi handle as an event loop of our own: epoll tells which sockets are ready, and
/// only their transfers are looked at (curl_multi_socket_action(3)). curl_multi_perform(3) looks at
/// every transfer whenever one of them moves, which is dear when hundreds wait for slow servers.
/// One thread uses it; only wake() may be called from others.
class CurlLoop {
 public:
  /// At most `most_kept` connections are kept for further requests.
  explicit CurlLoop(std::size_t most_kept);
  ~CurlLoop();  ///< All handles must have been removed.
  CurlLoop(const CurlLoop&) = delete;
  CurlLoop& operator=(const CurlLoop&) = delete;

  /// False when the library or the system did not give what is needed: add() must not be called.
  bool ok() const { return multi_ != nullptr && epoll_ >= 0 && wake_ >= 0; }

  /// `easy` is a CURL*. False when it could not be added.
  bool add(void* easy);
  void remove(void* easy);

  /// Does what is due: begins what was added, and what libcurl itself timed. What that ends is told
  /// by next_ended(), and is to be taken before wait(). False, here and below, when no transfer
  /// goes on (the system cannot watch another socket): all of them must be removed.
  bool run_due();
  /// Waits until a socket is ready, wake() is called, libcurl wants to be called or `at_most` has
  /// passed, and does what the sockets that are ready allow.
  bool wait(Duration at_most);

  /// The next transfer that has ended, with its CURLcode; null when there is none. It is still to
  /// be removed.
  std::pair<void*, int> next_ended();

  /// Ends a wait(), or the next one.
  void wake() const;

 private:
  struct Callbacks;

  bool act(int socket, int events);
  Duration until_due(Duration at_most) const;

  void* multi_ = nullptr;
  int epoll_ = -1;
  int wake_ = -1;
};

}  // namespace verify
