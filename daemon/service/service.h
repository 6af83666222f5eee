#pragma once

#include <atomic>
#include <expected>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "daemon/api/server.h"
#include "daemon/base/log.h"
#include "daemon/base/metrics.h"
#include "daemon/base/rules.h"
#include "daemon/notify/notifier.h"
#include "daemon/run/pool.h"
#include "daemon/schedule/scheduler.h"
#include "daemon/service/probe.h"

namespace verify::daemon {

/// The whole daemon: its rooms, put together. The rooms run on threads of their own; the owner only
/// starts, reloads and ends them.
class Service {
 public:
  /// Opens the data, puts back what an earlier life left running, and begins: the port is open when
  /// it returns.
  static std::expected<std::unique_ptr<Service>, std::vector<Error>> start(Settings settings,
                                                                           Log& log);
  ~Service();

  /// Reads the configuration file again. What is wrong leaves everything as it is, and is logged
  /// and counted. Data, database, the address of the API, whether it speaks TLS and the number of
  /// threads change with a restart only.
  bool reload();
  /// Answers no request any more, lets runs under way end for a while, gives the others back.
  void drain(Duration at_most);

  std::uint16_t port() const;
  /// Empty: ready; else why not, on one line. Never waits for a disk.
  std::string not_ready() const;

 private:
  Service(std::shared_ptr<const Settings> settings, std::shared_ptr<const Rules> rules,
          std::unique_ptr<Store> store, FileVault vault, Log& log);
  std::optional<Error> begin();
  void listen();
  void log_event(const Event& event);
  std::expected<std::pair<std::shared_ptr<const Settings>, std::shared_ptr<const Rules>>,
                std::vector<Error>>
  read_again();
  ApiNeeds api_needs();
  void tidy_up();
  void wake();
  std::string metrics_text();
  std::shared_ptr<const Settings> settings() const;
  std::shared_ptr<const Rules> rules() const;

  Log& log_;
  std::atomic<bool> stopping_ = false;
  mutable std::mutex mutex_;  // of settings_ and rules_
  std::shared_ptr<const Settings> settings_;
  std::shared_ptr<const Rules> rules_;
  const std::shared_ptr<const Settings> started_with_;  // what only a restart changes
  std::unique_ptr<Store> store_;
  FileVault vault_;
  Events events_;
  Metrics metrics_;
  std::unique_ptr<Notifier> notifier_;
  std::unique_ptr<RunPool> pool_;
  std::unique_ptr<StorageProbe> probe_;
  std::unique_ptr<Scheduler> scheduler_;
  std::unique_ptr<ApiServer> api_;
};

}  // namespace verify::daemon
