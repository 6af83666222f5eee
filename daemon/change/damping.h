#pragma once

#include "daemon/change/change.h"

namespace verify::daemon {

/// How often a change of the requirement was told within the window before (and, where the clock
/// was put back, after) `at`. That it was seen for the first time is no change.
int flaps_of(std::string_view requirement, std::span<const Transition> told_lately, Instant at,
             const DampingRules& rules);

/// How many runs in a row must see `observed` before it is told in place of another verdict; 1 for
/// at once.
///   - `blocked`: DampingRules::blocked_runs. Not being seen is no news about what was seen.
///   - a requirement that flaps: DampingRules::flapping_runs, unless the application or the rules
///     are other ones: that is no noise.
int runs_needed(Verdict observed, int flaps, bool asked_anew, const DampingRules& rules);

}  // namespace verify::daemon
