#include "daemon/store/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

namespace verify::daemon {
namespace {

std::string holder_of(int descriptor) {
  char text[32] = {};
  const ssize_t size = ::pread(descriptor, text, sizeof text - 1, 0);
  if (size <= 0) return "another process";
  return "process " + std::string(text, static_cast<std::size_t>(size));
}

Error error_of(const std::filesystem::path& file, std::string message) {
  return {.code = Error::Code::unreadable, .message = std::move(message), .file = file.string()};
}

}  // namespace

Result<FileLock> FileLock::take(const std::filesystem::path& file) {
  const std::string name = file.string() + ".lock";
  const int descriptor = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor < 0)
    return std::unexpected(
        error_of(file, "the database cannot be locked: " + name + ": " + std::strerror(errno)));
  FileLock lock(descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0)
    return std::unexpected(error_of(file, "the database is in use by " + holder_of(descriptor) +
                                              "; only one daemon may run on it"));
  // For the message above; the lock holds without it.
  const std::string id = std::to_string(::getpid());
  if (::ftruncate(descriptor, 0) == 0) [[maybe_unused]]
    const ssize_t written = ::pwrite(descriptor, id.data(), id.size(), 0);
  return lock;
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

// The file stays: to remove it would let two processes lock two files of one name.
FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace verify::daemon
