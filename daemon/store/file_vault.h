#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verify/error.h"
#include "verify/time.h"

namespace verify::daemon {

/// Files by the SHA-256 of their bytes: evidence, reports, submitted files. What has its final name
/// is whole and durable: written beside it, fsynced, renamed, and the folder fsynced. They lie in
/// FOLDER/ab/abcd…, what is being written in FOLDER/scratch. Thread-safe; copies are the same
/// vault; several processes may use one.
class FileVault {
 public:
  /// Makes the folder.
  static Result<FileVault> open(const std::filesystem::path& folder);
  /// Removes what interrupted writes left: for the daemon, when it begins.
  void clear_scratch();

  /// A name for a file that is being written; on the same file system as the vault. No two are
  /// alike.
  std::filesystem::path scratch(const std::string& stem);
  /// Takes a whole file over, which is gone from where it was. Its digest. On an Error it is still
  /// where it was, and nothing is in the vault that was not there before.
  Result<std::string> adopt(const std::filesystem::path& file);
  Result<std::string> put(std::string_view bytes);
  /// Whether something of a few hundred KiB can be written now: nothing, or why not. It writes.
  std::optional<std::string> trouble();

  /// Where it lies; it need not be there. A digest that is none has no place: an empty path.
  std::filesystem::path path_of(const std::string& digest) const;
  bool has(const std::string& digest) const;
  std::optional<std::string> read(const std::string& digest) const;

  struct Entry {
    std::string digest;
    std::uint64_t bytes = 0;
    Instant modified{};  ///< when it was last put, adopted or put again
  };
  std::vector<Entry> entries() const;
  void remove(const std::string& digest);
  /// Removes it unless it was put again since it was listed, or this process put it within the last
  /// `at_least` by a clock that does not jump. Whether it is gone.
  bool remove_untouched(const Entry& entry, Duration at_least);
  /// `now` as far as it is to be believed where ages are measured: no later than the `start` of the
  /// first call, and what has passed since by a clock that does not jump.
  Instant credible(Instant now, Instant start);

 private:
  struct Recent;
  explicit FileVault(std::filesystem::path folder);
  std::filesystem::path folder_;
  std::shared_ptr<Recent> recent_;
};

}  // namespace verify::daemon
