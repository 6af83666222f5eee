#pragma once

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <memory>

#include "daemon/api/handler_pool.h"
#include "daemon/api/http.h"
#include "daemon/api/live_sessions.h"
#include "daemon/api/server.h"

/// Of the transport: included by its .cpp files only, as it names Asio.
namespace verify::daemon {

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
