#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "daemon/base/settings.h"
#include "daemon/notify/limits.h"
#include "daemon/store/store.h"

namespace verify::daemon {

/// The messages a run's changes make, to be stored with the run's result: one a webhook, one a mail
/// channel without digests. Pure but for the ids, which are random UUIDs (RFC 9562 version 4).
///
/// The payload is JSON by config/schemas/notification.schema.json. Mails are not sent for what was
/// seen for the first time only: that is no change.
std::vector<Delivery> deliveries_for(const Run& run, const Partner& partner,
                                     std::span<const Transition> transitions,
                                     const Settings& settings, Instant now);

/// Sends what is pending: webhooks signed with HMAC-SHA256, mails through SMTP; both through the
/// address guard. Each channel has a thread of its own, so that one that hangs delays nobody else;
/// one message of a channel is under way at a time. What fails is tried again with backoff and
/// becomes dead after `kMostTries`. Digests are made when they are due.
///
/// A message is delivered at least once: when the daemon is killed after the receiver has accepted
/// it and before that is stored, it is sent again, with the same id (X-Verify-Id, Message-ID), by
/// which a receiver knows it.
///
/// Thread-safe. The destructor gives tries under way NotifyLimits::drain, then breaks them off;
/// such a try does not count.
class Notifier {
 public:
  static constexpr int kMostTries = 12;
  virtual ~Notifier() = default;
  /// Something was stored, or is to be sent again.
  virtual void wake() = 0;
  virtual void reload(std::shared_ptr<const Settings> settings) = 0;
  struct Gauge {
    std::uint64_t sent = 0, failed_tries = 0, dead = 0;  ///< since the start
    std::int64_t pending = 0;                            ///< as last counted
  };
  virtual Gauge gauge() const = 0;
};
/// `store` and `clock` must outlive it.
std::unique_ptr<Notifier> make_notifier(Store& store, const Clock& clock,
                                        std::shared_ptr<const Settings> settings,
                                        const NotifyLimits& limits = {});

}  // namespace verify::daemon
