#include "evidence/byte_store.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>
#include <utility>

namespace verify {
namespace {

std::string reason() {
  return std::generic_category().message(errno);
}

Error unreadable(std::string message, const std::string& file) {
  return Error{.code = Error::Code::unreadable, .message = std::move(message), .file = file};
}

}  // namespace

Error ByteStore::error(std::string what) const {
  return unreadable(std::move(what) + ": " + reason(), name_);
}

Result<std::shared_ptr<ByteStore>> ByteStore::create(const std::filesystem::path& file) {
  std::shared_ptr<ByteStore> store(new ByteStore);
  store->name_ = file.string();
  std::error_code ignored;
  if (std::filesystem::exists(std::filesystem::symlink_status(file, ignored)))
    return std::unexpected(unreadable("the file exists and is not written over", store->name_));
  if (auto locked = store->lock_part(); !locked) return std::unexpected(locked.error());
  return store;
}

// The lock tells a file that is being written from one a crash left behind.
Result<void> ByteStore::lock_part() {
  const std::string part = name_ + ".part";
  fd_ = ::open(part.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
  if (fd_ < 0) return std::unexpected(error("cannot create " + part));
  struct stat opened{}, named{};
  const bool locked = ::flock(fd_, LOCK_EX | LOCK_NB) == 0;
  // Whoever wrote it may have published it between our open and our lock.
  const bool same = ::fstat(fd_, &opened) == 0 && ::stat(part.c_str(), &named) == 0 &&
                    opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
  if (!locked || !same)
    return std::unexpected(unreadable(part + " is being written by another process", name_));
  if (!S_ISREG(opened.st_mode))
    return std::unexpected(unreadable(part + " is not a regular file", name_));
  if (::ftruncate(fd_, 0) != 0) return std::unexpected(error("cannot empty " + part));
  part_ = part;
  return {};
}

std::shared_ptr<ByteStore> ByteStore::in_memory(std::string bytes) {
  std::shared_ptr<ByteStore> store(new ByteStore);
  store->memory_ = std::move(bytes);
  store->size_ = store->memory_.size();
  return store;
}

Result<std::shared_ptr<ByteStore>> ByteStore::open(const std::filesystem::path& file) {
  std::shared_ptr<ByteStore> store(new ByteStore);
  store->name_ = file.string();
  // Not blocking: a named pipe is refused below rather than waited for.
  store->fd_ = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (store->fd_ < 0) {
    const auto code = errno == ENOENT ? Error::Code::not_found : Error::Code::unreadable;
    Error error = store->error("cannot open the evidence");
    error.code = code;
    return std::unexpected(std::move(error));
  }
  struct stat status{};
  if (::fstat(store->fd_, &status) != 0) return std::unexpected(store->error("cannot be read"));
  if (!S_ISREG(status.st_mode))
    return std::unexpected(unreadable("the evidence is not a regular file", store->name_));
  store->size_ = static_cast<std::uint64_t>(status.st_size);
  return store;
}

ByteStore::~ByteStore() {
  if (!part_.empty()) ::unlink(part_.c_str());
  if (fd_ >= 0) ::close(fd_);
}

Result<void> ByteStore::append(std::string_view bytes) {
  if (fd_ < 0) {
    memory_ += bytes;
    size_ = memory_.size();
    return {};
  }
  if (failed_) return std::unexpected(unreadable("an earlier write failed", name_));
  while (!bytes.empty()) {
    const ssize_t written = ::pwrite(fd_, bytes.data(), bytes.size(), static_cast<off_t>(size_));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      failed_ = true;
      return std::unexpected(error("cannot write the evidence"));
    }
    size_ += static_cast<std::uint64_t>(written);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<std::string_view> ByteStore::read(std::uint64_t offset, std::size_t length,
                                         std::string& scratch) const {
  if (offset >= size_) return std::string_view();
  length = static_cast<std::size_t>(std::min<std::uint64_t>(length, size_ - offset));
  if (fd_ < 0) return std::string_view(memory_).substr(offset, length);
  if (scratch.size() < length)
    scratch.resize_and_overwrite(length, [](char*, std::size_t size) { return size; });
  std::size_t done = 0;
  while (done < length) {
    const ssize_t got =
        ::pread(fd_, scratch.data() + done, length - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::unexpected(error("cannot read the evidence"));
    if (got == 0) break;  // someone cut the file while we read it
    done += static_cast<std::size_t>(got);
  }
  return std::string_view(scratch).substr(0, done);
}

Result<void> ByteStore::sync() {
  if (fd_ >= 0 && ::fsync(fd_) != 0) {
    failed_ = true;
    return std::unexpected(error("cannot make the evidence durable"));
  }
  return {};
}

Result<void> ByteStore::publish() {
  if (part_.empty()) return {};
  // RENAME_NOREPLACE where the file system knows it; otherwise the window is the time between two
  // calls.
  int result = ::renameat2(AT_FDCWD, part_.c_str(), AT_FDCWD, name_.c_str(), RENAME_NOREPLACE);
  if (result != 0 && (errno == EINVAL || errno == ENOSYS)) {
    errno = EEXIST;
    result = ::access(name_.c_str(), F_OK) == 0 ? -1 : ::rename(part_.c_str(), name_.c_str());
  }
  if (result != 0) return std::unexpected(error("cannot name the finished evidence"));
  part_.clear();
  const auto folder = std::filesystem::path(name_).parent_path();
  const int directory =
      ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory >= 0) {
    ::fsync(directory);  // the name survives a crash as well; some file systems refuse, and may
    ::close(directory);
  }
  return {};
}

}  // namespace verify
