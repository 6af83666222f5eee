#pragma once

#include "daemon/base/settings.h"
#include "daemon/notify/reply.h"
#include "daemon/store/records.h"

namespace verify::daemon {

/// POSTs a delivery's payload to its receiver, signed for this moment (notify/signature.h). Any 2xx
/// is yes, 410 (gone) is no for good, everything else may be better another time. Redirects are not
/// followed. What counts is the status: an answer whose body is late or endless is one all the
/// same.
Reply post_webhook(const WebhookSettings& webhook, const Delivery& delivery,
                   const Outbound& outbound);

}  // namespace verify::daemon
