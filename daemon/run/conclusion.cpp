#include "daemon/run/conclusion.h"

#include <algorithm>

#include "daemon/notify/notifier.h"
#include "daemon/schedule/partner_cadence.h"
#include "daemon/schedule/plan.h"
#include "verify/engine.h"
#include "verify/recheck.h"

namespace verify::daemon {
namespace {

constexpr int kMostTold = 500;     // transitions of a partner that are looked at for flapping
constexpr int kMostFailures = 30;  // counted; the wait has long reached its end

std::vector<FindingRow> findings_of(const Report& report, std::int64_t run) {
  std::vector<FindingRow> out;
  out.reserve(report.requirements.size());
  for (const RequirementResult& result : report.requirements) {
    FindingRow row{.run = run,
                   .requirement = result.id,
                   .verdict = result.verdict,
                   .code = {},
                   .text = {},
                   .valid_until = result.valid_until};
    if (!result.reasons.empty()) {
      row.code = result.reasons.front().code;
      row.text = result.reasons.front().text;
    }
    out.push_back(std::move(row));
  }
  return out;
}

int blocked_in_a_row(std::span<const Standing> standings) {
  int most = 0;
  for (const Standing& standing : standings)
    if (standing.observed == Verdict::blocked) most = std::max(most, standing.observed_runs);
  return most;
}

Comparison compare_with_past(OpenRun& open, const Now& now, Store& store, const FileVault& vault,
                             Instant at) {
  const auto standings = store.standings(open.partner.id);
  const Before none;
  Before before = none;
  std::map<std::int64_t, PastRun> held;
  Earlier earlier;
  if (open.past) {
    rejudge(*open.past, *open.checklist, open.rules->lexicons, now.engine);
    before = open.past->view();
    held = held_back_by(store, vault, standings, open.past->run.id);
    for (auto& [id, past] : held) {
      rejudge(past, *open.checklist, open.rules->lexicons, now.engine);
      earlier.emplace(id, past.view());
    }
  }
  return compare(before, now, standings, told_lately(store, open, at), open.run.id, open.partner.id,
                 at, open.settings->damping, earlier);
}

int count_not_modified(const Evidence& evidence) {
  return static_cast<int>(
      std::ranges::count_if(evidence.pages(), [](const Page& page) { return page.not_modified; }));
}

std::string stored(FileVault& vault, const std::string& bytes) {
  auto digest = vault.put(bytes);
  if (!digest) throw StoreUnavailable(digest.error().describe());
  return *std::move(digest);
}

}  // namespace

std::vector<Transition> told_lately(Store& store, const OpenRun& open, Instant now) {
  Store::TransitionFilter filter;
  filter.partner = open.partner.id;
  filter.limit = kMostTold;
  auto told = store.transitions(filter);
  std::erase_if(told, [&](const Transition& each) {
    return each.at < now - open.settings->damping.flap_window;
  });
  return told;
}

std::string checklist_of(const Partner& partner, const Settings& settings) {
  return partner.checklist.empty() ? settings.checklist : partner.checklist;
}

RunResult ended_with(const OpenRun& open, Judged judged, Comparison change,
                     const std::string& holder, Instant now) {
  const Plan plan =
      plan_next(cadence_of(open.partner, *open.settings), open.partner.id, change.standings,
                judged.turns_on, blocked_in_a_row(change.standings), now, open.settings->plan);
  Run run = open.run;
  run.state = RunState::finished;
  run.finished_at = now;
  run.outcome = judged.outcome;
  run.report = judged.report;
  run.evidence = judged.evidence;
  RunResult result{.run = run.id,
                   .lease = holder,
                   .finished_at = now,
                   .outcome = judged.outcome,
                   .checklist = std::move(judged.checklist),
                   .checklist_sha256 = std::move(judged.checklist_sha256),
                   .engine = std::move(judged.engine),
                   .evidence = std::move(judged.evidence),
                   .report = std::move(judged.report),
                   .replaced_evidence = {},
                   .pages = judged.pages,
                   .not_modified = judged.not_modified,
                   .trace = std::move(judged.trace),
                   .turns_on = judged.turns_on,
                   .confirms = judged.confirms,
                   .findings = std::move(judged.findings),
                   .standings = std::move(change.standings),
                   .transitions = std::move(change.transitions),
                   .deliveries = {},
                   .next_due = plan.due,
                   .next_trigger = plan.trigger};
  result.deliveries = deliveries_for(run, open.partner, result.transitions, *open.settings, now);
  return result;
}

RunResult conclude(OpenRun& open, const Evidence& evidence, const std::string& evidence_digest,
                   Store& store, FileVault& vault, const std::string& holder, Instant now) {
  const std::string engine(engine_version());
  ReportDay day(date_of(evidence.crawl().started_at));
  const Report report = judge(evidence, *open.checklist, open.rules->lexicons, day);
  const Now current{.report = &report,
                    .evidence = &evidence,
                    .engine = engine,
                    .application_sha256 = open.application_sha256};
  Judged judged{.outcome = report.outcome,
                .checklist = report.checklist,
                .checklist_sha256 = report.checklist_sha256,
                .engine = engine,
                .evidence = evidence_digest,
                .report = stored(vault, render_json(report)),
                .trace = {},
                .turns_on = day.turns_on(),
                .confirms = 0,
                .pages = static_cast<int>(evidence.crawl().pages),
                .not_modified = count_not_modified(evidence),
                .findings = findings_of(report, open.run.id)};
  if (const auto trace = trace_of(evidence)) judged.trace = stored(vault, write_trace(*trace));
  Comparison change = compare_with_past(open, current, store, vault, now);
  return ended_with(open, std::move(judged), std::move(change), holder, now);
}

Instant retry_after_failure(Store& store, const std::string& partner, const PlanRules& rules,
                            Instant now) {
  Duration wait = rules.retry_first;
  const auto runs = store.runs({.partner = partner, .limit = kMostFailures});
  for (const Run& run : runs) {
    if (run.state == RunState::queued || run.state == RunState::running) continue;
    if (run.state != RunState::failed || wait >= rules.retry_longest) break;
    wait *= 2;
  }
  return now + std::min(wait, rules.retry_longest);
}

}  // namespace verify::daemon
