#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "support/loopback_server.h"
#include "support/tls_certificate.h"

namespace verify::test {

/// A mail server on loopback (RFC 5321, with STARTTLS and AUTH PLAIN where wanted) that fails where
/// a test wants it to.
class SmtpServer {
 public:
  /// How it meets one connection.
  struct Mood {
    /// By what is answered so: "CONNECT", a verb ("RCPT"), a verb and an address
    /// ("RCPT b@example.com") or "END" for the text's end. A reply of "hang" is none; of "reset" is
    /// a reset connection; "reset" for "TEXT" comes in the midst of the text.
    std::map<std::string, std::string> replies;
  };
  struct Options {
    std::vector<Mood> moods = {};  ///< by the number of the connection; then all is well
    std::optional<TlsCertificate> certificate = {};  ///< STARTTLS is offered
    bool login = false;                              ///< AUTH PLAIN is offered
  };
  struct Mail {
    std::string from;
    std::vector<std::string> to;
    std::string data;   ///< as it came, without the stuffed dots and the last
    std::string login;  ///< "user password"; empty: none
    bool tls = false;
  };

  explicit SmtpServer(Options options);

  std::uint16_t port() const { return server_.port(); }
  std::string url() const { return "smtp://127.0.0.1:" + std::to_string(port()); }
  std::size_t connections() const { return server_.connections(); }
  std::vector<Mail> mails() const;  ///< that were accepted
  /// Credentials that were said, over TLS or not: "user password".
  std::vector<std::string> logins() const;

 private:
  class Session;
  void serve(LoopbackServer::Connection& connection);

  const Options options_;
  std::atomic<std::size_t> next_{0};
  mutable std::mutex mutex_;
  std::vector<Mail> mails_;
  std::vector<std::string> logins_;
  LoopbackServer server_;
};

}  // namespace verify::test
