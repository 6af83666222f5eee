#pragma once

#include <memory>
#include <optional>
#include <string>

#include "daemon/base/rules.h"
#include "daemon/base/settings.h"
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

/// Judges a crawl and says all that its run changes: the report, what stands, what is told, when
/// the partner is looked at again. The report becomes a file of the vault; nothing else is changed.
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
