#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "verify/error.h"
#include "verify/time.h"

namespace verify::daemon {

/// Files by the SHA-256 of their bytes: evidence, reports, submitted files. What has its final name
/// is whole and durable: written beside it, fsynced, renamed, and the folder fsynced. Thread-safe.
class FileVault {
 public:
  /// Makes the folder. Removes what an interrupted write left.
  static Result<FileVault> open(const std::filesystem::path& folder);

  /// A name for a file that is being written; on the same file system as the vault.
  std::filesystem::path scratch(const std::string& stem);
  /// Takes a whole file over, which is gone from where it was. Its digest.
  Result<std::string> adopt(const std::filesystem::path& file);
  Result<std::string> put(std::string_view bytes);

  /// Where it lies; it need not be there.
  std::filesystem::path path_of(const std::string& digest) const;
  bool has(const std::string& digest) const;
  std::optional<std::string> read(const std::string& digest) const;

  struct Entry {
    std::string digest;
    std::uint64_t bytes = 0;
    Instant modified{};
  };
  std::vector<Entry> entries() const;
  void remove(const std::string& digest);

 private:
  explicit FileVault(std::filesystem::path folder) : folder_(std::move(folder)) {}
  std::filesystem::path folder_;
};

}  // namespace verify::daemon
