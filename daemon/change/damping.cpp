#include "daemon/change/damping.h"

#include <algorithm>

namespace verify::daemon {

int flaps_of(std::string_view requirement, std::span<const Transition> told_lately, Instant at,
             const DampingRules& rules) {
  return static_cast<int>(
      std::count_if(told_lately.begin(), told_lately.end(), [&](const Transition& told) {
        const Duration ago = told.at < at ? at - told.at : told.at - at;
        return told.requirement == requirement && told.from && ago < rules.flap_window;
      }));
}

int runs_needed(Verdict observed, int flaps, bool asked_anew, const DampingRules& rules) {
  int needed = 1;
  if (observed == Verdict::blocked) needed = rules.blocked_runs;
  if (flaps >= std::max(rules.flaps, 1) && !asked_anew)
    needed = std::max(needed, rules.flapping_runs);
  return std::max(needed, 1);
}

}  // namespace verify::daemon
