#include "daemon/api/routes/handlers.h"
#include "daemon/api/watching.h"

namespace verify::daemon::routes {
namespace {

void check_requirement(const Call& call, const Partner& partner, const std::string& requirement) {
  if (requirement.empty()) throw bad_body("/requirement", "the id of an item is expected");
  const auto rules = call.api.needs.rules();
  const Checklist* checklist = checklist_of(call, *rules, partner);
  if (checklist != nullptr && checklist->find(requirement) == nullptr)
    throw bad_body("/requirement",
                   "'" + requirement + "' is no item of the checklist " + checklist->id);
}

std::optional<Date> read_until(const Call& call, const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto until = parse_date(text);
  if (!until) throw bad_body("/until", "a day as YYYY-MM-DD is expected");
  if (*until < date_of(call.now())) throw bad_body("/until", "this day has passed");
  return until;
}

}  // namespace

Answer overrides(const Call& call) {
  return json_response({{"overrides", list_of(call.store().overrides(call.partner().id))}});
}

Answer add_override(const Call& call) {
  const Partner partner = call.partner();
  Override override{.partner = partner.id, .who = call.token->name, .at = call.now()};
  std::string verdict, until;
  call.body([&](JsonReader& body) {
    body.text("requirement", override.requirement, 64);
    body.text("verdict", verdict, 32);
    body.text("why", override.why, 2000);
    body.text("until", until, 10);
  });
  check_requirement(call, partner, override.requirement);
  const auto parsed = parse_verdict(verdict);
  if (!parsed) throw bad_body("/verdict", "'" + verdict + "' is not one of the words");
  if (override.why.find_first_not_of(" \t\r\n") == std::string::npos)
    throw bad_body("/why", "say why: who reads it later must understand it");
  override.verdict = *parsed;
  override.until = read_until(call, until);
  override = call.store().add_override(override);
  if (override.id == 0) throw not_found("there is no partner with this id");  // removed meanwhile
  call.audit("override.said", override.partner + " " + override.requirement);
  return json_response(json_of(override), 201);
}

Answer withdraw_override(const Call& call) {
  if (!call.store().withdraw_override(call.id(), call.token->name, call.now()))
    throw not_found("there is no override with this id that holds");
  call.audit("override.withdrawn", call.in_path("id"));
  return {.status = 204};
}

}  // namespace verify::daemon::routes
