#pragma once

#include <map>
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
  /// `evidence` judged by what `Now` was judged by; null where nobody did so. Only it can tell what
  /// other rules changed from what happened to the site at the same time.
  const Report* rejudged = nullptr;
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

/// Runs before the last one by their ids, for what damping held back: what it is compared with is
/// the run that last confirmed what stands (Standing::run, where `observed` is not `verdict`).
using Earlier = std::map<std::int64_t, Before>;

/// What stands after a run, and which changes are told. Pure, but for the documents the evidence
/// reads when it is asked.
///
/// A `blocked` run leaves the standing verdict as it is until so many in a row were; it never turns
/// it into a failure. A requirement that flaps must be seen alike several times (damping.h). Why it
/// changed is found in an order that cause.h gives. Requirements the report no longer has are
/// dropped without a word.
struct Comparison {
  std::vector<Standing> standings;      ///< one a requirement of the report
  std::vector<Transition> transitions;  ///< without ids
};
Comparison compare(const Before& before, const Now& now, std::span<const Standing> standings,
                   std::span<const Transition> told_lately, std::int64_t run,
                   const std::string& partner, Instant at, const DampingRules& rules,
                   const Earlier& earlier = {});

/// A unified diff of two texts by lines, without the two lines that name them, at most `max_lines`
/// long: the last one says so where it goes on. Empty when they are equal. Long lines are shown
/// shortened. Takes time and memory in proportion to the texts, whatever they are.
std::string unified_diff(std::string_view before, std::string_view after, std::size_t max_lines);

}  // namespace verify::daemon
