#include "daemon/notify/signature.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <stdexcept>

#include "daemon/base/hex.h"

namespace verify::daemon {

std::string webhook_signature(std::string_view key, std::int64_t timestamp, std::string_view body) {
  const std::string signed_text = std::to_string(timestamp).append(".").append(body);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned size = 0;
  if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
           reinterpret_cast<const unsigned char*>(signed_text.data()), signed_text.size(),
           digest.data(), &size) == nullptr)
    throw std::runtime_error("no HMAC-SHA256");
  return "v1=" + hex(std::span(digest).first(size));
}

}  // namespace verify::daemon
