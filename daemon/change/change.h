#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "daemon/store/records.h"
#include "verify/evidence.h"
#include "verify/report.h"

namespace verify::daemon {

/// What a run is compared with: the one before it, as far as it is kept.
struct Before {
  const Report* report = nullptr;      ///< null: the first run, or it is gone
  const Evidence* evidence = nullptr;  ///< null where it is gone
  std::string engine;                  ///< version of the program that judged it
  std::string application_sha256;
};
struct Now {
  const Report* report = nullptr;
  const Evidence* evidence = nullptr;
  std::string engine;
  std::string application_sha256;
};

struct DampingRules {
  /// Runs in a row that must be blocked before a standing `met` or `attested` is told as blocked.
  int blocked_runs = 3;
  /// Runs in a row that must agree before a change is told of a requirement that flaps.
  int flapping_runs = 3;
  /// Told changes within `flap_window` that make a requirement one that flaps.
  int flaps = 3;
  Duration flap_window = std::chrono::hours(24 * 30);
};

/// What stands after a run, and which changes are told. Pure.
///
/// A `blocked` run leaves the standing verdict as it is until so many in a row were; it never turns
/// it into a failure. A requirement that flaps must be seen alike several times.
struct Comparison {
  std::vector<Standing> standings;      ///< one a requirement of the report
  std::vector<Transition> transitions;  ///< without ids
};
Comparison compare(const Before& before, const Now& now, std::span<const Standing> standings,
                   std::span<const Transition> told_lately, std::int64_t run,
                   const std::string& partner, Instant at, const DampingRules& rules);

/// A unified diff of two texts by lines, at most `max_lines` long; empty when they are equal.
std::string unified_diff(std::string_view before, std::string_view after, std::size_t max_lines);

}  // namespace verify::daemon
