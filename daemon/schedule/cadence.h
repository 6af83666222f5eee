#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "verify/error.h"
#include "verify/time.h"

namespace verify::daemon {

/// How often a partner is screened. Pure; a plain value.
///   "every 30d"                      an interval: s, m, h, d, w
///   "cron 0 3 * * 1 Europe/Berlin"   five fields as in crontab(5), and an IANA time zone [UTC]
///   "@daily Europe/Berlin"           @hourly, @daily, @weekly, @monthly, @yearly
/// all may end in "jitter 2h": a share of it that depends on the partner's id and the due time
/// alone is added, so that partners do not come all at once and a restart changes nothing. It is
/// at most the interval, or a week.
class Cadence {
 public:
  /// An error says what is wrong and at which character.
  static Result<Cadence> parse(std::string_view text);

  /// The first moment after `last` it asks for; what was missed meanwhile is not made up here.
  /// A local time a change of the clocks skips is taken at the moment of the change; one that
  /// happens twice is taken once, the first time. `last` may be any time of the years 1970 to 9999.
  Instant next(Instant last, std::string_view partner) const;
  Duration jitter() const;
  const std::string& text() const { return text_; }

 private:
  struct Impl;
  std::string text_;
  std::shared_ptr<const Impl> impl_;
};

}  // namespace verify::daemon
