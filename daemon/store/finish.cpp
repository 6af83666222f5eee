#include <set>

#include "daemon/store/sql_store.h"
#include "daemon/store/statements.h"

namespace verify::daemon {

using sql::Arguments;
using sql::Row;
using sql::Session;

namespace {

struct Ended {
  std::string partner;
  int application_version = 0;
};

Ended read_ended(Row& row) {
  return {.partner = row.text(), .application_version = row.small()};
}

// The first statement of the transaction decides: it finds the run only while the lease is held.
std::optional<Ended> end_run(Session& session, const RunResult& result) {
  return session.one(
      "UPDATE runs SET state = 'finished', finished_at = :finished_at, lease = '', "
      "lease_until = NULL, outcome = :outcome, checklist = :checklist, "
      "checklist_sha256 = :checklist_sha256, engine = :engine, evidence = :evidence, "
      "report = :report, pages = :pages, not_modified = :not_modified, trace = :trace, "
      "turns_on = :turns_on, confirms = :confirms "
      "WHERE id = :run AND state = 'running' AND lease = :lease "
      "RETURNING partner, application_version",
      {{"finished_at", result.finished_at},
       {"outcome", to_string(result.outcome)},
       {"checklist", result.checklist},
       {"checklist_sha256", result.checklist_sha256},
       {"engine", result.engine},
       {"evidence", result.evidence},
       {"report", result.report},
       {"pages", result.pages},
       {"not_modified", result.not_modified},
       {"trace", result.trace},
       {"turns_on", result.turns_on},
       {"confirms", result.confirms},
       {"run", result.run},
       {"lease", result.lease}},
      read_ended);
}

void insert_findings(Session& session, const RunResult& result) {
  for (const FindingRow& finding : result.findings)
    session.run(
        "INSERT INTO findings (run, requirement, verdict, code, text, valid_until) "
        "VALUES (:run, :requirement, :verdict, :code, :text, :valid_until)",
        {{"run", result.run},
         {"requirement", finding.requirement},
         {"verdict", to_string(finding.verdict)},
         {"code", finding.code},
         {"text", finding.text},
         {"valid_until", finding.valid_until}});
}

void replace_standings(Session& session, const std::string& partner,
                       const std::vector<Standing>& standings) {
  session.run("DELETE FROM standings WHERE partner = :partner", {{"partner", partner}});
  for (const Standing& standing : standings)
    session.run(
        "INSERT INTO standings (partner, requirement, verdict, code, text, run, since, "
        "valid_until, observed, observed_runs, flaps) VALUES (:partner, :requirement, :verdict, "
        ":code, :text, :run, :since, :valid_until, :observed, :observed_runs, :flaps)",
        {{"partner", partner},
         {"requirement", standing.requirement},
         {"verdict", to_string(standing.verdict)},
         {"code", standing.code},
         {"text", standing.text},
         {"run", standing.run},
         {"since", standing.since},
         {"valid_until", standing.valid_until},
         {"observed", to_string(standing.observed)},
         {"observed_runs", standing.observed_runs},
         {"flaps", standing.flaps}});
}

void tell(Session& session, const std::string& partner, const RunResult& result) {
  for (Transition transition : result.transitions) {
    transition.run = result.run;
    transition.partner = partner;
    sql::insert_transition(session, transition);
  }
  for (const Delivery& delivery : result.deliveries) sql::insert_delivery(session, delivery);
}

void drop_replaced(Session& session, const std::string& partner, const RunResult& result) {
  for (const std::string& digest : result.replaced_evidence)
    session.run(
        "UPDATE runs SET evidence = '' WHERE partner = :partner AND id <> :run AND "
        "evidence = :digest AND NOT EXISTS (SELECT 1 FROM standings WHERE "
        "standings.partner = runs.partner AND standings.run = runs.id)",
        {{"partner", partner}, {"run", result.run}, {"digest", digest}});
}

// What the list and the schedule know of the partner. One that was not checked is wanted since it
// was, whenever it is tried again.
void close_run(Session& session, const Ended& ended, Store::Due next, bool checked) {
  session.run("UPDATE partners SET run_open = 0 WHERE id = :partner", {{"partner", ended.partner}});
  // Where another application came while this one was judged, the partner stays due for that.
  session.run(
      "UPDATE partners SET next_due = :at, wanted_at = CASE WHEN :checked = 1 THEN :at ELSE "
      "wanted_at END, next_trigger = :trigger WHERE id = :partner AND "
      "application_version = :version",
      {{"at", next.at},
       {"checked", checked},
       {"trigger", to_string(next.trigger)},
       {"partner", ended.partner},
       {"version", ended.application_version}});
}

void keep_summary(Session& session, const std::string& partner, const RunResult& result) {
  session.run(
      "UPDATE partners SET last_run = :run, outcome = :outcome, checked_at = :checked_at, "
      "summary = :summary WHERE id = :partner",
      {{"run", result.run},
       {"outcome", to_string(result.outcome)},
       {"checked_at", result.finished_at},
       {"summary", sql::summary_text(result.standings)},
       {"partner", partner}});
}

}  // namespace

bool SqlStore::finish(const RunResult& result) {
  return database_->write([&](Session& session) {
    const std::optional<Ended> ended = end_run(session, result);
    if (!ended) return false;
    insert_findings(session, result);
    replace_standings(session, ended->partner, result.standings);
    tell(session, ended->partner, result);
    drop_replaced(session, ended->partner, result);
    close_run(session, *ended,
              {.partner = ended->partner, .at = result.next_due, .trigger = result.next_trigger},
              true);
    keep_summary(session, ended->partner, result);
    return true;
  });
}

bool SqlStore::fail(std::int64_t run, const std::string& holder, const std::string& error,
                    Instant now, Instant next_due) {
  return database_->write([&](Session& session) {
    const std::optional<Ended> ended = session.one(
        "UPDATE runs SET state = 'failed', finished_at = :now, lease = '', lease_until = NULL, "
        "error = :error WHERE id = :run AND state = 'running' AND lease = :holder "
        "RETURNING partner, application_version",
        {{"now", now}, {"error", error}, {"run", run}, {"holder", holder}}, read_ended);
    if (!ended) return false;
    close_run(session, *ended,
              {.partner = ended->partner, .at = next_due, .trigger = Trigger::retry}, false);
    return true;
  });
}

}  // namespace verify::daemon
