#pragma once

#include <string>
#include <vector>

#include "daemon/store/file_vault.h"
#include "daemon/store/records.h"
#include "verify/screening.h"

namespace verify::daemon {

/// The crawl of an application as it was submitted: its files are laid into a scratch folder for as
/// long as they are read. `told` gets what is said of files that are left out. An Error where the
/// application is not valid, or its files cannot be laid out. Throws StoreUnavailable where the
/// folder cannot be written.
Result<CrawlJob> job_of(const ApplicationVersion& version, const ScreeningRules& rules,
                        const CrawlOptions& options, FileVault& vault, FileReader& reader,
                        std::vector<std::string>& told);

}  // namespace verify::daemon
