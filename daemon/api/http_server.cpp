#include "daemon/api/http_server.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <mutex>
#include <thread>
#include <vector>

#include "daemon/api/http_session.h"

namespace verify::daemon {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);

/// So many connections over the limit are told so; the others are closed without a word.
constexpr int kMostRefusals = 64;

Result<TlsContext> tls_context(const std::filesystem::path& certificate,
                               const std::filesystem::path& private_key) {
  auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
  context->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_sslv2 |
                       asio::ssl::context::no_sslv3 | asio::ssl::context::no_tlsv1 |
                       asio::ssl::context::no_tlsv1_1 | SSL_OP_NO_RENEGOTIATION);
  error_code ec;
  const auto fault = [&](const std::filesystem::path& file) {
    return std::unexpected(Error{.code = Error::Code::unreadable,
                                 .message = "not taken for TLS: " + ec.message(),
                                 .file = file.string()});
  };
  if (context->use_certificate_chain_file(certificate.string(), ec)) return fault(certificate);
  if (context->use_private_key_file(private_key.string(), asio::ssl::context::pem, ec))
    return fault(private_key);
  return context;
}

class AsioServer final : public HttpServer {
 public:
  AsioServer(const HttpPlace& place, const ApiLimits& limits, HttpService& service, TlsContext tls)
      : shared_{service, limits, {limits.handler_threads, limits.handlers_waiting}, {}, {}},
        tls_(std::move(tls)),
        max_connections_(place.max_connections) {}

  ~AsioServer() override {
    io_.stop();
    for (std::thread& thread : threads_) thread.join();
    // Before the I/O context goes, which the coroutines use that its jobs work for.
    shared_.pool.stop();
  }

  Result<void> listen(const HttpPlace& place) {
    error_code ec;
    const auto address = asio::ip::make_address(place.address, ec);
    const tcp::endpoint endpoint(address, place.port);
    if (!ec) acceptor_.open(endpoint.protocol(), ec);
    if (!ec) acceptor_.set_option(tcp::acceptor::reuse_address(true), ec);
    if (!ec) acceptor_.bind(endpoint, ec);
    if (!ec) acceptor_.listen(asio::socket_base::max_listen_connections, ec);
    if (!ec) port_ = acceptor_.local_endpoint(ec).port();
    if (!ec) return {};
    return std::unexpected(Error{.code = Error::Code::unreadable,
                                 .message = "cannot listen at " + place.address + " port " +
                                            std::to_string(place.port) + ": " + ec.message()});
  }

  void start() {
    asio::co_spawn(acceptor_.get_executor(), accept(), asio::detached);
    for (int i = 0; i < shared_.limits.io_threads; ++i)
      threads_.emplace_back([this] { io_.run(); });
  }

  std::uint16_t port() const override { return port_; }
  int connections() const override { return connections_; }

  Result<void> reload(const Settings& settings) override {
    if (current_tls() && !settings.certificate.empty()) {
      auto fresh = tls_context(settings.certificate, settings.private_key);
      if (!fresh) return std::unexpected(fresh.error());
      const std::lock_guard lock(tls_mutex_);
      tls_ = *std::move(fresh);
    }
    max_connections_ = settings.max_connections;
    return {};
  }

  void drain(Duration at_most) override {
    shared_.draining = true;
    asio::post(acceptor_.get_executor(), [this] {
      error_code ignored;
      acceptor_.close(ignored);
    });
    shared_.sessions.end_idle();
    shared_.sessions.wait_until_none(at_most);
  }

 private:
  asio::awaitable<void> accept() {
    asio::steady_timer pause(acceptor_.get_executor());
    while (acceptor_.is_open()) {
      // Every connection has a strand: its handlers never run at once.
      auto [ec, socket] = co_await acceptor_.async_accept(asio::make_strand(io_), kTuple);
      if (!ec) {
        take(std::move(socket));
        continue;
      }
      // Out of descriptors, most likely: connections that end give some back.
      pause.expires_after(std::chrono::milliseconds(50));
      co_await pause.async_wait(kTuple);
    }
  }

  void take(tcp::socket socket) {
    const auto executor = socket.get_executor();
    if (connections_ < max_connections_) {
      ++connections_;
      asio::co_spawn(executor, serve_connection(std::move(socket), current_tls(), shared_),
                     [this](std::exception_ptr) { --connections_; });
    } else if (!current_tls() && refusing_ < kMostRefusals) {
      ++refusing_;
      asio::co_spawn(executor, refuse_connection(std::move(socket), shared_),
                     [this](std::exception_ptr) { --refusing_; });
    }
  }

  TlsContext current_tls() const {
    const std::lock_guard lock(tls_mutex_);
    return tls_;
  }

  HttpShared shared_;
  mutable std::mutex tls_mutex_;
  TlsContext tls_;  // null: none is spoken
  std::atomic<int> max_connections_;
  std::atomic<int> connections_{0}, refusing_{0};
  std::uint16_t port_ = 0;
  asio::io_context io_;
  asio::executor_work_guard<asio::io_context::executor_type> work_{io_.get_executor()};
  tcp::acceptor acceptor_{asio::make_strand(io_)};
  std::vector<std::thread> threads_;
};

}  // namespace

Result<std::unique_ptr<HttpServer>> make_http_server(const HttpPlace& place,
                                                     const ApiLimits& limits,
                                                     HttpService& service) {
  TlsContext tls;
  if (!place.certificate.empty()) {
    auto context = tls_context(place.certificate, place.private_key);
    if (!context) return std::unexpected(context.error());
    tls = std::move(*context);
  }
  auto server = std::make_unique<AsioServer>(place, limits, service, std::move(tls));
  if (auto listening = server->listen(place); !listening) return std::unexpected(listening.error());
  server->start();
  return server;
}

}  // namespace verify::daemon
