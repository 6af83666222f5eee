#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "verify/error.h"

namespace verify {

/// Bytes that are appended and read back: a file being written, a file that is there, or memory.
/// One thread at a time.
class ByteStore {
 public:
  /// Writes FILE.part until publish() gives it its name. An existing FILE is an error, and so is a
  /// FILE.part that another process is writing; one that was left behind is begun anew.
  static Result<std::shared_ptr<ByteStore>> create(const std::filesystem::path& file);
  static std::shared_ptr<ByteStore> in_memory(std::string bytes = {});
  /// A regular file, for reading.
  static Result<std::shared_ptr<ByteStore>> open(const std::filesystem::path& file);

  /// Removes FILE.part unless it was published.
  ~ByteStore();
  ByteStore(const ByteStore&) = delete;
  ByteStore& operator=(const ByteStore&) = delete;

  std::uint64_t size() const { return size_; }
  /// As the caller named it; empty for memory.
  const std::string& name() const { return name_; }

  /// After a failure (a full disk) every later call fails as well.
  Result<void> append(std::string_view bytes);
  /// Exactly these bytes, in `scratch` where they have to be fetched; fewer only at the end.
  Result<std::string_view> read(std::uint64_t offset, std::size_t length,
                                std::string& scratch) const;
  /// Makes what was appended durable.
  Result<void> sync();
  /// Gives FILE.part its name; never replaces a file.
  Result<void> publish();

 private:
  ByteStore() = default;
  Error error(std::string what) const;
  Result<void> lock_part();

  std::string name_;
  std::string part_;  // path of FILE.part while it has that name
  std::string memory_;
  std::uint64_t size_ = 0;
  int fd_ = -1;
  bool failed_ = false;
};

}  // namespace verify
