#include "web/tls_meter.h"

#include <curl/curl.h>
#include <openssl/ssl.h>

namespace verify {
namespace {

using Kept = std::shared_ptr<TlsMeter>;

void forget(void*, void* kept, CRYPTO_EX_DATA*, int, long, void*) {
  delete static_cast<Kept*>(kept);
}

// Where an SSL_CTX keeps its meter.
int place() {
  static const int kPlace = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, &forget);
  return kPlace;
}

}  // namespace

struct TlsMeter::Hooks {
  // OpenSSL calls it for each head of a record and each message, on its way in or out.
  static void seen(int outwards, int, int type, const void*, std::size_t, SSL* ssl, void* self) {
    if (outwards != 0) return;
    TlsMeter& meter = *static_cast<TlsMeter*>(self);
    meter.records_ += type == SSL3_RT_HEADER ? 1 : 0;
    meter.messages_ += type == SSL3_RT_HANDSHAKE ? 1 : 0;
    // As if the server had said goodbye: no further record is read.
    if (meter.fault() != FetchFault::none)
      SSL_set_shutdown(ssl, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
  }
};

std::shared_ptr<TlsMeter> TlsMeter::put_on(void* ssl_ctx) {
  auto* const ctx = static_cast<SSL_CTX*>(ssl_ctx);
  auto kept = std::make_unique<Kept>(std::make_shared<TlsMeter>());
  Kept meter = *kept;
  if (SSL_CTX_set_ex_data(ctx, place(), kept.get()) != 1) return nullptr;
  static_cast<void>(kept.release());  // the context's
  SSL_CTX_set_msg_callback(ctx, &Hooks::seen);
  SSL_CTX_set_msg_callback_arg(ctx, meter.get());
  return meter;
}

std::shared_ptr<TlsMeter> TlsMeter::of(void* easy) {
  curl_tlssessioninfo* session = nullptr;
  const CURLcode found = curl_easy_getinfo(easy, CURLINFO_TLS_SSL_PTR, &session);
  if (found != CURLE_OK || session == nullptr || session->internals == nullptr ||
      session->backend != CURLSSLBACKEND_OPENSSL)
    return nullptr;
  const SSL_CTX* ctx = SSL_get_SSL_CTX(static_cast<SSL*>(session->internals));
  const auto* kept = static_cast<const Kept*>(SSL_CTX_get_ex_data(ctx, place()));
  return kept != nullptr ? *kept : nullptr;
}

void TlsMeter::begin_answer() {
  messages_ = records_ = 0;
}

FetchFault TlsMeter::fault() const {
  if (messages_ > kMostMessages) return FetchFault::tls_handshake;
  return records_ > kMostRecords ? FetchFault::body_too_large : FetchFault::none;
}

}  // namespace verify
