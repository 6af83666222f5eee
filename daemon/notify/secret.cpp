#include "daemon/notify/secret.h"

#include <fstream>

namespace verify::daemon {
namespace {

constexpr std::size_t kMostBytes = 64 * 1024;

}  // namespace

std::expected<std::string, std::string> read_secret(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string secret(kMostBytes + 1, '\0');
  in.read(secret.data(), static_cast<std::streamsize>(secret.size()));
  // The name is the operator's; what is in it is never told.
  if (in.bad() || (in.gcount() == 0 && !in.eof()))
    return std::unexpected("cannot read " + file.string());
  secret.resize(static_cast<std::size_t>(in.gcount()));
  if (secret.size() > kMostBytes) return std::unexpected(file.string() + " is no secret: too long");
  if (secret.ends_with('\n')) secret.pop_back();
  if (secret.ends_with('\r')) secret.pop_back();
  if (secret.empty()) return std::unexpected(file.string() + " is empty");
  return secret;
}

}  // namespace verify::daemon
