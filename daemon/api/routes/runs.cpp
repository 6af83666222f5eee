#include "daemon/api/routes/handlers.h"

namespace verify::daemon::routes {
namespace {

Run run_of(const Call& call) {
  auto found = call.store().run(call.id());
  if (!found) throw not_found("there is no run with this id");
  return *found;
}

}  // namespace

Answer ask_for_run(const Call& call) {
  const Partner partner = call.partner();
  const auto open = call.store().enqueue(partner.id, Trigger::manual, call.token->name, call.now());
  if (!open)
    throw Problem{.status = 409,
                  .code = "no-application",
                  .detail = "the partner has no application yet: there is nothing to screen"};
  if (open->state == RunState::queued)
    call.api.needs.events.publish(
        {.type = "run.queued", .partner = partner.id, .run = open->id, .data = "{}"});
  call.api.needs.wake();
  HttpResponse response = json_response(json_of(*open), 202);
  response.fields.emplace_back("Location", "/api/v1/runs/" + std::to_string(open->id));
  return response;
}

Answer runs(const Call& call) {
  const Store::RunFilter filter{.partner = call.partner_key("partner"),
                                .state = call.word("state", parse_run_state),
                                .before = call.whole("before", 0, 1, INT64_MAX),
                                .limit = static_cast<int>(call.whole("limit", 50, 1, 500))};
  const auto found = call.store().runs(filter);
  return json_response(
      {{"runs", list_of(found)},
       {"next", next_cursor(found, filter.limit, [](const Run& run) { return run.id; })}});
}

Answer run(const Call& call) {
  return json_response(json_of(run_of(call)));
}

Answer findings(const Call& call) {
  return json_response({{"findings", list_of(call.store().findings(run_of(call).id))}});
}

}  // namespace verify::daemon::routes
