#pragma once

#include <cstdint>
#include <span>

#include "daemon/schedule/local_time.h"
#include "daemon/schedule/words.h"

namespace verify::daemon {

/// The five fields of a crontab(5) line: minute, hour, day of month, month, day of week, each `*`,
/// a number, a name (jan…dec, sun…sat), a range, a step after `*` or a range, or a list of these;
/// day 7 is Sunday. Where both days are given (neither begins with `*`), either is enough. In the
/// time a clock on the wall shows. A plain value.
class CronExpression {
 public:
  /// Five words. What can never be (30 February) is refused as well.
  static Result<CronExpression> parse(std::span<const Word> fields);
  /// What "@daily" stands for; nothing for an unknown one.
  static std::optional<std::string_view> nickname(std::string_view word);

  /// The first minute after `after` that fits.
  LocalMinute next(LocalMinute after) const;

 private:
  bool fits(std::chrono::local_days day) const;

  // Bit n stands for the value n.
  std::uint64_t minutes_ = 0, hours_ = 0, days_ = 0, months_ = 0, weekdays_ = 0;
  bool either_day_ = false;
};

}  // namespace verify::daemon
