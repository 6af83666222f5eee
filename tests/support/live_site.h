#pragma once

#include <atomic>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "support/fixture_site.h"
#include "support/loopback_server.h"
#include "verify/fetch.h"

namespace verify::test {

/// A fixture site over HTTP on loopback that knows entity tags and can be changed while it is
/// served. Thread-safe.
class LiveSite {
 public:
  explicit LiveSite(const std::filesystem::path& folder);

  /// What is said at a path of any host from now on, instead of what the fixture has there.
  void set(const std::string& path, FakeAnswer answer);
  /// Replaces a piece of a page's text; throws when it is not there.
  void edit(const std::string& path, const std::string& from, const std::string& to);
  void restore(const std::string& path);
  /// Every answer waits so long.
  void slow(std::chrono::milliseconds by) { wait_ = by; }

  /// What a fetcher needs to find it.
  FetcherOptions network() const;
  std::size_t asked() const { return asked_; }
  std::size_t not_modified() const { return not_modified_; }
  const FixtureSite& fixture() const { return site_; }

 private:
  FakeAnswer answer(const std::string& host, const std::string& path) const;
  void serve(LoopbackServer::Connection& connection);

  FixtureSite site_;
  mutable std::mutex mutex_;
  std::map<std::string, FakeAnswer> changed_;
  std::atomic<std::chrono::milliseconds> wait_{std::chrono::milliseconds(0)};
  std::atomic<std::size_t> asked_ = 0, not_modified_ = 0;
  std::unique_ptr<LoopbackServer> server_;
};

}  // namespace verify::test
