#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "daemon/run/pool.h"
#include "support/live_site.h"
#include "support/places.h"
#include "support/temp_folder.h"
#include "support/whole_file.h"

namespace verify::daemon::test {

/// The machine's clock, some time ahead or behind. Thread-safe.
class ShiftedClock final : public Clock {
 public:
  Instant now() const override { return system_clock().now() + Duration{by_.load()}; }
  Duration monotonic() const override { return system_clock().monotonic(); }
  void shift(Duration by) { by_ += by.count(); }

 private:
  std::atomic<Duration::rep> by_ = 0;
};

inline std::shared_ptr<const Rules> bundled_rules() {
  static const auto rules =
      std::make_shared<const Rules>(load_rules(verify::test::source_folder() / "config").value());
  return rules;
}

/// Collects what is told, and lets a test wait for it.
class Told {
 public:
  explicit Told(Events& events) : events_(events) {
    id_ = events_.listen([this](const Event& event) {
      const std::lock_guard lock(mutex_);
      all_.push_back(event);
      changed_.notify_all();
    });
  }
  ~Told() { events_.leave(id_); }
  Told(const Told&) = delete;
  Told& operator=(const Told&) = delete;

  std::size_t count(const std::string& type) const {
    const std::lock_guard lock(mutex_);
    return count_of(type);
  }
  /// False after a minute.
  bool wait(const std::string& type, std::size_t times) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(60),
                             [&] { return count_of(type) >= times; });
  }
  std::vector<Event> all(const std::string& type) const {
    const std::lock_guard lock(mutex_);
    std::vector<Event> out;
    for (const Event& event : all_)
      if (event.type == type) out.push_back(event);
    return out;
  }

 private:
  std::size_t count_of(const std::string& type) const {
    return static_cast<std::size_t>(std::count_if(
        all_.begin(), all_.end(), [&](const Event& event) { return event.type == type; }));
  }
  Events& events_;
  std::uint64_t id_ = 0;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Event> all_;
};

/// The fixtures speak for that day.
inline Duration to_fixture_day() {
  return Instant{std::chrono::sys_days{*parse_date("2026-06-30")}} + std::chrono::hours(12) -
         system_clock().now();
}

inline Settings quick_settings(const FetcherOptions& network) {
  Settings settings;
  settings.crawl.delay_ms = 0;
  settings.fetcher = network;
  settings.file_reader = verify::test::file_reader_path();
  settings.threads = 2;
  settings.lease = std::chrono::seconds(30);
  return settings;
}

/// A partner with the application of a fixture.
inline void add_partner(Store& store, FileVault& vault, const verify::test::FixtureSite& fixture,
                        const std::string& id, Instant now) {
  store.put_partner({.id = id, .name = id, .created_at = now});
  ApplicationVersion version;
  version.partner = id;
  version.json = verify::test::read_whole_file(fixture.folder() / "application.json");
  for (const auto& [path, bytes] : fixture.submitted_files())
    version.files[path] = vault.put(bytes).value();
  version.submitted_at = now;
  version.submitted_by = "test";
  store.add_application(version);
}

/// A daemon without schedule and API: a store, a vault, and partner "p1" whose site is a fixture.
struct Rig {
  verify::test::TempFolder temp;
  verify::test::LiveSite site;
  ShiftedClock clock;
  Events events;
  Told told{events};
  FileVault vault = FileVault::open(temp.path() / "files").value();
  std::unique_ptr<Store> store =
      open_store("sqlite:" + (temp.path() / "verifyd.db").string()).value();
  Settings settings;
  std::unique_ptr<RunPool> pool;

  explicit Rig(const std::string& fixture = "northwind-ml")
      : site(verify::test::source_folder() / "fixtures" / fixture),
        settings(quick_settings(site.network())) {
    clock.shift(to_fixture_day());
    add("p1");
  }
  void add(const std::string& partner) {
    add_partner(*store, vault, site.fixture(), partner, clock.now());
  }
  void start() {
    pool = make_run_pool(*store, vault, events, clock, std::make_shared<Settings>(settings),
                         bundled_rules());
  }
  std::int64_t enqueue(const std::string& partner = "p1") {
    const auto run = store->enqueue(partner, Trigger::schedule, "", clock.now());
    if (pool) pool->wake();
    return run.value().id;
  }
  /// Waits until it has ended, at most a minute.
  Run ended(std::int64_t id) {
    for (int i = 0; i < 6000; ++i) {
      const Run run = store->run(id).value();
      if (run.state == RunState::finished || run.state == RunState::failed) return run;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return store->run(id).value();
  }
  Run run_once(const std::string& partner = "p1") {
    if (!pool) start();
    return ended(enqueue(partner));
  }
  Standing standing(const std::string& requirement) {
    for (const Standing& each : store->standings("p1"))
      if (each.requirement == requirement) return each;
    return {};
  }
};

}  // namespace verify::daemon::test
