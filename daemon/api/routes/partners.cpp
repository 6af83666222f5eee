#include "daemon/api/routes/handlers.h"
#include "daemon/api/watching.h"
#include "daemon/base/ids.h"

namespace verify::daemon::routes {
namespace {

// As the portfolio has it; without what may be known of it where it was removed just now.
Json line_of(const Call& call, const Partner& partner) {
  const auto row = call.store().portfolio_row(partner.id, call.now());
  return json_of(row.value_or(PortfolioRow{.partner = partner}));
}

Json standings_of(const Call& call, const Partner& partner,
                  const std::vector<Standing>& standings) {
  const auto rules = call.api.needs.rules();
  const Checklist* checklist = checklist_of(call, *rules, partner);
  Json out = Json::array();
  for (const Standing& standing : standings) {
    Json one = json_of(standing);
    const Requirement* item =
        checklist != nullptr ? checklist->find(standing.requirement) : nullptr;
    one["title"] = item != nullptr ? Json(item->title) : Json(nullptr);
    out.push_back(std::move(one));
  }
  return out;
}

void check_words(const Call& call, const Partner& partner) {
  const auto settings = call.api.needs.settings();
  if (!partner.group.empty() && !settings->groups.contains(partner.group))
    throw bad_body("/group", "there is no group '" + partner.group + "' in the configuration");
  if (!partner.cadence.empty()) {
    const auto cadence = Cadence::parse(partner.cadence);
    if (!cadence) throw bad_body("/cadence", cadence.error().message);
  }
  const auto rules = call.api.needs.rules();
  if (!partner.checklist.empty() && !rules->checklists.contains(partner.checklist))
    throw bad_body("/checklist", "there is no checklist '" + partner.checklist + "'");
}

}  // namespace

Answer partner(const Call& call) {
  const Partner partner = call.partner();
  const auto standings = call.store().standings(partner.id);
  const auto latest = call.store().runs({.partner = partner.id, .limit = 1});
  Json out = line_of(call, partner);
  out["standings"] = standings_of(call, partner, standings);
  out["overrides"] = list_of(call.store().overrides(partner.id));
  const auto application = call.store().application(partner.id);
  out["application_version"] = application ? Json(application->version) : Json(nullptr);
  out["last_run"] = latest.empty() ? Json(nullptr) : json_of(latest[0]);
  return json_response(out);
}

Answer put_partner(const Call& call) {
  const std::string& id = call.in_path("id");
  if (!is_partner_id(id))
    throw Problem{
        .status = 400,
        .code = "bad-id",
        .detail = "an id is 1 to 64 of a-z, 0-9, '-', '_' and '.', a letter or digit first"};
  const auto before = call.store().partner(id);
  Partner partner{.id = id, .created_at = call.now()};
  bool named = false;
  call.body([&](JsonReader& body) {
    named = body.raw("name") != nullptr;
    body.text("name", partner.name, 200);
    body.text("group", partner.group, 64);
    body.text("cadence", partner.cadence, 200);
    body.text("checklist", partner.checklist, 128);
    body.flag("paused", partner.paused);
  });
  if (named && partner.name.empty()) throw bad_body("/name", "a name is not empty");
  check_words(call, partner);
  call.store().put_partner(partner);
  partner = call.partner();  // with the name an application may have given it meanwhile
  if (before) reschedule(call, *before, partner);
  call.api.needs.wake();
  return json_response(line_of(call, partner), before ? 200 : 201);
}

Answer delete_partner(const Call& call) {
  if (!call.store().remove_partner(call.partner().id))
    throw not_found("there is no partner with this id");
  call.audit("partner.deleted", call.in_path("id"));
  return {.status = 204};
}

}  // namespace verify::daemon::routes
