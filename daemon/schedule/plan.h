#pragma once

#include <optional>
#include <span>

#include "daemon/schedule/cadence.h"
#include "daemon/store/records.h"

namespace verify::daemon {

/// When a partner is screened again after a run. Pure.
struct PlanRules {
  Duration retry_first =
      std::chrono::hours(1);  ///< after a run in which something was blocked; doubled
  Duration retry_longest = std::chrono::hours(24);
  int retry_most = 6;  ///< in a row; then the cadence alone
};
struct Plan {
  Instant due{};
  Trigger trigger = Trigger::schedule;
};
/// The earliest of: the cadence; the day after the first valid_until of what stands and the day on
/// which time alone makes another report of what was seen, `turns_on` (UTC midnight and the
/// partner's share of an hour), unless that is over already; a retry where the run saw something as
/// blocked (Standing::observed). `blocked_in_a_row`: how many runs up to this one did. Always after
/// `finished_at`, so that no answer makes a storm.
Plan plan_next(const Cadence& cadence, std::string_view partner,
               std::span<const Standing> standings, const std::optional<Date>& turns_on,
               int blocked_in_a_row, Instant finished_at, const PlanRules& rules);

}  // namespace verify::daemon
