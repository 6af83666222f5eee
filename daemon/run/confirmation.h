#pragma once

#include <memory>
#include <optional>
#include <string>

#include "daemon/run/conclusion.h"
#include "verify/recheck.h"

namespace verify::daemon {

/// The last finished run of a partner, where it is enough to ask whether its answers still hold: if
/// all of them do, a crawl would see what that one saw and would be judged as that one was.
struct Confirmable {
  Run last;
  std::shared_ptr<const CrawlTrace> trace;
};
/// Nothing where a crawl must be made: somebody asked for one, rules or application are others,
/// time alone changes the report, damping holds something back, or what the last run left is gone.
/// Throws StoreUnavailable.
std::optional<Confirmable> confirmable(const OpenRun& open, const CrawlJob& job, Store& store,
                                       const FileVault& vault, Instant now);

/// All that a run changes which found everything as `last` did. Nothing where that would tell of a
/// change after all. Throws StoreUnavailable.
std::optional<RunResult> confirm(const OpenRun& open, const Run& last, const RecheckResult& seen,
                                 Store& store, const std::string& holder, Instant now);

}  // namespace verify::daemon
