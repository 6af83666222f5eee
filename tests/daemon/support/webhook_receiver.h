#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <vector>

#include "support/loopback_server.h"

namespace verify::test {

/// A receiver of webhooks on loopback: keeps what comes and answers as it is told.
class WebhookReceiver {
 public:
  /// What is done with one request: sent as it stands, or "hang", "reset".
  explicit WebhookReceiver(std::vector<std::string> answers = {})
      : answers_(std::move(answers)), server_([this](auto& connection) { serve(connection); }) {}

  static std::string answer(const std::string& status, const std::string& header = {}) {
    return "HTTP/1.1 " + status + "\r\n" + header +
           "Content-Length: 0\r\nConnection: close\r\n\r\n";
  }

  struct Request {
    std::string head, body;
    /// Of a field of the head; empty: not there.
    std::string field(const std::string& name) const {
      const auto at = head.find("\r\n" + name + ": ");
      if (at == std::string::npos) return {};
      const auto from = at + name.size() + 4;
      return head.substr(from, head.find("\r\n", from) - from);
    }
  };
  std::vector<Request> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }
  std::size_t connections() const { return server_.connections(); }
  std::uint16_t port() const { return server_.port(); }
  std::string url(std::string_view path = "/hook") const { return server_.url(path); }

 private:
  void serve(LoopbackServer::Connection& connection) {
    Request request{.head = connection.read_head(), .body = {}};
    if (request.head.empty()) return;
    request.body = connection.read(std::stoul("0" + request.field("Content-Length")));
    std::string answer = this->answer("204 No Content");
    {
      const std::lock_guard lock(mutex_);
      if (requests_.size() < answers_.size()) answer = answers_[requests_.size()];
      requests_.push_back(std::move(request));
    }
    if (answer == "hang") return connection.hang();
    if (answer == "reset") return connection.reset();
    connection.send(answer);
  }

  const std::vector<std::string> answers_;  // by the number of the request; then 204
  mutable std::mutex mutex_;
  std::vector<Request> requests_;
  LoopbackServer server_;
};

}  // namespace verify::test
