#pragma once

#include <span>
#include <string>
#include <vector>

#include "daemon/store/file_vault.h"
#include "daemon/store/store.h"

namespace verify::daemon {

/// What is kept of evidence and reports that no verdict stands on.
struct RetentionRules {
  Duration keep = std::chrono::hours(24 * 365);  ///< since they were last used
  std::uint64_t keep_bytes = 100ull << 30;       ///< of all files; live ones count, but stay
  Duration orphan = std::chrono::hours(1);       ///< how old a file nothing refers to may be
};

/// What goes.
struct Discard {
  std::vector<std::string> references;  ///< first
  std::vector<FileVault::Entry> files;  ///< then
};
/// Pure. Never what is live. What is too old goes; then the longest unused, until the rest fits.
/// What nothing refers to, and is older than `orphan`, goes in any case: a run that was cut off
/// left it. `credible` is what the age of references is measured by (FileVault::credible).
Discard to_discard(std::span<const FileVault::Entry> entries,
                   std::span<const Store::Referred> referred, const RetentionRules& rules,
                   Instant now, Instant credible);

/// What to believe of a clock at the start: `now`; where nothing was used for longer than `keep`,
/// the moment when anything was used last. Either nobody looked for so long, or the clock is far
/// ahead, and would make all history too old at once. Pure.
Instant credible_start(std::span<const Store::Referred> referred, const RetentionRules& rules,
                       Instant now);

/// What was done.
struct Discarded {
  std::size_t references = 0, files = 0;
  std::uint64_t bytes = 0;
};
/// Looks and does it: the references go before the files, so that what a reference names is there
/// however this ends, a hundred in a transaction. A file that was put again meanwhile stays. A
/// clock that jumps ahead makes no reference older. Throws StoreUnavailable.
Discarded discard_files(Store& store, FileVault& vault, const RetentionRules& rules, Instant now);

}  // namespace verify::daemon
