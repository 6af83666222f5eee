#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <string>
#include <string_view>

#include "support/loopback_server.h"
#include "support/tls_certificate.h"

namespace verify::test {

/// TLS on one connection of a LoopbackServer, spoken as its server.
class TlsSession {
 public:
  struct Options {
    /// Protocols to agree on, the one liked best first, each after a byte with its length (ALPN,
    /// RFC 7301).
    std::string protocols = {};
    int newest = TLS1_3_VERSION;
  };

  /// Shakes hands; agreed() says whether it came to that.
  TlsSession(const LoopbackServer::Connection& connection, const TlsCertificate& certificate,
             Options options);
  TlsSession(const LoopbackServer::Connection& connection, const TlsCertificate& certificate)
      : TlsSession(connection, certificate, Options{}) {}

  bool agreed() const { return agreed_; }
  /// The protocol that was agreed on; empty: none.
  std::string protocol() const;
  /// What comes up to and with `mark`; what has come when the client has gone.
  std::string read_until(std::string_view mark);
  bool send(std::string_view bytes);
  SSL* ssl() { return ssl_.get(); }

 private:
  Options options_;
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
  std::unique_ptr<SSL, decltype(&SSL_free)> ssl_;
  bool agreed_ = false;
};

}  // namespace verify::test
