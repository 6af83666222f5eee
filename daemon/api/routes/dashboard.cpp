#include "daemon/api/routes/handlers.h"

namespace verify::daemon::routes {

Answer index(const Call& call) {
  return call.api.assets.answer("index.html", *call.request);
}

Answer asset(const Call& call) {
  return call.api.assets.answer(call.in_path("path"), *call.request);
}

Answer openapi(const Call& call) {
  return text_response(call.api.openapi, "application/openapi+json;version=3.1");
}

}  // namespace verify::daemon::routes
