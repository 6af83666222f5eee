#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/base/rules.h"
#include "daemon/base/settings.h"
#include "daemon/change/change.h"
#include "daemon/run/lease.h"
#include "daemon/run/past_run.h"
#include "daemon/store/file_vault.h"
#include "daemon/store/store.h"

namespace verify::daemon {

/// A run under way, with all it is judged by. Belongs to the thread that crawls.
struct OpenRun {
  Run run;
  Partner partner;
  std::string application_sha256;
  std::shared_ptr<const Settings> settings;
  std::shared_ptr<const Rules> rules;  ///< owns `checklist`
  const Checklist* checklist = nullptr;
  std::shared_ptr<Lease> lease;
  std::optional<PastRun> past;
};

/// What a run came to, as its row has it.
struct Judged {
  Outcome outcome = Outcome::needs_review;
  std::string checklist, checklist_sha256, engine;
  std::string evidence, report, trace;  ///< digests in the vault
  std::optional<Date> turns_on;
  std::int64_t confirms = 0;
  int pages = 0, not_modified = 0;
  std::vector<FindingRow> findings;
};
/// All that a run changes which came to this: what stands, what is told, when the partner is looked
/// at again. Throws StoreUnavailable.
RunResult ended_with(const OpenRun& open, Judged judged, Comparison change,
                     const std::string& holder, Instant now);

/// The transitions a requirement's flapping is counted by. Throws StoreUnavailable.
std::vector<Transition> told_lately(Store& store, const OpenRun& open, Instant now);

/// Judges a crawl and says all that its run changes: the report, what stands, what is told, when
/// the partner is looked at again. The report and the trace become files of the vault; nothing else
/// is changed.
/// `evidence_digest` names the evidence in the vault. Throws StoreUnavailable, also where the
/// report cannot be stored.
RunResult conclude(OpenRun& open, const Evidence& evidence, const std::string& evidence_digest,
                   Store& store, FileVault& vault, const std::string& holder, Instant now);

/// When a partner is screened again after a run that failed: an hour later, and twice as long after
/// each further failure in a row, as Settings::plan has it.
Instant retry_after_failure(Store& store, const std::string& partner, const PlanRules& rules,
                            Instant now);

/// The id of the checklist a partner is judged by.
std::string checklist_of(const Partner& partner, const Settings& settings);

}  // namespace verify::daemon
