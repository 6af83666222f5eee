#pragma once

#include "daemon/api/call.h"
#include "daemon/base/rules.h"

namespace verify::daemon {

/// What a partner is judged by; null where it names a checklist that is not there (any more).
const Checklist* checklist_of(const Call& call, const Rules& rules, const Partner& partner);

/// Plans a partner's next run anew where its cadence is another one now. What is due for another
/// reason than the calendar stays.
void reschedule(const Call& call, const Partner& before, const Partner& now);

}  // namespace verify::daemon
