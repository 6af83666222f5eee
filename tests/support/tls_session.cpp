#include "support/tls_session.h"

#include <openssl/pem.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <csignal>

namespace verify::test {
namespace {

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;

void use(SSL_CTX* context, const TlsCertificate& pem) {
  const Bio certificate(BIO_new_mem_buf(pem.certificate.data(), -1), &BIO_free);
  const Bio key(BIO_new_mem_buf(pem.private_key.data(), -1), &BIO_free);
  X509* x509 = PEM_read_bio_X509(certificate.get(), nullptr, nullptr, nullptr);
  EVP_PKEY* private_key = PEM_read_bio_PrivateKey(key.get(), nullptr, nullptr, nullptr);
  SSL_CTX_use_certificate(context, x509);
  SSL_CTX_use_PrivateKey(context, private_key);
  X509_free(x509);
  EVP_PKEY_free(private_key);
}

const unsigned char* bytes_of(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

int choose(SSL*, const unsigned char** chosen, unsigned char* size, const unsigned char* offered,
           unsigned int offered_size, void* protocols) {
  const auto& known = *static_cast<const std::string*>(protocols);
  unsigned char* found = nullptr;
  const int result =
      SSL_select_next_proto(&found, size, bytes_of(known), static_cast<unsigned int>(known.size()),
                            offered, offered_size);
  *chosen = found;
  return result == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

}  // namespace

TlsSession::TlsSession(const LoopbackServer::Connection& connection,
                       const TlsCertificate& certificate, Options options)
    : options_(std::move(options)),
      context_(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free),
      ssl_(nullptr, &SSL_free) {
  // OpenSSL writes without MSG_NOSIGNAL: a client that has gone would end the tests.
  std::signal(SIGPIPE, SIG_IGN);
  const timeval limit{.tv_sec = 20, .tv_usec = 0};  // for a client that has gone silent
  setsockopt(connection.socket(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  use(context_.get(), certificate);
  SSL_CTX_set_max_proto_version(context_.get(), options_.newest);
  if (!options_.protocols.empty())
    SSL_CTX_set_alpn_select_cb(context_.get(), &choose, &options_.protocols);
  ssl_.reset(SSL_new(context_.get()));
  SSL_set_fd(ssl_.get(), connection.socket());
  agreed_ = SSL_accept(ssl_.get()) == 1;
}

std::string TlsSession::protocol() const {
  const unsigned char* name = nullptr;
  unsigned int size = 0;
  SSL_get0_alpn_selected(ssl_.get(), &name, &size);
  return {name, name + size};
}

std::string TlsSession::read_until(std::string_view mark) {
  std::string out;
  char byte = 0;
  while (!out.ends_with(mark) && SSL_read(ssl_.get(), &byte, 1) > 0) out += byte;
  return out;
}

bool TlsSession::send(std::string_view bytes) {
  return SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())) > 0;
}

}  // namespace verify::test
