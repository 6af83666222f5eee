#include <openssl/pem.h>

#include <memory>

#include "verify/fetch.h"
#include "verify/file_bytes.h"

namespace verify {
namespace {

constexpr std::size_t kMostBytes = 64u << 20;

void free_all(STACK_OF(X509_INFO) * blocks) {
  sk_X509_INFO_pop_free(blocks, &X509_INFO_free);
}

// As OpenSSL loads them for libcurl: one block that is damaged, and none is trusted.
bool holds_certificates(const std::string& pem) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> bio(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free);
  char no_pass_phrase[] = "";  // nobody is asked for one
  const std::unique_ptr<STACK_OF(X509_INFO), decltype(&free_all)> blocks(
      PEM_X509_INFO_read_bio(bio.get(), nullptr, nullptr, no_pass_phrase), &free_all);
  for (int i = 0; blocks && i < sk_X509_INFO_num(blocks.get()); ++i)
    if (sk_X509_INFO_value(blocks.get(), i)->x509 != nullptr) return true;
  return false;
}

}  // namespace

Result<void> check_ca_file(const std::filesystem::path& file) {
  const auto refuse = [&](std::string message) {
    return std::unexpected(Error{Error::Code::syntax, std::move(message), file.string()});
  };
  const auto pem = read_file_bytes(file, kMostBytes);
  if (!pem) return std::unexpected(pem.error());
  // It is read again whenever a connection needs it.
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored)) return refuse("is not a regular file");
  if (!holds_certificates(*pem)) return refuse("is no bundle of certificates (PEM)");
  return {};
}

}  // namespace verify
