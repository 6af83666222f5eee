#pragma once

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>

#include "daemon/api/handler_pool.h"
#include "daemon/api/http.h"
#include "daemon/api/server.h"

/// Of the transport: included by its .cpp files only, as it names Asio.
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

/// What all connections of a server share.
struct HttpShared {
  HttpService& service;
  const ApiLimits limits;
  HandlerPool pool;
  LiveSessions sessions;
  std::atomic<bool> draining{false};
};

/// Certificate and key, as they were when a connection came.
using TlsContext = std::shared_ptr<boost::asio::ssl::context>;

/// Serves one connection to its end; with TLS where `tls` is not null.
boost::asio::awaitable<void> serve_connection(boost::asio::ip::tcp::socket socket, TlsContext tls,
                                              HttpShared& shared);
/// Answers 503 to whoever comes when there are too many, and closes.
boost::asio::awaitable<void> refuse_connection(boost::asio::ip::tcp::socket socket,
                                               HttpShared& shared);

}  // namespace verify::daemon
