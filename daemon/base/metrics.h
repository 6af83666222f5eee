#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "daemon/base/events.h"
#include "verify/time.h"

namespace verify::daemon {

/// What the daemon tells Prometheus. Every name begins with "verifyd_"; labels are words of fixed
/// lists, never a partner, an address or a URL. Thread-safe.
class Metrics {
 public:
  Metrics();
  ~Metrics();

  /// One answered request; `route` is a template of the router.
  void served(std::string_view method, std::string_view route, int status, Duration took);
  /// Runs and transitions, as they are told. For Events::listen.
  void count(const Event& event);
  /// A new configuration was taken, or refused.
  void config_reloaded(bool taken);

  /// What is asked of the other rooms when somebody scrapes.
  struct Readings {
    std::int64_t partners = 0, never_checked = 0, overdue = 0;
    std::map<std::string, std::int64_t> outcomes;  ///< partners by the outcome of their last run
    std::int64_t queued = 0;
    int running = 0, waiting_crawls = 0;
    std::uint64_t runs_finished = 0, runs_failed = 0, leases_lost = 0;
    std::uint64_t pages = 0, pages_not_modified = 0;
    std::uint64_t deliveries_sent = 0, delivery_tries_failed = 0, deliveries_dead = 0;
    std::int64_t deliveries_pending = 0;
    Duration scheduler_lag{};
    std::uint64_t scheduler_failures = 0;
    bool scheduler_ok = true;
    bool store_available = true, ready = true;
  };
  /// The exposition format, version 0.0.4.
  std::string text(const Readings& now) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace verify::daemon
