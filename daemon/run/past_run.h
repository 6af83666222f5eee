#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>

#include "daemon/base/rules.h"
#include "daemon/change/change.h"
#include "daemon/store/file_vault.h"
#include "daemon/store/store.h"

namespace verify::daemon {

/// A run that has finished, as far as it is still kept. Belongs to one thread, like its evidence.
struct PastRun {
  Run run;
  std::string application_sha256;
  std::optional<Report> report;      ///< nothing: gone, or of another version of the report
  std::optional<Evidence> evidence;  ///< nothing: gone
  std::optional<Report> rejudged;    ///< Before::rejudged

  /// The references are valid as long as this is not moved.
  Before view() const;
};

/// The last finished run of a partner; nothing where there is none.
std::optional<PastRun> last_finished_run(Store& store, const FileVault& vault,
                                         const std::string& partner);

/// The runs that confirmed what damping holds back, other than `last`.
std::map<std::int64_t, PastRun> held_back_by(Store& store, const FileVault& vault,
                                             std::span<const Standing> standings,
                                             std::int64_t last);

/// Judges its evidence by other rules, so that what they changed can be told from what the site
/// did. `engine` and `checklist` are today's; does nothing where the run was judged by them.
void rejudge(PastRun& past, const Checklist& checklist, const Lexicons& lexicons,
             const std::string& engine);

}  // namespace verify::daemon
