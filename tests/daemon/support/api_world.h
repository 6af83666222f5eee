#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "daemon/api/server.h"
#include "daemon/support/http_client.h"
#include "support/fake_clock.h"
#include "support/temp_folder.h"

namespace verify::test {

/// A whole API on loopback over a store in memory, with a token of each role: the words "viewer",
/// "operator" and "admin".
class ApiWorld {
 public:
  explicit ApiWorld(daemon::ApiLimits limits = {}, daemon::Settings settings = {});
  ~ApiWorld();

  daemon::Store& store() { return *store_; }
  daemon::FileVault& vault() { return *vault_; }
  daemon::Events& events() { return events_; }
  FakeClock& clock() { return clock_; }
  daemon::ApiServer& server() { return *server_; }
  std::uint16_t port() const { return server_->port(); }
  const std::filesystem::path& folder() const { return temp_.path(); }
  std::string not_ready;                         ///< what /readyz says; to be set between requests
  std::function<void()> before_metrics = [] {};  ///< runs on the handler thread that asks
  std::atomic<int> wakes{0};
  /// "GET /api/v1/partners/{id} 200" for each answer there was.
  std::vector<std::string> served() const;
  /// "503 why" for each fault that was told, "what who on" for each line of audit.
  std::vector<std::string> told() const;

  Reply ask(const Ask& ask) const { return test::ask(port(), ask); }
  /// With a body, and the role's token.
  Reply ask(const std::string& role, const std::string& method, const std::string& target,
            const nlohmann::json& body = nullptr) const;

  /// The first item of the checklist the settings name.
  static std::string some_item();
  void add_token(daemon::Token token, const std::string& secret);
  /// A partner with an application, as through the API.
  void add_partner(const std::string& id);
  /// Queues, leases and finishes a run with the report; its id.
  std::int64_t finish_run(const std::string& partner, const Report& report,
                          std::string_view evidence = "WARC/1.1\r\n\r\n");

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> served_, told_;
  TempFolder temp_;
  FakeClock clock_;
  daemon::Events events_;
  std::unique_ptr<daemon::Store> store_;
  std::unique_ptr<daemon::FileVault> vault_;
  std::unique_ptr<daemon::ApiServer> server_;
};

/// The least an application says.
std::string small_application(const std::string& name = "Example GmbH");

}  // namespace verify::test
