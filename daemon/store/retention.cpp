#include "daemon/store/retention.h"

#include <algorithm>
#include <thread>
#include <tuple>
#include <unordered_map>

namespace verify::daemon {
namespace {

constexpr std::size_t kAtOnce = 100;  // references that go in one transaction
constexpr auto kBetween = std::chrono::milliseconds(1);

struct Candidate {
  const FileVault::Entry* entry;
  Instant last_used;
};

void discard(Discard& out, const FileVault::Entry& entry) {
  out.references.push_back(entry.digest);
  out.files.push_back(entry);
}

// Who waits to write gets his turn in between; without a pause the mutex would be taken again
// before he is awake.
void drop_in_parts(Store& store, std::span<const std::string> digests) {
  for (std::size_t at = 0; at < digests.size(); at += kAtOnce) {
    if (at > 0) std::this_thread::sleep_for(kBetween);
    const auto part = digests.subspan(at, std::min(kAtOnce, digests.size() - at));
    store.drop_evidence({part.begin(), part.end()});
  }
}

}  // namespace

Instant credible_start(std::span<const Store::Referred> referred, const RetentionRules& rules,
                       Instant now) {
  if (referred.empty()) return now;
  const Instant newest = std::ranges::max(referred, {}, &Store::Referred::last_used).last_used;
  return now - newest > rules.keep ? newest : now;
}

Discard to_discard(std::span<const FileVault::Entry> entries,
                   std::span<const Store::Referred> referred, const RetentionRules& rules,
                   Instant now, Instant credible) {
  std::unordered_map<std::string_view, const Store::Referred*> by_digest;
  for (const Store::Referred& one : referred) by_digest.emplace(one.digest, &one);

  Discard out;
  std::uint64_t kept = 0;
  std::vector<Candidate> candidates;
  for (const FileVault::Entry& entry : entries) {
    const auto found = by_digest.find(entry.digest);
    if (found == by_digest.end()) {
      if (now - entry.modified > rules.orphan) out.files.push_back(entry);
      continue;
    }
    const Store::Referred& reference = *found->second;
    if (!reference.live && credible - reference.last_used > rules.keep) {
      discard(out, entry);
      continue;
    }
    kept += entry.bytes;
    if (!reference.live) candidates.push_back({&entry, reference.last_used});
  }
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return std::tie(a.last_used, a.entry->digest) < std::tie(b.last_used, b.entry->digest);
  });
  for (const Candidate& candidate : candidates) {
    if (kept <= rules.keep_bytes) break;
    kept -= candidate.entry->bytes;
    discard(out, *candidate.entry);
  }
  return out;
}

// The files are listed before the references are asked for: what is put in between is not in the
// list, and what gets its reference in between is seen to have one.
Discarded discard_files(Store& store, FileVault& vault, const RetentionRules& rules, Instant now) {
  const std::vector<FileVault::Entry> entries = vault.entries();
  const std::vector<Store::Referred> referred = store.referred_files();
  const Instant credible = vault.credible(now, credible_start(referred, rules, now));
  const Discard discard = to_discard(entries, referred, rules, now, credible);
  Discarded out;
  drop_in_parts(store, discard.references);
  out.references = discard.references.size();
  for (const FileVault::Entry& entry : discard.files) {
    if (!vault.remove_untouched(entry, rules.orphan)) continue;
    ++out.files;
    out.bytes += entry.bytes;
  }
  return out;
}

}  // namespace verify::daemon
