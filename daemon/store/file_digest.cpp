#include "daemon/store/file_digest.h"

#include <openssl/evp.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <new>
#include <vector>

namespace verify::daemon {
namespace {

using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

std::string hex_of(EVP_MD_CTX* context) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_DigestFinal_ex(context, digest.data(), &size);
  std::string out;
  for (unsigned i = 0; i < size; ++i) {
    out += kHex[digest.at(i) >> 4];
    out += kHex[digest.at(i) & 15];
  }
  return out;
}

}  // namespace

Result<std::string> digest_of_file(int descriptor, const std::filesystem::path& name) {
  const Context context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  if (!context || EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) != 1)
    throw std::bad_alloc();
  std::vector<char> buffer(1 << 18);
  for (;;) {
    const ssize_t size = ::read(descriptor, buffer.data(), buffer.size());
    if (size == 0) return hex_of(context.get());
    if (size > 0) {
      EVP_DigestUpdate(context.get(), buffer.data(), static_cast<std::size_t>(size));
    } else if (errno != EINTR) {
      return std::unexpected(Error{.code = Error::Code::unreadable,
                                   .message = std::string("cannot be read: ") + strerror(errno),
                                   .file = name.string()});
    }
  }
}

}  // namespace verify::daemon
