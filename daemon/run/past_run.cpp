#include "daemon/run/past_run.h"

namespace verify::daemon {
namespace {

PastRun read_run(Store& store, const FileVault& vault, Run run) {
  PastRun past{.run = std::move(run)};
  if (const auto application = store.application(past.run.partner, past.run.application_version))
    past.application_sha256 = application->sha256;
  if (const auto json = vault.read(past.run.report))
    if (auto report = read_report(*json)) past.report = *std::move(report);
  if (!past.run.evidence.empty() && vault.has(past.run.evidence))
    if (auto evidence = Evidence::open(vault.path_of(past.run.evidence)))
      past.evidence = *std::move(evidence);
  return past;
}

}  // namespace

Before PastRun::view() const {
  return {.report = report ? &*report : nullptr,
          .evidence = evidence ? &*evidence : nullptr,
          .engine = run.engine,
          .application_sha256 = application_sha256,
          .rejudged = rejudged ? &*rejudged : nullptr};
}

std::optional<PastRun> last_finished_run(Store& store, const FileVault& vault,
                                         const std::string& partner) {
  auto runs = store.runs({.partner = partner, .state = RunState::finished, .limit = 1});
  if (runs.empty()) return std::nullopt;
  return read_run(store, vault, std::move(runs.front()));
}

std::map<std::int64_t, PastRun> held_back_by(Store& store, const FileVault& vault,
                                             std::span<const Standing> standings,
                                             std::int64_t last) {
  std::map<std::int64_t, PastRun> out;
  for (const Standing& standing : standings) {
    if (standing.observed == standing.verdict || standing.run == last) continue;
    if (out.contains(standing.run)) continue;
    if (auto run = store.run(standing.run))
      out.emplace(standing.run, read_run(store, vault, *std::move(run)));
  }
  return out;
}

void rejudge(PastRun& past, const Checklist& checklist, const Lexicons& lexicons,
             const std::string& engine) {
  const bool same = past.run.engine == engine && past.run.checklist_sha256 == checklist.sha256;
  if (same || !past.evidence || !past.report) return;
  past.rejudged = judge(*past.evidence, checklist, lexicons, past.report->as_of);
}

}  // namespace verify::daemon
