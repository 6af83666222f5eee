#pragma once

#include <cstddef>
#include <memory>

#include "verify/fetch_fault.h"

namespace verify {

/// Counts what a server sends of TLS on one connection and hangs up on one that does not stop.
/// Messages of TLS itself (RFC 8446 section 4.6: new keys, tickets; RFC 5246 section 7.4.1.1: a new
/// handshake) go round within a single call of OpenSSL, and records of a byte cost as much as full
/// ones: libcurl's own callbacks may never be reached, and closing a connection reads as well. Of
/// one thread, that of its connection.
class TlsMeter {
 public:
  /// Of one answer. A handshake has ten messages and some tickets follow it; ten MiB in records of
  /// a hundred bytes are more than any server sends.
  static constexpr std::size_t kMostMessages = 100;
  static constexpr std::size_t kMostRecords = 100'000;

  /// Puts a meter on a connection, whose SSL_CTX this is, before it is made. The connection keeps
  /// it as long as it is there.
  static std::shared_ptr<TlsMeter> put_on(void* ssl_ctx);
  /// That of the connection a libcurl easy handle uses; null where there is none.
  static std::shared_ptr<TlsMeter> of(void* easy);

  /// Counts from zero.
  void begin_answer();
  /// Why it hung up; none: it did not.
  FetchFault fault() const;

 private:
  struct Hooks;

  std::size_t messages_ = 0, records_ = 0;
};

}  // namespace verify
