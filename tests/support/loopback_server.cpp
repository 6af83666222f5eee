#include "support/loopback_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace verify::test {
namespace {

constexpr int kTickMs = 20;

// False when there is nothing to read within the tick.
bool readable(int socket) {
  pollfd entry{.fd = socket, .events = POLLIN, .revents = 0};
  return poll(&entry, 1, kTickMs) > 0;
}

}  // namespace

std::string LoopbackServer::Connection::read_until(std::string_view mark) {
  std::string out;
  while (!out.ends_with(mark)) {
    const std::string byte = read(1);
    if (byte.empty()) break;
    out += byte;
  }
  return out;
}

std::string LoopbackServer::Connection::read(std::size_t size) {
  std::string out(size, '\0');
  std::size_t got = 0;
  while (got < size && !server_->stop_) {
    if (!readable(socket_)) continue;
    const auto count = recv(socket_, out.data() + got, size - got, 0);
    if (count <= 0) break;
    got += static_cast<std::size_t>(count);
  }
  out.resize(got);
  return out;
}

std::string LoopbackServer::Connection::read_head() {
  std::string head = read_until("\r\n\r\n");
  if (!head.ends_with("\r\n\r\n")) return {};
  const std::lock_guard lock(server_->mutex_);
  server_->heads_.push_back(head);
  return head;
}

bool LoopbackServer::Connection::send(std::string_view bytes) {
  while (!bytes.empty()) {
    if (server_->stop_) return false;
    pollfd entry{.fd = socket_, .events = POLLOUT, .revents = 0};
    if (poll(&entry, 1, kTickMs) <= 0) continue;
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void LoopbackServer::Connection::hang(std::chrono::milliseconds at_most) {
  const auto until = std::chrono::steady_clock::now() + at_most;
  char byte = 0;
  while (!server_->stop_ && std::chrono::steady_clock::now() < until)
    if (readable(socket_) && recv(socket_, &byte, 1, 0) <= 0) return;
}

void LoopbackServer::Connection::reset() {
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

LoopbackServer::Script LoopbackServer::answer(std::string response) {
  return [response = std::move(response)](Connection& connection) {
    while (!connection.read_head().empty())
      if (!connection.send(response)) return;
  };
}

LoopbackServer::Script LoopbackServer::say(std::string bytes) {
  return [bytes = std::move(bytes)](Connection& connection) {
    if (!connection.read_head().empty()) connection.send(bytes);
  };
}

LoopbackServer::LoopbackServer(Script script) : script_(std::move(script)) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (bind(listener_, generic, size) != 0 || listen(listener_, 64) != 0 ||
      getsockname(listener_, generic, &size) != 0)
    throw std::runtime_error("no loopback port");
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { accept_all(); });
}

LoopbackServer::~LoopbackServer() {
  stop_ = true;
  acceptor_.join();
  for (std::thread& worker : workers_) worker.join();
  close(listener_);
}

void LoopbackServer::accept_all() {
  while (!stop_) {
    if (!readable(listener_)) continue;
    const int socket = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) continue;
    ++connections_;
    workers_.emplace_back([this, socket] { serve(socket); });
  }
}

void LoopbackServer::serve(int socket) {
  Connection connection(socket);
  connection.server_ = this;
  script_(connection);
  close(socket);
}

std::string LoopbackServer::url(std::string_view path) const {
  return "http://127.0.0.1:" + std::to_string(port_) + std::string(path);
}

std::vector<std::string> LoopbackServer::heads() const {
  const std::lock_guard lock(mutex_);
  return heads_;
}

}  // namespace verify::test
