#include "daemon/api/server.h"

#include "daemon/api/http_server.h"
#include "daemon/api/service.h"
#include "verify/file_bytes.h"

namespace verify::daemon {
namespace {

constexpr std::size_t kMostBytes = 16u << 20;

Result<std::string> read_document(const std::filesystem::path& file) {
  auto text = read_file_bytes(file, kMostBytes);
  if (!text || !text->empty()) return text;
  return std::unexpected(Error{.code = Error::Code::unreadable,
                               .message = "the description of the API is empty",
                               .file = file.string()});
}

HttpPlace place_of(const Settings& settings) {
  return {.address = settings.listen,
          .port = static_cast<std::uint16_t>(settings.port),
          .certificate = settings.certificate,
          .private_key = settings.private_key,
          .max_connections = settings.max_connections};
}

/// The service, and the server over it, which goes first.
class OwningServer final : public ApiServer {
 public:
  explicit OwningServer(ApiContext context) : service_(std::move(context)) {}
  Result<void> start(const Settings& settings, const ApiLimits& limits) {
    auto server = make_http_server(place_of(settings), limits, service_);
    if (!server) return std::unexpected(server.error());
    server_ = std::move(*server);
    return {};
  }
  std::uint16_t port() const override { return server_->port(); }
  void drain(Duration at_most) override { server_->drain(at_most); }
  Result<void> reload(const Settings& settings) override { return server_->reload(settings); }

 private:
  ApiService service_;
  std::unique_ptr<HttpServer> server_;
};

}  // namespace

Result<std::unique_ptr<ApiServer>> make_api_server(ApiNeeds needs, ApiLimits limits) {
  const auto settings = needs.settings();
  auto assets = Assets::load(needs.assets);
  if (!assets) return std::unexpected(assets.error());
  auto openapi = read_document(needs.openapi);
  if (!openapi) return std::unexpected(openapi.error());
  auto server = std::make_unique<OwningServer>(ApiContext{.needs = std::move(needs),
                                                          .limits = limits,
                                                          .assets = std::move(*assets),
                                                          .openapi = std::move(*openapi)});
  if (auto started = server->start(*settings, limits); !started)
    return std::unexpected(started.error());
  return server;
}

}  // namespace verify::daemon
