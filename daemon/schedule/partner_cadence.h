#pragma once

#include "daemon/base/settings.h"
#include "daemon/schedule/cadence.h"
#include "daemon/store/records.h"

namespace verify::daemon {

/// The words of a partner's cadence: its own, else its group's, else the configuration's.
const std::string& cadence_text(const Partner& partner, const Settings& settings);

/// The same, read. What cannot be read (a stored one that an older program took) gives way to the
/// configuration's, and that to every 30 days: a partner is never left without.
Cadence cadence_of(const Partner& partner, const Settings& settings);

}  // namespace verify::daemon
