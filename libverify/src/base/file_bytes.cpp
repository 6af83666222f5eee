#include "verify/file_bytes.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "verify/descriptor.h"

namespace verify {
namespace {

constexpr std::size_t kPiece = 1 << 16;

// What a file says of its size, which a pipe does not and a file that grows gets wrong.
std::size_t likely_size(int descriptor) {
  struct stat status{};
  const bool known = ::fstat(descriptor, &status) == 0 && status.st_size > 0;
  return known ? static_cast<std::size_t>(status.st_size) : 0;
}

}  // namespace

Result<std::string> read_file_bytes(const std::filesystem::path& file, std::size_t max_bytes) {
  const auto refuse = [&](Error::Code code, std::string message) {
    return std::unexpected(Error{code, std::move(message), file.string()});
  };
  const auto refuse_by_system = [&](int error) {
    if (error == ENOENT || error == ENOTDIR)
      return refuse(Error::Code::not_found, "there is no such file");
    return refuse(Error::Code::unreadable,
                  "cannot be read: " + std::generic_category().message(error));
  };
  const Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!descriptor.good()) return refuse_by_system(errno);
  std::string bytes;
  bytes.reserve(std::min(likely_size(descriptor.number()), max_bytes) + 1);
  for (std::size_t size = 0;;) {
    if (size == bytes.size()) bytes.resize(std::max(size + kPiece, bytes.capacity()));
    const ssize_t count = ::read(descriptor.number(), bytes.data() + size, bytes.size() - size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return refuse_by_system(errno);
    size += static_cast<std::size_t>(count);
    if (size > max_bytes)
      return refuse(Error::Code::too_large,
                    "has more than the " + std::to_string(max_bytes) + " bytes that are read");
    if (count == 0) {
      bytes.resize(size);
      return bytes;
    }
  }
}

}  // namespace verify
