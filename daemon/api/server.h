#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "daemon/base/events.h"
#include "daemon/base/settings.h"
#include "daemon/store/file_vault.h"
#include "daemon/store/store.h"

namespace verify::daemon {

/// What the server asks of the rest of the daemon.
struct ApiNeeds {
  Store& store;
  FileVault& vault;
  Events& events;
  const Clock& clock;
  std::function<void()> wake;              ///< something was queued or submitted
  std::function<std::string()> not_ready;  ///< empty: ready; else why not, one line
  std::function<std::string()> metrics;    ///< Prometheus text
  std::function<std::shared_ptr<const Settings>()> settings;
};

/// The HTTP API and the dashboard, on threads of its own.
class ApiServer {
 public:
  virtual ~ApiServer() = default;
  virtual std::uint16_t port() const = 0;
  /// Takes no new connection and ends those that idle; requests under way may end.
  virtual void drain(Duration at_most) = 0;
};
/// Binds and listens before it returns.
Result<std::unique_ptr<ApiServer>> make_api_server(ApiNeeds needs);

}  // namespace verify::daemon
