#include "daemon/api/routes/handlers.h"

namespace verify::daemon::routes {
namespace {

constexpr std::string_view kPlain = "text/plain; charset=utf-8";

}  // namespace

Answer livez(const Call&) {
  return text_response("ok\n", kPlain);
}

Answer readyz(const Call& call) {
  const std::string why = call.api.needs.not_ready();
  if (why.empty()) return text_response("ready\n", kPlain);
  throw Problem{
      .status = 503, .code = "not-ready", .detail = why, .fields = {{"Retry-After", "10"}}};
}

Answer metrics(const Call& call) {
  return text_response(call.api.needs.metrics(), "text/plain; version=0.0.4; charset=utf-8");
}

}  // namespace verify::daemon::routes
