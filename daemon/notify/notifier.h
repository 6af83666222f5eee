#pragma once

#include <memory>
#include <span>

#include "daemon/base/settings.h"
#include "daemon/store/store.h"

namespace verify::daemon {

/// The messages a run's changes make, to be stored with the run's result: one a webhook, one a mail
/// channel without digests. Pure but for the ids, which are random UUIDs (RFC 9562 version 4).
std::vector<Delivery> deliveries_for(const Run& run, const Partner& partner,
                                     std::span<const Transition> transitions,
                                     const Settings& settings, Instant now);

/// Sends what is pending, on a thread of its own: webhooks signed with HMAC-SHA256, mails through
/// SMTP; both through the address guard. What fails is tried again with backoff and becomes dead
/// after `kMostTries`; digests are made when they are due.
class Notifier {
 public:
  static constexpr int kMostTries = 12;
  virtual ~Notifier() = default;
  virtual void wake() = 0;
  virtual void reload(std::shared_ptr<const Settings> settings) = 0;
  struct Gauge {
    std::uint64_t sent = 0, failed_tries = 0, dead = 0;
    std::int64_t pending = 0;
  };
  virtual Gauge gauge() const = 0;
};
std::unique_ptr<Notifier> make_notifier(Store& store, const Clock& clock,
                                        std::shared_ptr<const Settings> settings);

}  // namespace verify::daemon
