#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace verify::test {

/// A server on 127.0.0.1 that says exactly what a test wants, right or wrong. One thread per
/// connection; nothing is parsed but the end of the request's header.
class LoopbackServer {
 public:
  /// One accepted connection, handed to the script.
  class Connection {
   public:
    explicit Connection(int socket) : socket_(socket) {}
    /// The next request's header with its blank line; empty when the client has gone.
    std::string read_head();
    /// What comes up to and with `mark`; what has come when the client has gone or the server
    /// stops.
    std::string read_until(std::string_view mark);
    /// `size` bytes; fewer as above.
    std::string read(std::size_t size);
    bool send(std::string_view bytes);
    /// Until the client closes, the server stops, or `at_most` has passed.
    void hang(std::chrono::milliseconds at_most = std::chrono::seconds(20));
    int socket() const { return socket_; }
    /// Close with RST instead of FIN.
    void reset();

   private:
    friend class LoopbackServer;
    int socket_;
    LoopbackServer* server_ = nullptr;
  };

  using Script = std::function<void(Connection&)>;

  /// `script` runs once for every connection, on its own thread.
  explicit LoopbackServer(Script script);
  ~LoopbackServer();
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;

  /// Answers every request on a connection with `response`, kept alive.
  static Script answer(std::string response);
  /// Sends `bytes` after the first request and closes.
  static Script say(std::string bytes);

  std::uint16_t port() const { return port_; }
  std::string url(std::string_view path = "/") const;
  std::size_t connections() const { return connections_; }
  std::vector<std::string> heads() const;

 private:
  void accept_all();
  void serve(int socket);

  Script script_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<bool> stop_{false};
  std::atomic<std::size_t> connections_{0};
  mutable std::mutex mutex_;
  std::vector<std::string> heads_;
  std::vector<std::thread> workers_;
  std::thread acceptor_;
};

}  // namespace verify::test
