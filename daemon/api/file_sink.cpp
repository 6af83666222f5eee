#include "daemon/api/file_sink.h"

#include "daemon/store/store.h"

namespace verify::daemon {

FileSink::FileSink(FileVault& vault)
    : vault_(vault), path_(vault.scratch("upload")), file_(path_, std::ios::binary) {}

FileSink::~FileSink() {
  file_.close();
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

void FileSink::write(std::string_view bytes) {
  file_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  size_ += bytes.size();
}

std::string FileSink::keep() {
  file_.close();
  if (file_.fail()) throw StoreUnavailable("a submitted file cannot be written");
  auto digest = vault_.adopt(path_);
  if (!digest) throw StoreUnavailable(digest.error().describe());
  return *digest;
}

}  // namespace verify::daemon
