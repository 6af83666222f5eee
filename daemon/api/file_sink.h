#pragma once

#include <filesystem>
#include <fstream>

#include "daemon/api/http.h"
#include "daemon/store/file_vault.h"

namespace verify::daemon {

/// A submitted file on its way into the vault. What does not get there is gone with it.
class FileSink final : public BodySink {
 public:
  explicit FileSink(FileVault& vault);
  ~FileSink() override;

  void write(std::string_view bytes) override;
  std::uint64_t size() const { return size_; }
  /// The digest of what was written, durable. Throws StoreUnavailable where the disk would not.
  std::string keep();

 private:
  FileVault& vault_;
  const std::filesystem::path path_;
  std::ofstream file_;
  std::uint64_t size_ = 0;
};

}  // namespace verify::daemon
