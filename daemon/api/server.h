#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "daemon/base/events.h"
#include "daemon/base/settings.h"
#include "daemon/store/file_vault.h"
#include "daemon/store/store.h"

namespace verify::daemon {

struct Rules;

/// What the server asks of the rest of the daemon. The functions are called on the server's
/// threads, several at once.
struct ApiNeeds {
  Store& store;
  FileVault& vault;
  Events& events;
  const Clock& clock;
  std::function<void()> wake;  ///< something was queued or submitted
  /// Empty: ready; else why not, one line. Called on I/O threads: it must not wait.
  std::function<std::string()> not_ready;
  std::function<std::string()> metrics;  ///< Prometheus text
  std::function<std::shared_ptr<const Settings>()> settings;
  std::function<std::shared_ptr<const Rules>()> rules;
  /// After every answer, for metrics: the route as a template, "" where there is none. May be
  /// empty.
  std::function<void(std::string_view method, std::string_view route, int status, Duration took)>
      served;
  /// A request that was answered 503 as the store cannot be used, or 500: why, for the log. May be
  /// empty.
  std::function<void(int status, const std::string& why)> fault;
  /// What cannot be seen in the store afterwards, or nobody would look for there:
  /// "partner.deleted", whose token did it, and to what. May be empty.
  std::function<void(std::string_view what, const std::string& who, const std::string& on)> audit;
  std::filesystem::path assets;   ///< the dashboard's files; read once, at the start
  std::filesystem::path openapi;  ///< config/openapi/verifyd.openapi.json; likewise
};

/// How much of a client is put up with. The defaults are the documented ones; tests shorten them.
struct ApiLimits {
  std::size_t header_bytes = 16u << 10;
  std::size_t body_bytes = 4u << 20;           ///< of a JSON body
  std::size_t file_bytes = 64u << 20;          ///< of a submitted file
  Duration header = std::chrono::seconds(10);  ///< from the first byte to the end of the header
  Duration idle = std::chrono::seconds(30);    ///< between requests of one connection
  /// A body, in either direction, may take `grace` and one second per `bytes_per_second`.
  Duration grace = std::chrono::seconds(10);
  std::size_t bytes_per_second = 16u << 10;
  Duration heartbeat = std::chrono::seconds(15);  ///< of an event stream that says nothing
  std::size_t events_waiting = 256;    ///< of one client that does not read; then it is dropped
  int io_threads = 2;                  ///< move bytes, never wait for the store
  int handler_threads = 4;             ///< ask the store
  std::size_t handlers_waiting = 512;  ///< requests that wait for a handler thread; then 503
};

/// The HTTP API and the dashboard, on threads of its own.
class ApiServer {
 public:
  virtual ~ApiServer() = default;
  virtual std::uint16_t port() const = 0;
  /// Takes no new connection and ends those that idle; requests under way may end.
  virtual void drain(Duration at_most) = 0;
  /// Reads certificate and key again, for connections to come, and takes the limit on connections.
  /// Address, port, and whether it speaks TLS stay as they were. An Error changes nothing.
  virtual Result<void> reload(const Settings& settings) = 0;
};
/// Binds and listens before it returns, at Settings::listen and port (0: any), with TLS where
/// Settings::certificate is given.
Result<std::unique_ptr<ApiServer>> make_api_server(ApiNeeds needs, ApiLimits limits = {});

}  // namespace verify::daemon
