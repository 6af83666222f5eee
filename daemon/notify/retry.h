#pragma once

#include "daemon/notify/reply.h"
#include "daemon/store/records.h"

namespace verify::daemon {

/// How long a delivery waits after its `attempts`-th failed try: the first pause, doubled each time
/// up to the longest, and up to a quarter of it more, which depends on id and try alone.
Duration pause_after(const std::string& id, int attempts, const NotifyLimits& limits);

/// The delivery after a try that ended at `now`. Pure. `reply` is not `interrupted`. What a
/// receiver asks for by Retry-After takes the place of our own pause, within its limit.
Delivery after_try(Delivery delivery, const Reply& reply, Instant now, const NotifyLimits& limits);

}  // namespace verify::daemon
