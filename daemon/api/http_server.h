#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "daemon/api/http.h"
#include "daemon/api/server.h"

namespace verify::daemon {

struct HttpPlace {
  std::string address;                             ///< IPv4 or IPv6
  std::uint16_t port = 0;                          ///< 0: any
  std::filesystem::path certificate, private_key;  ///< PEM; TLS 1.2 or later where given
  int max_connections = 1024;  ///< the next one is answered 503 (with TLS: closed)
};

/// HTTP/1.1 on sockets, with or without TLS. Clients that are slow in any direction, say too much
/// or come in too great a number are got rid of at the cost of nobody else.
class HttpServer : public ApiServer {
 public:
  virtual int connections() const = 0;
};
/// `service` must outlive it.
Result<std::unique_ptr<HttpServer>> make_http_server(const HttpPlace& place,
                                                     const ApiLimits& limits, HttpService& service);

}  // namespace verify::daemon
