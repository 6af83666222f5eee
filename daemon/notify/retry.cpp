#include "daemon/notify/retry.h"

#include <algorithm>

#include "daemon/notify/notifier.h"
#include "daemon/schedule/share.h"
#include "verify/safe_text.h"

namespace verify::daemon {
namespace {

constexpr std::size_t kLongestError = 300;
constexpr Duration kShortestAsked = std::chrono::seconds(1);

}  // namespace

Duration pause_after(const std::string& id, int attempts, const NotifyLimits& limits) {
  Duration pause = limits.first_pause;
  for (int n = 1; n < attempts && pause < limits.longest_pause; ++n) pause *= 2;
  pause = std::min(pause, limits.longest_pause);
  // Counted from 1970, so that a try has the same share on every day.
  return pause + share_of(id, Instant(std::chrono::seconds(attempts)), pause / 4);
}

Delivery after_try(Delivery delivery, const Reply& reply, Instant now, const NotifyLimits& limits) {
  ++delivery.attempts;
  delivery.error = safe_text(reply.words, kLongestError);  // partly the receiver's own words
  if (reply.kind == Reply::Kind::accepted) {
    delivery.state = DeliveryState::sent;
    delivery.sent_at = now;
  } else if (reply.kind == Reply::Kind::refused || delivery.attempts >= Notifier::kMostTries) {
    delivery.state = DeliveryState::dead;
  } else {
    delivery.next_try =
        now + (reply.retry_after
                   ? std::clamp(*reply.retry_after, kShortestAsked, limits.longest_asked)
                   : pause_after(delivery.id, delivery.attempts, limits));
  }
  return delivery;
}

}  // namespace verify::daemon
