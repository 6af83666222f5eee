#include "daemon/run/confirmation.h"

#include <algorithm>

#include "verify/engine.h"

namespace verify::daemon {
namespace {

// Whether `run` was judged by what judges today, and would be judged the same on this day.
bool still_speaks(const Run& run, const OpenRun& open, Instant now) {
  return run.engine == engine_version() && run.checklist_sha256 == open.checklist->sha256 &&
         run.finished_at && *run.finished_at <= now &&
         (!run.turns_on || date_of(now) < *run.turns_on);
}

bool is_kept(const Run& run, const FileVault& vault) {
  return std::ranges::all_of(
      std::initializer_list<const std::string*>{&run.evidence, &run.report, &run.trace},
      [&](const std::string* digest) { return !digest->empty() && vault.has(*digest); });
}

// What is held back must be seen several times, each time anew.
bool is_settled(std::span<const Standing> standings) {
  return std::ranges::all_of(standings, [](const Standing& standing) {
    return standing.observed == standing.verdict && standing.verdict != Verdict::blocked;
  });
}

// As much of a report as is compared where nothing differs.
Report report_of(std::span<const FindingRow> findings) {
  Report out;
  for (const FindingRow& finding : findings)
    out.requirements.push_back(
        {.id = finding.requirement,
         .printed = {},
         .title = {},
         .section = {},
         .verdict = finding.verdict,
         .reasons = {{.code = finding.code, .text = finding.text, .citations = {}, .path = {}}},
         .advice = {},
         .valid_until = finding.valid_until});
  return out;
}

}  // namespace

std::optional<Confirmable> confirmable(const OpenRun& open, const CrawlJob& job, Store& store,
                                       const FileVault& vault, Instant now) {
  // Who asks for a run may ask because a server wrongly says that nothing has changed.
  if (open.run.trigger == Trigger::manual) return std::nullopt;
  auto runs = store.runs({.partner = open.partner.id, .state = RunState::finished, .limit = 1});
  if (runs.empty() || !still_speaks(runs.front(), open, now) || !is_kept(runs.front(), vault) ||
      !is_settled(store.standings(open.partner.id)))
    return std::nullopt;
  const auto written = vault.read(runs.front().trace);
  auto trace = written ? read_trace(*written) : std::nullopt;
  if (!trace || trace->basis.empty() || trace->basis != basis_of(job, true) ||
      !is_believed(*trace, now))
    return std::nullopt;
  return Confirmable{std::move(runs.front()),
                     std::make_shared<const CrawlTrace>(*std::move(trace))};
}

std::optional<RunResult> confirm(const OpenRun& open, const Run& last, const RecheckResult& seen,
                                 Store& store, const std::string& holder, Instant now) {
  std::vector<FindingRow> findings = store.findings(last.id);
  const Report report = report_of(findings);
  const Now current{.report = &report,
                    .evidence = nullptr,
                    .engine = last.engine,
                    .application_sha256 = open.application_sha256};
  Comparison change =
      compare({}, current, store.standings(open.partner.id), told_lately(store, open, now),
              open.run.id, open.partner.id, now, open.settings->damping);
  if (!change.transitions.empty()) return std::nullopt;
  for (FindingRow& finding : findings) finding.run = open.run.id;
  return ended_with(open,
                    {.outcome = last.outcome.value_or(Outcome::needs_review),
                     .checklist = last.checklist,
                     .checklist_sha256 = last.checklist_sha256,
                     .engine = last.engine,
                     .evidence = last.evidence,
                     .report = last.report,
                     .trace = last.trace,
                     .turns_on = last.turns_on,
                     .confirms = last.confirms != 0 ? last.confirms : last.id,
                     .pages = seen.pages,
                     .not_modified = seen.not_modified,
                     .findings = std::move(findings)},
                    std::move(change), holder, now);
}

}  // namespace verify::daemon
