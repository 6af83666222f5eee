#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "daemon/store/file_vault.h"
#include "daemon/store/store.h"

namespace verify::daemon {

/// Tries every few seconds whether database and files can be written, on a thread of its own: to
/// write may take as long as a disk hangs, and who asks for the health must not wait for it.
/// Thread-safe.
class StorageProbe {
 public:
  static constexpr Duration kEvery = std::chrono::seconds(5);
  /// A try that has not come back after so long counts as trouble.
  static constexpr Duration kTooOld = std::chrono::seconds(30);

  /// Tries once before it returns. `told` is called with what is wrong, empty when nothing is, at
  /// first and whenever one gives way to the other; later on the probe's thread. The references
  /// must outlive it.
  StorageProbe(Store& store, FileVault& vault, const Clock& clock,
               std::function<void(const std::string& trouble)> told, Duration every = kEvery);
  /// Waits for a try under way.
  ~StorageProbe();
  StorageProbe(const StorageProbe&) = delete;
  StorageProbe& operator=(const StorageProbe&) = delete;

  /// Empty: as far as is known all can be written; else why not, on one line. Never waits for a
  /// disk.
  std::string trouble() const;
  /// Of the database alone.
  bool store_usable() const;

 private:
  struct Found {
    std::string store, files;  // what is wrong; empty: nothing
    std::string words() const;
  };
  Found look();
  void keep(Found found);
  void run();
  bool too_old() const;

  Store& store_;
  FileVault& vault_;
  const Clock& clock_;
  const std::function<void(const std::string&)> told_;
  const Duration every_;
  mutable std::mutex mutex_;
  std::condition_variable ending_;
  bool end_ = false;
  Found found_;
  Duration found_at_{};  // monotonic
  std::thread thread_;
};

}  // namespace verify::daemon
