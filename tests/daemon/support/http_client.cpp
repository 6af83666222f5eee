#include "daemon/support/http_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace verify::test {

RawConnection::RawConnection(std::uint16_t port, int receive_buffer)
    : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  if (receive_buffer > 0)
    setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
  const timeval patience{.tv_sec = 10, .tv_usec = 0};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    throw std::runtime_error("no connection to loopback");
}

RawConnection::~RawConnection() {
  close(socket_);
}

bool RawConnection::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool RawConnection::read_more() {
  char piece[65536];
  const ssize_t count = recv(socket_, piece, sizeof piece, 0);
  if (count > 0) read_.append(piece, static_cast<std::size_t>(count));
  // A reset is an end as well; only patience that ran out is none.
  closed_ = count == 0 || (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK);
  return count > 0;
}

bool RawConnection::wait_for(std::string_view text) {
  while (read_.find(text) == std::string::npos)
    if (!read_more()) return false;
  return true;
}

Reply RawConnection::reply(bool head) {
  if (!wait_for("\r\n\r\n")) return {};
  Reply reply;
  const std::size_t end = read_.find("\r\n\r\n");
  std::string header = read_.substr(0, end + 2);
  read_.erase(0, end + 4);
  reply.status = std::stoi(header.substr(header.find(' ') + 1));
  for (std::size_t at = header.find("\r\n") + 2; at < header.size();) {
    const std::size_t line = header.find("\r\n", at), colon = header.find(": ", at);
    std::string name = header.substr(at, colon - at);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    reply.fields[name] = header.substr(colon + 2, line - colon - 2);
    at = line + 2;
  }
  const auto length = reply.fields.find("content-length");
  if (head || length == reply.fields.end()) return reply;
  const std::size_t size = std::stoul(length->second);
  while (read_.size() < size && read_more()) {
  }
  reply.body = read_.substr(0, size);
  read_.erase(0, size);
  return reply;
}

std::string RawConnection::rest() {
  while (read_more()) {
  }
  return std::exchange(read_, {});
}

std::string request_text(const Ask& ask) {
  std::string text = ask.method + " " + ask.target + " HTTP/1.1\r\nHost: verifyd.example\r\n";
  if (!ask.token.empty()) text += "Authorization: Bearer " + ask.token + "\r\n";
  for (const std::string& field : ask.fields) text += field + "\r\n";
  if (!ask.body.empty())
    text += "Content-Type: " + ask.type + "\r\nContent-Length: " + std::to_string(ask.body.size()) +
            "\r\n";
  return text + "\r\n" + ask.body;
}

Reply ask(std::uint16_t port, const Ask& ask) {
  RawConnection connection(port);
  connection.send(request_text(ask));
  return connection.reply(ask.method == "HEAD");
}

}  // namespace verify::test
