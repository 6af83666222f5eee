#pragma once

#include "daemon/api/call.h"

/// What answers each route of the table in routes.cpp. A handler throws Problem for what it
/// refuses.
namespace verify::daemon::routes {

using Answer = HttpResponse;

// health.cpp
Answer livez(const Call& call);
Answer readyz(const Call& call);
Answer metrics(const Call& call);
// dashboard.cpp
Answer index(const Call& call);
Answer asset(const Call& call);
Answer openapi(const Call& call);
// portfolio.cpp
Answer me(const Call& call);
Answer portfolio(const Call& call);
Answer partners(const Call& call);
Answer badge(const Call& call);
// partners.cpp
Answer partner(const Call& call);
Answer put_partner(const Call& call);
Answer delete_partner(const Call& call);
// applications.cpp
Answer put_file(const Call& call);
Answer put_application(const Call& call);
Answer application(const Call& call);
Answer applications(const Call& call);
// runs.cpp
Answer ask_for_run(const Call& call);
Answer runs(const Call& call);
Answer run(const Call& call);
Answer findings(const Call& call);
// reports.cpp
Answer report(const Call& call);
Answer evidence(const Call& call);
// changes.cpp
Answer history(const Call& call);
Answer transitions(const Call& call);
Answer partner_transitions(const Call& call);
// overrides.cpp
Answer overrides(const Call& call);
Answer add_override(const Call& call);
Answer withdraw_override(const Call& call);
// deliveries.cpp
Answer deliveries(const Call& call);
Answer replay_delivery(const Call& call);
// checklists.cpp
Answer checklists(const Call& call);
Answer checklist(const Call& call);
// events.cpp
Answer events(const Call& call);

}  // namespace verify::daemon::routes
