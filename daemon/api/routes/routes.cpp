#include "daemon/api/router.h"
#include "daemon/api/routes/handlers.h"

namespace verify::daemon {

// What each of them takes and gives is described in config/openapi/verifyd.openapi.json; a test
// compares the two in both directions.
std::span<const Route> all_routes() {
  using enum Access;
  static constexpr BodyKind kJson = BodyKind::json, kBytes = BodyKind::bytes,
                            kNone = BodyKind::none;
  static constexpr bool kAtOnce = true;
  static constexpr Route kRoutes[] = {
      {"GET", "/livez", open, routes::livez, "", kNone, kAtOnce},
      {"GET", "/readyz", open, routes::readyz, "", kNone, kAtOnce},
      {"GET", "/metrics", viewer, routes::metrics},
      {"GET", "/", open, routes::index, "", kNone, kAtOnce},
      {"GET", "/assets/{path}", open, routes::asset, "", kNone, kAtOnce},
      {"GET", "/api/v1/openapi.json", viewer, routes::openapi},
      {"GET", "/api/v1/me", viewer, routes::me},
      {"GET", "/api/v1/portfolio", viewer, routes::portfolio},
      {"GET", "/api/v1/partners", viewer, routes::partners,
       "search group outcome verdict stale after limit"},
      {"GET", "/api/v1/partners/{id}", viewer, routes::partner},
      {"PUT", "/api/v1/partners/{id}", operator_, routes::put_partner, "", kJson},
      {"DELETE", "/api/v1/partners/{id}", admin, routes::delete_partner},
      {"GET", "/api/v1/partners/{id}/badge.svg", viewer, routes::badge},
      {"PUT", "/api/v1/files", operator_, routes::put_file, "", kBytes},
      {"PUT", "/api/v1/partners/{id}/application", operator_, routes::put_application, "file*",
       kJson},
      {"GET", "/api/v1/partners/{id}/application", viewer, routes::application, "version"},
      {"GET", "/api/v1/partners/{id}/applications", viewer, routes::applications},
      {"POST", "/api/v1/partners/{id}/runs", operator_, routes::ask_for_run},
      {"GET", "/api/v1/partners/{id}/history", viewer, routes::history, "runs"},
      {"GET", "/api/v1/partners/{id}/transitions", viewer, routes::partner_transitions,
       "requirement before limit"},
      {"GET", "/api/v1/partners/{id}/overrides", viewer, routes::overrides},
      {"POST", "/api/v1/partners/{id}/overrides", operator_, routes::add_override, "", kJson},
      {"DELETE", "/api/v1/overrides/{id}", operator_, routes::withdraw_override},
      {"GET", "/api/v1/runs", viewer, routes::runs, "partner state before limit"},
      {"GET", "/api/v1/runs/{id}", viewer, routes::run},
      {"GET", "/api/v1/runs/{id}/findings", viewer, routes::findings},
      {"GET", "/api/v1/runs/{id}/report", viewer, routes::report, "format"},
      {"GET", "/api/v1/runs/{id}/evidence", viewer, routes::evidence},
      {"GET", "/api/v1/transitions", viewer, routes::transitions,
       "partner requirement before limit"},
      {"GET", "/api/v1/deliveries", viewer, routes::deliveries, "state limit"},
      {"POST", "/api/v1/deliveries/{id}/replay", admin, routes::replay_delivery},
      {"GET", "/api/v1/checklists", viewer, routes::checklists},
      {"GET", "/api/v1/checklists/{id}", viewer, routes::checklist},
      {"GET", "/api/v1/events", viewer, routes::events, "partner"},
  };
  return kRoutes;
}

}  // namespace verify::daemon
