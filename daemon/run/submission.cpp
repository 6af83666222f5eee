#include "daemon/run/submission.h"

#include <filesystem>

#include "daemon/base/inside.h"
#include "daemon/store/store.h"

namespace verify::daemon {
namespace {

namespace fs = std::filesystem;

// A folder that goes with the object, and comes with the first file that is laid into it.
class ScratchFolder {
 public:
  explicit ScratchFolder(fs::path path) : path_(std::move(path)) {}
  ~ScratchFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

// The same bytes under another name where the file system knows that, else a copy. Reading is all
// that is done with it.
bool lay(const fs::path& from, const fs::path& to) {
  std::error_code failed;
  fs::create_directories(to.parent_path(), failed);
  if (failed) return false;
  fs::create_hard_link(from, to, failed);
  if (failed) fs::copy_file(from, to, failed);
  return !failed;
}

}  // namespace

Result<CrawlJob> job_of(const ApplicationVersion& version, const ScreeningRules& rules,
                        const CrawlOptions& options, FileVault& vault, FileReader& reader,
                        std::vector<std::string>& told) {
  auto application = parse_application(version.json, "application.json");
  if (!application) return std::unexpected(application.error().front());
  const ScratchFolder folder(vault.scratch("files"));
  for (const auto& [path, digest] : version.files) {
    if (!stays_inside(path)) {
      told.push_back(path + ": not a path in the application's folder; left out of the evidence");
    } else if (!vault.has(digest)) {
      told.push_back(path + ": its content is not kept any more; left out of the evidence");
    } else if (!lay(vault.path_of(digest), folder.path() / path)) {
      // Either the disk is to blame, or names a stranger chose that cannot stand side by side.
      if (const auto trouble = vault.trouble()) throw StoreUnavailable(*trouble);
      return std::unexpected(Error{.code = Error::Code::unreadable,
                                   .message = path + ": cannot be laid out to be read"});
    }
  }
  return screening_job(*std::move(application), folder.path(), rules, options, reader,
                       [&](const std::string& message) { told.push_back(message); });
}

}  // namespace verify::daemon
