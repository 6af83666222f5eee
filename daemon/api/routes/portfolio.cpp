#include "daemon/api/badge.h"
#include "daemon/api/routes/handlers.h"
#include "daemon/schedule/partner_cadence.h"

namespace verify::daemon::routes {
namespace {

// Whoever is paused, or whose runs fail and fail, is not due: what was seen last is old all the
// same.
bool is_old(const Call& call, const Partner& partner, const Run& last) {
  const Cadence cadence = cadence_of(partner, *call.api.needs.settings());
  return last.finished_at && is_stale(cadence.next(*last.finished_at, partner.id), call.now());
}

}  // namespace

Answer me(const Call& call) {
  return json_response({{"name", call.token->name},
                        {"role", to_string(call.token->role)},
                        {"expires_at", word_or_null(call.token->expires_at)}});
}

Answer portfolio(const Call& call) {
  return json_response(json_of(call.store().counts(call.now())));
}

Answer partners(const Call& call) {
  PortfolioFilter filter{.search = call.text("search"),
                         .group = call.text("group"),
                         .outcome = call.word("outcome", parse_outcome),
                         .verdict = call.word("verdict", parse_verdict),
                         .stale = call.flag("stale"),
                         .after = call.partner_key("after"),
                         .limit = static_cast<int>(call.whole("limit", 50, 1, 500))};
  const auto rows = call.store().portfolio(filter, call.now());
  return json_response(
      {{"partners", list_of(rows)},
       {"next", next_cursor(rows, filter.limit, [](const auto& row) { return row.partner.id; })}});
}

Answer badge(const Call& call) {
  const Partner partner = call.partner();
  const auto last =
      call.store().runs({.partner = partner.id, .state = RunState::finished, .limit = 1});
  if (last.empty()) return text_response(badge_svg(std::nullopt, false), "image/svg+xml");
  const auto due = call.store().next_due(partner.id);
  const bool overdue = !partner.paused && due && is_stale(due->at, call.now());
  return text_response(badge_svg(last[0].outcome, overdue || is_old(call, partner, last[0])),
                       "image/svg+xml");
}

}  // namespace verify::daemon::routes
