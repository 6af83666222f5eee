#include <algorithm>
#include <tuple>

#include "daemon/store/sql_store.h"
#include "daemon/store/statements.h"

namespace verify::daemon {

using sql::Row;
using sql::Session;

namespace sql {

const std::string kRunColumns =
    "id, partner, application_version, asked_for, asked_by, state, attempts, queued_at, "
    "started_at, finished_at, lease, lease_until, outcome, checklist, checklist_sha256, engine, "
    "evidence, report, pages, not_modified, trace, turns_on, confirms, error";

Run read_run(Row& row) {
  return {.id = row.number(),
          .partner = row.text(),
          .application_version = row.small(),
          .trigger = row.word(parse_trigger),
          .asked_by = row.text(),
          .state = row.word(parse_run_state),
          .attempts = row.small(),
          .queued_at = row.moment(),
          .started_at = row.maybe_moment(),
          .finished_at = row.maybe_moment(),
          .lease = row.text(),
          .lease_until = row.maybe_moment(),
          .outcome = row.maybe_word(parse_outcome),
          .checklist = row.text(),
          .checklist_sha256 = row.text(),
          .engine = row.text(),
          .evidence = row.text(),
          .report = row.text(),
          .pages = row.small(),
          .not_modified = row.small(),
          .trace = row.text(),
          .turns_on = row.maybe_day(),
          .confirms = row.number(),
          .error = row.text()};
}

// What was begun often and never ended comes last: it may end the process again, and who waits
// behind it would wait for ever.
const std::string kNextInQueue =
    "SELECT id FROM runs WHERE state = 'queued' "
    "ORDER BY urgent DESC, attempts > 3, queued_at, id LIMIT :limit";

}  // namespace sql

namespace {

std::optional<Run> open_run(Session& session, const std::string& partner) {
  return session.one("SELECT " + sql::kRunColumns +
                         " FROM runs WHERE partner = :partner AND state IN ('queued', 'running')",
                     {{"partner", partner}}, sql::read_run);
}

std::optional<Run> insert_run(Session& session, const std::string& partner, Trigger trigger,
                              const std::string& asked_by, Instant now) {
  auto run = session.one(
      "INSERT INTO runs (partner, application_version, asked_for, asked_by, urgent, state, "
      "queued_at) SELECT id, application_version, :asked_for, :asked_by, :urgent, 'queued', :now "
      "FROM partners WHERE id = :partner AND application_version > 0 RETURNING " +
          sql::kRunColumns,
      {{"asked_for", to_string(trigger)},
       {"asked_by", asked_by},
       {"urgent", trigger == Trigger::manual},
       {"now", now},
       {"partner", partner}},
      sql::read_run);
  if (run)
    session.run("UPDATE partners SET run_open = 1 WHERE id = :partner", {{"partner", partner}});
  return run;
}

// One that waits and a person asks for: it becomes theirs.
std::optional<Run> move_ahead(Session& session, const Run& run, const std::string& asked_by) {
  return session.one(
      "UPDATE runs SET urgent = 1, asked_for = 'manual', asked_by = :asked_by WHERE id = :run "
      "RETURNING " +
          sql::kRunColumns,
      {{"asked_by", asked_by}, {"run", run.id}}, sql::read_run);
}

std::optional<Run> open_or_new(Session& session, const std::string& partner, Trigger trigger,
                               const std::string& asked_by, Instant now) {
  std::optional<Run> open = open_run(session, partner);
  if (!open) return insert_run(session, partner, trigger, asked_by, now);
  const bool waits = open->state == RunState::queued && open->trigger != Trigger::manual;
  return waits && trigger == Trigger::manual ? move_ahead(session, *open, asked_by) : open;
}

// The order of kNextInQueue, of runs whose lease is one attempt more.
bool comes_before(const Run& a, const Run& b) {
  const auto key = [](const Run& run) {
    return std::tuple(run.trigger != Trigger::manual, run.attempts - 1 > 3, run.queued_at, run.id);
  };
  return key(a) < key(b);
}

}  // namespace

std::optional<Run> SqlStore::enqueue(const std::string& partner, Trigger trigger,
                                     const std::string& asked_by, Instant now) {
  return database_->write(
      [&](Session& session) { return open_or_new(session, partner, trigger, asked_by, now); });
}

std::vector<std::optional<Run>> SqlStore::enqueue(const std::vector<Due>& due, Instant now) {
  return database_->write([&](Session& session) {
    std::vector<std::optional<Run>> out;
    for (const Due& each : due)
      out.push_back(open_or_new(session, each.partner, each.trigger, "", now));
    return out;
  });
}

int SqlStore::waiting(int most) {
  return database_->read([&](Session& session) {
    return static_cast<int>(session.number(
        "SELECT count(*) FROM (SELECT 1 FROM runs WHERE state = 'queued' LIMIT :most) AS waiting",
        {{"most", most}}));
  });
}

std::vector<Run> SqlStore::lease(const std::string& holder, Instant now, Duration ttl, int limit) {
  return database_->write([&](Session& session) {
    std::vector<Run> out = session.all(
        "UPDATE runs SET state = 'running', attempts = attempts + 1, started_at = :now, "
        "lease = :holder, lease_until = :until WHERE id IN (" +
            sql::kNextInQueue + ") RETURNING " + sql::kRunColumns,
        {{"now", now}, {"holder", holder}, {"until", now + ttl}, {"limit", limit}}, sql::read_run);
    std::sort(out.begin(), out.end(), comes_before);
    return out;
  });
}

bool SqlStore::heartbeat(std::int64_t run, const std::string& holder, Instant now, Duration ttl) {
  return database_->write([&](Session& session) {
    return session.run(
               "UPDATE runs SET lease_until = :until WHERE id = :run AND state = 'running' AND "
               "lease = :holder",
               {{"until", now + ttl}, {"run", run}, {"holder", holder}}) > 0;
  });
}

bool SqlStore::release(std::int64_t run, const std::string& holder) {
  return database_->write([&](Session& session) {
    return session.run(
               "UPDATE runs SET state = 'queued', attempts = attempts - 1, started_at = NULL, "
               "lease = '', lease_until = NULL WHERE id = :run AND state = 'running' AND lease = "
               ":holder",
               {{"run", run}, {"holder", holder}}) > 0;
  });
}

int SqlStore::reclaim(Instant now, const std::optional<std::string>& all_but_of) {
  return database_->write([&](Session& session) {
    const std::string put_back =
        "UPDATE runs SET state = 'queued', started_at = NULL, lease = '', lease_until = NULL "
        "WHERE state = 'running' AND ";
    std::int64_t count = session.run(put_back + "lease_until <= :now", {{"now", now}});
    if (all_but_of) count += session.run(put_back + "lease <> :holder", {{"holder", *all_but_of}});
    return static_cast<int>(count);
  });
}

std::optional<Run> SqlStore::run(std::int64_t id) {
  return database_->read([&](Session& session) {
    return session.one("SELECT " + sql::kRunColumns + " FROM runs WHERE id = :id", {{"id", id}},
                       sql::read_run);
  });
}

}  // namespace verify::daemon
