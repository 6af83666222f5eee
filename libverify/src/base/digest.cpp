#include "base/digest.h"

#include <openssl/evp.h>

#include <array>
#include <new>

namespace verify {
namespace {

std::string hex_of(const unsigned char* bytes, unsigned size) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  out.reserve(2 * size);
  for (unsigned i = 0; i < size; ++i) {
    out += kHex[bytes[i] >> 4];
    out += kHex[bytes[i] & 15];
  }
  return out;
}

// Looked up once: EVP_sha256() has every use of it search the providers again.
const EVP_MD* sha256_method() {
  static const EVP_MD* const kMethod = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return kMethod != nullptr ? kMethod : EVP_sha256();
}

struct Digest {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
};

Digest digest_of(std::string_view bytes, const EVP_MD* method) {
  Digest out;
  if (EVP_Digest(bytes.data(), bytes.size(), out.bytes.data(), &out.size, method, nullptr) != 1)
    throw std::bad_alloc();
  return out;
}

}  // namespace

struct Sha256::State {
  State() : context(EVP_MD_CTX_new()) {
    if (context == nullptr || EVP_DigestInit_ex(context, sha256_method(), nullptr) != 1)
      throw std::bad_alloc();
  }
  ~State() { EVP_MD_CTX_free(context); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  EVP_MD_CTX* context;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(std::string_view bytes) {
  EVP_DigestUpdate(state_->context, bytes.data(), bytes.size());
}

std::string Sha256::hex() const {
  State copy;
  EVP_MD_CTX_copy_ex(copy.context, state_->context);
  Digest digest;
  EVP_DigestFinal_ex(copy.context, digest.bytes.data(), &digest.size);
  return hex_of(digest.bytes.data(), digest.size);
}

std::string sha1_raw(std::string_view bytes) {
  const Digest digest = digest_of(bytes, EVP_sha1());
  return {reinterpret_cast<const char*>(digest.bytes.data()), digest.size};
}

std::string sha256_hex(std::string_view bytes) {
  const Digest digest = digest_of(bytes, sha256_method());
  return hex_of(digest.bytes.data(), digest.size);
}

}  // namespace verify
