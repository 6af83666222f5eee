#pragma once

#include <optional>
#include <string>

#include "verify/report.h"
#include "verify/time.h"

namespace verify::daemon {

/// A small picture that says how a partner's last screening ended: "verify | ready". Stale: grey,
/// and it says so. Without an outcome: "not checked".
std::string badge_svg(std::optional<Outcome> outcome, bool stale);

/// A partner is stale for its badge a day after it should have been looked at: a run takes its
/// time, and a badge that flickers at every one says nothing.
bool is_stale(Instant due, Instant now);

}  // namespace verify::daemon
