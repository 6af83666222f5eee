#pragma once

#include <filesystem>

#include "verify/error.h"

namespace verify::daemon {

/// Keeps other daemons away from a file: an exclusive lock (flock(2)) on FILE.lock beside it, which
/// the kernel takes back however the process ends. Holds it until destroyed.
class FileLock {
 public:
  /// An Error that says which process holds it.
  static Result<FileLock> take(const std::filesystem::path& file);
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) = delete;
  ~FileLock();

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

}  // namespace verify::daemon
