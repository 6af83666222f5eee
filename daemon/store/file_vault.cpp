#include "daemon/store/file_vault.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <map>
#include <mutex>
#include <utility>

#include "daemon/store/file_digest.h"
#include "verify/descriptor.h"
#include "verify/file_bytes.h"

namespace verify::daemon {
namespace {

namespace fs = std::filesystem;

Error error_of(const fs::path& file, std::string_view what) {
  return {.code = Error::Code::unreadable,
          .message = std::string(what) + ": " + std::strerror(errno),
          .file = file.string()};
}

bool is_digest(std::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t size = ::write(descriptor, bytes.data(), bytes.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(size));
  }
  return true;
}

// The name is on the disk when this returns.
bool sync_folder(const fs::path& folder) {
  const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return descriptor.good() && ::fsync(descriptor.number()) == 0;
}

// There, with its own name on the disk.
bool make_folder(const fs::path& folder) {
  if (::mkdir(folder.c_str(), 0755) != 0) return errno == EEXIST;
  return sync_folder(folder.parent_path());
}

Instant modified_of(const struct stat& status) {
  return Instant{
      std::chrono::duration_cast<Duration>(std::chrono::seconds(status.st_mtim.tv_sec) +
                                           std::chrono::nanoseconds(status.st_mtim.tv_nsec))};
}

std::string hex_folder(int number) {
  char name[3];
  std::snprintf(name, sizeof name, "%02x", static_cast<unsigned>(number) & 0xff);
  return name;
}

}  // namespace

// What this process put in lately, so that a clock that jumped makes nothing old that is new: its
// reference may not be in the store yet. The mutex makes "is it still as listed" and "remove it"
// one step.
struct FileVault::Recent {
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::hours kRemembered{2};

  std::mutex mutex;
  std::map<std::string, Clock::time_point> put;
  Clock::time_point swept = Clock::now();
  std::optional<std::pair<Instant, Clock::time_point>> start;  // the same moment by both clocks

  void note(const std::string& digest) {
    const Clock::time_point now = Clock::now();
    put[digest] = now;
    if (now - swept < kRemembered / 4) return;
    std::erase_if(put, [&](const auto& entry) { return now - entry.second > kRemembered; });
    swept = now;
  }
};

FileVault::FileVault(fs::path folder)
    : folder_(std::move(folder)), recent_(std::make_shared<Recent>()) {}

Result<FileVault> FileVault::open(const fs::path& folder) {
  std::error_code error;
  const auto refuse = [&](const fs::path& what) {
    return std::unexpected(Error{.code = Error::Code::unreadable,
                                 .message = "cannot be made: " + error.message(),
                                 .file = what.string()});
  };
  if (fs::create_directories(folder / "scratch", error); error) return refuse(folder / "scratch");
  if (!sync_folder(folder)) return std::unexpected(error_of(folder, "cannot be written"));
  return FileVault(folder);
}

void FileVault::clear_scratch() {
  std::error_code failed, ignored;
  for (fs::directory_iterator at(folder_ / "scratch", failed), end; !failed && at != end;
       at.increment(failed))
    fs::remove_all(at->path(), ignored);
}

fs::path FileVault::scratch(const std::string& stem) {
  static std::atomic<std::uint64_t> next{0};
  return folder_ / "scratch" /
         (stem + "." + std::to_string(::getpid()) + "." + std::to_string(next++));
}

Result<std::string> FileVault::adopt(const fs::path& file) {
  const Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!descriptor.good()) return std::unexpected(error_of(file, "cannot be read"));
  Result<std::string> digest = digest_of_file(descriptor.number(), file);
  if (!digest) return digest;
  if (::fsync(descriptor.number()) != 0)
    return std::unexpected(error_of(file, "cannot be made durable"));

  const fs::path place = path_of(*digest);
  const std::lock_guard lock(recent_->mutex);
  // Over a file of the same bytes too: it is as good, and its time is then that of now.
  ::futimens(descriptor.number(), nullptr);
  if (!make_folder(place.parent_path()) || ::rename(file.c_str(), place.c_str()) != 0)
    return std::unexpected(error_of(file, "cannot be moved to " + place.string()));
  recent_->note(*digest);
  if (!sync_folder(place.parent_path()))
    return std::unexpected(error_of(place, "cannot be made durable"));
  return digest;
}

Result<std::string> FileVault::put(std::string_view bytes) {
  const fs::path file = scratch("put");
  const auto refuse = [&](Error error) {
    ::unlink(file.c_str());
    return std::unexpected(std::move(error));
  };
  {
    const Descriptor descriptor(
        ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
    if (!descriptor.good() || !write_all(descriptor.number(), bytes))
      return refuse(error_of(file, "cannot be written"));
  }
  Result<std::string> digest = adopt(file);
  if (!digest) return refuse(digest.error());
  return digest;
}

std::optional<std::string> FileVault::trouble() {
  static const std::string bytes(256u << 10, 'x');
  const fs::path file = scratch("probe");
  const Descriptor descriptor(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  std::optional<std::string> out;
  // A disk that is full may tell only when it comes to it.
  if (!descriptor.good() || !write_all(descriptor.number(), bytes) ||
      ::fsync(descriptor.number()) != 0)
    out = error_of(file, "cannot be written").message;
  ::unlink(file.c_str());
  return out;
}

fs::path FileVault::path_of(const std::string& digest) const {
  if (!is_digest(digest)) return {};
  return folder_ / digest.substr(0, 2) / digest;
}

bool FileVault::has(const std::string& digest) const {
  std::error_code ignored;
  return is_digest(digest) && fs::is_regular_file(path_of(digest), ignored);
}

std::optional<std::string> FileVault::read(const std::string& digest) const {
  if (!is_digest(digest)) return std::nullopt;
  auto bytes = read_file_bytes(path_of(digest), std::numeric_limits<std::int64_t>::max());
  if (!bytes) return std::nullopt;
  return *std::move(bytes);
}

std::vector<FileVault::Entry> FileVault::entries() const {
  std::vector<Entry> out;
  std::error_code error;
  for (int i = 0; i < 256; ++i)
    for (fs::directory_iterator at(folder_ / hex_folder(i), error), end; !error && at != end;
         at.increment(error)) {
      const std::string name = at->path().filename();
      struct stat status{};
      if (is_digest(name) && ::stat(at->path().c_str(), &status) == 0)
        out.push_back({.digest = name,
                       .bytes = static_cast<std::uint64_t>(status.st_size),
                       .modified = modified_of(status)});
    }
  return out;
}

void FileVault::remove(const std::string& digest) {
  if (is_digest(digest)) ::unlink(path_of(digest).c_str());
}

bool FileVault::remove_untouched(const Entry& entry, Duration at_least) {
  const fs::path place = path_of(entry.digest);
  const std::lock_guard lock(recent_->mutex);
  const auto put = recent_->put.find(entry.digest);
  if (put != recent_->put.end() && Recent::Clock::now() - put->second < at_least) return false;
  struct stat status{};
  if (::stat(place.c_str(), &status) != 0 || modified_of(status) != entry.modified) return false;
  return ::unlink(place.c_str()) == 0;
}

Instant FileVault::credible(Instant now, Instant start) {
  const std::lock_guard lock(recent_->mutex);
  const Recent::Clock::time_point tick = Recent::Clock::now();
  if (!recent_->start) recent_->start.emplace(start, tick);
  const auto& [begun, at] = *recent_->start;
  return std::min(now, begun + std::chrono::duration_cast<Duration>(tick - at));
}

}  // namespace verify::daemon
