#include "daemon/api/routes/handlers.h"

namespace verify::daemon::routes {

Answer deliveries(const Call& call) {
  const Store::DeliveryFilter filter{.state = call.word("state", parse_delivery_state),
                                     .limit = static_cast<int>(call.whole("limit", 100, 1, 500))};
  return json_response({{"deliveries", list_of(call.store().deliveries(filter))}});
}

Answer replay_delivery(const Call& call) {
  const std::string& id = call.in_path("id");
  if (id.size() > 64 || !call.store().replay_delivery(id, call.now()))
    throw not_found("there is no dead delivery with this id");
  call.audit("delivery.replayed", id);
  call.api.needs.wake();
  return {.status = 204};
}

}  // namespace verify::daemon::routes
