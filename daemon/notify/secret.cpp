#include "daemon/notify/secret.h"

#include "verify/file_bytes.h"

namespace verify::daemon {
namespace {

constexpr std::size_t kMostBytes = 64 * 1024;

}  // namespace

std::expected<std::string, std::string> read_secret(const std::filesystem::path& file) {
  // The name is the operator's; what is in it is never told.
  auto read = read_file_bytes(file, kMostBytes);
  if (!read) return std::unexpected("the secret " + read.error().describe());
  std::string secret = *std::move(read);
  if (secret.ends_with('\n')) secret.pop_back();
  if (secret.ends_with('\r')) secret.pop_back();
  if (secret.empty()) return std::unexpected(file.string() + " is empty");
  return secret;
}

}  // namespace verify::daemon
