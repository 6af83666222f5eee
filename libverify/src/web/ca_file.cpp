#include <openssl/pem.h>

#include <memory>

#include "verify/fetch.h"
#include "verify/file_bytes.h"

namespace verify {
namespace {

constexpr std::size_t kMostBytes = 64u << 20;

bool holds_certificate(const std::string& pem) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> bio(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free);
  // As libcurl's: a certificate with or without what it is trusted for.
  const std::unique_ptr<X509, decltype(&X509_free)> first(
      PEM_read_bio_X509_AUX(bio.get(), nullptr, nullptr, nullptr), &X509_free);
  return first != nullptr;
}

}  // namespace

Result<void> check_ca_file(const std::filesystem::path& file) {
  const auto pem = read_file_bytes(file, kMostBytes);
  if (!pem) return std::unexpected(pem.error());
  if (holds_certificate(*pem)) return {};
  return std::unexpected(
      Error{Error::Code::syntax, "expected certificates (PEM), found none", file.string()});
}

}  // namespace verify
