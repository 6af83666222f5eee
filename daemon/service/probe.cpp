#include "daemon/service/probe.h"

#include "daemon/notify/quiet_thread.h"
#include "verify/safe_text.h"

namespace verify::daemon {

StorageProbe::StorageProbe(Store& store, FileVault& vault, const Clock& clock,
                           std::function<void(const std::string&)> told, Duration every)
    : store_(store), vault_(vault), clock_(clock), told_(std::move(told)), every_(every) {
  keep(look());
  told_(found_.words());
  thread_ = quiet_thread([this] { run(); });
}

StorageProbe::~StorageProbe() {
  {
    const std::lock_guard lock(mutex_);
    end_ = true;
  }
  ending_.notify_all();
  thread_.join();
}

std::string StorageProbe::Found::words() const {
  if (!store.empty()) return "the store: " + store;
  return files.empty() ? "" : "the files: " + files;
}

StorageProbe::Found StorageProbe::look() {
  return {.store = safe_text(store_.trouble().value_or("")),
          .files = safe_text(vault_.trouble().value_or(""))};
}

void StorageProbe::keep(Found found) {
  const std::lock_guard lock(mutex_);
  found_ = std::move(found);
  found_at_ = clock_.monotonic();
}

void StorageProbe::run() {
  bool fine = found_.words().empty();
  while (true) {
    {
      std::unique_lock lock(mutex_);
      ending_.wait_for(lock, every_, [&] { return end_; });
      if (end_) return;
    }
    Found found = look();
    const std::string words = found.words();
    keep(std::move(found));
    if (words.empty() != fine) told_(words);
    fine = words.empty();
  }
}

// Under the lock.
bool StorageProbe::too_old() const {
  return clock_.monotonic() - found_at_ > kTooOld;
}

std::string StorageProbe::trouble() const {
  const std::lock_guard lock(mutex_);
  if (std::string words = found_.words(); !words.empty()) return words;
  return too_old() ? "the store: what was written has not come back for half a minute" : "";
}

bool StorageProbe::store_usable() const {
  const std::lock_guard lock(mutex_);
  return found_.store.empty() && !too_old();
}

}  // namespace verify::daemon
