#include "daemon/store/schema.h"

#include <algorithm>
#include <string>
#include <utility>

namespace verify::daemon::sql {
namespace {

// Words of enumerations are kept as words: they outlive a change of their order. Columns of
// `partners` from `folded` on are kept by the store for the list and the schedule: they could be
// computed from the other tables, though not for 100,000 partners in a moment.
const std::vector<Migration> kMigrations = {
    {.version = 1,
     .statements =
         {
             "CREATE TABLE partners (id TEXT PRIMARY KEY, name TEXT NOT NULL, "
             "partner_group TEXT NOT NULL, cadence TEXT NOT NULL, checklist TEXT NOT NULL, "
             "paused INTEGER NOT NULL, created_at BIGINT NOT NULL, folded TEXT NOT NULL, "
             "application_version INTEGER NOT NULL DEFAULT 0, next_due BIGINT, "
             "next_trigger TEXT NOT NULL DEFAULT 'first', run_open INTEGER NOT NULL DEFAULT 0, "
             "last_run BIGINT, outcome TEXT, checked_at BIGINT, summary TEXT NOT NULL DEFAULT '')",
             // Everything the portfolio filters by: whatever is asked for, and however little is
             // found, it
             // is one scan of this index. The one on `outcome` is for counting alone.
             "CREATE INDEX partners_list ON partners (id, partner_group, outcome, paused, "
             "next_due, "
             "summary, folded)",
             "CREATE INDEX partners_outcome ON partners (outcome)",
             "CREATE INDEX partners_due ON partners (paused, run_open, next_due, id)",

             "CREATE TABLE applications (partner TEXT NOT NULL REFERENCES partners ON DELETE "
             "CASCADE, "
             "version INTEGER NOT NULL, sha256 TEXT NOT NULL, json TEXT NOT NULL, "
             "submitted_at BIGINT NOT NULL, submitted_by TEXT NOT NULL, "
             "PRIMARY KEY (partner, version))",
             "CREATE TABLE application_files (partner TEXT NOT NULL, version INTEGER NOT NULL, "
             "path TEXT NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (partner, version, path), "
             "FOREIGN KEY (partner, version) REFERENCES applications ON DELETE CASCADE) "
             "{clustered}",

             "CREATE TABLE runs (id {counting_key}, "
             "partner TEXT NOT NULL REFERENCES partners ON DELETE CASCADE, "
             "application_version INTEGER NOT NULL, asked_for TEXT NOT NULL, asked_by TEXT NOT "
             "NULL, "
             "urgent INTEGER NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, "
             "queued_at BIGINT NOT NULL, started_at BIGINT, finished_at BIGINT, "
             "lease TEXT NOT NULL DEFAULT '', lease_until BIGINT, outcome TEXT, "
             "checklist TEXT NOT NULL DEFAULT '', checklist_sha256 TEXT NOT NULL DEFAULT '', "
             "engine TEXT NOT NULL DEFAULT '', evidence TEXT NOT NULL DEFAULT '', "
             "report TEXT NOT NULL DEFAULT '', pages INTEGER NOT NULL DEFAULT 0, "
             "not_modified INTEGER NOT NULL DEFAULT 0, error TEXT NOT NULL DEFAULT '')",
             // The rule that a partner has at most one open run.
             "CREATE UNIQUE INDEX runs_open ON runs (partner) WHERE state IN ('queued', 'running')",
             "CREATE INDEX runs_queue ON runs (urgent DESC, queued_at, id) WHERE state = 'queued'",
             "CREATE INDEX runs_leased ON runs (lease_until) WHERE state = 'running'",
             "CREATE INDEX runs_of_partner ON runs (partner, state, id)",
             "CREATE INDEX runs_in_state ON runs (state, id)",

             "CREATE TABLE findings (run BIGINT NOT NULL REFERENCES runs ON DELETE CASCADE, "
             "requirement TEXT NOT NULL, verdict TEXT NOT NULL, code TEXT NOT NULL, "
             "text TEXT NOT NULL, valid_until TEXT, PRIMARY KEY (run, requirement)) {clustered}",
             "CREATE TABLE standings (partner TEXT NOT NULL REFERENCES partners ON DELETE CASCADE, "
             "requirement TEXT NOT NULL, verdict TEXT NOT NULL, code TEXT NOT NULL, "
             "text TEXT NOT NULL, run BIGINT NOT NULL, since BIGINT NOT NULL, valid_until TEXT, "
             "observed TEXT NOT NULL, observed_runs INTEGER NOT NULL, flaps INTEGER NOT NULL, "
             "PRIMARY KEY (partner, requirement)) {clustered}",

             "CREATE TABLE transitions (id {counting_key}, run BIGINT NOT NULL, "
             "partner TEXT NOT NULL REFERENCES partners ON DELETE CASCADE, requirement TEXT NOT "
             "NULL, "
             "from_verdict TEXT, to_verdict TEXT NOT NULL, cause TEXT NOT NULL, "
             "explanation TEXT NOT NULL, diff TEXT NOT NULL, happened_at BIGINT NOT NULL)",
             "CREATE INDEX transitions_of_partner ON transitions (partner, id)",

             "CREATE TABLE overrides (id {counting_key}, "
             "partner TEXT NOT NULL REFERENCES partners ON DELETE CASCADE, requirement TEXT NOT "
             "NULL, "
             "verdict TEXT NOT NULL, who TEXT NOT NULL, why TEXT NOT NULL, said_at BIGINT NOT "
             "NULL, "
             "last_day TEXT, withdrawn_at BIGINT, withdrawn_by TEXT NOT NULL DEFAULT '')",
             "CREATE INDEX overrides_of_partner ON overrides (partner, id)",

             "CREATE TABLE deliveries (id TEXT PRIMARY KEY, channel TEXT NOT NULL, "
             "subject TEXT NOT NULL, payload TEXT NOT NULL, state TEXT NOT NULL, "
             "attempts INTEGER NOT NULL, created_at BIGINT NOT NULL, next_try BIGINT NOT NULL, "
             "sent_at BIGINT, error TEXT NOT NULL)",
             "CREATE INDEX deliveries_due ON deliveries (next_try, id) WHERE state = 'pending'",
             "CREATE INDEX deliveries_due_of_channel ON deliveries (channel, next_try, id) "
             "WHERE state = 'pending'",
             "CREATE INDEX deliveries_in_state ON deliveries (state, created_at, id)",
             "CREATE INDEX deliveries_by_age ON deliveries (created_at, id)",

             "CREATE TABLE tokens (name TEXT PRIMARY KEY, role TEXT NOT NULL, "
             "sha256 TEXT NOT NULL UNIQUE, created_at BIGINT NOT NULL, expires_at BIGINT, "
             "revoked_at BIGINT)",
             "CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
         }},
    {.version = 2,
     .statements =
         {
             // In the order of the queue. `state` leads it although it is the same in every row:
             // SQLite would take runs_in_state otherwise, and sort.
             "DROP INDEX runs_queue",
             "CREATE INDEX runs_queue ON runs (state, urgent DESC, (attempts > 3), queued_at, id) "
             "WHERE state = 'queued'",
             // Who refers to a file.
             "CREATE INDEX runs_by_evidence ON runs (evidence) WHERE evidence <> ''",
             "CREATE INDEX runs_by_report ON runs (report) WHERE report <> ''",
         }},
    // Since when a partner waits to be checked: a run that fails moves `next_due`, not this.
    {.version = 3,
     .statements =
         {
             "ALTER TABLE partners ADD COLUMN wanted_at BIGINT",
             "UPDATE partners SET wanted_at = next_due",
             "DROP INDEX partners_list",
             "CREATE INDEX partners_list ON partners (id, partner_group, outcome, paused, "
             "wanted_at, summary, folded)",
             "CREATE INDEX partners_wanted ON partners (paused, wanted_at)",
         }},
    // Runs that found everything as it was.
    {.version = 4,
     .statements =
         {
             "ALTER TABLE runs ADD COLUMN trace TEXT NOT NULL DEFAULT ''",
             "ALTER TABLE runs ADD COLUMN turns_on TEXT",
             "ALTER TABLE runs ADD COLUMN confirms BIGINT NOT NULL DEFAULT 0",
             "CREATE INDEX runs_by_trace ON runs (trace) WHERE trace <> ''",
         }},
};

std::string in_dialect(std::string_view statement, const Dialect& dialect) {
  const std::pair<std::string_view, std::string_view> words[] = {
      {"{counting_key}", dialect.counting_key()}, {"{clustered}", dialect.clustered()}};
  std::string out(statement);
  for (const auto& [word, meaning] : words)
    for (std::size_t at; (at = out.find(word)) != std::string::npos;)
      out.replace(at, word.size(), meaning);
  return out;
}

// 0 for a database that is empty, nothing for one of another program.
std::optional<int> version_of(Session& session) {
  const std::vector<std::string> tables =
      session.all(std::string(session.dialect().tables()), {}, [](Row& row) { return row.text(); });
  if (tables.empty()) return 0;
  if (std::find(tables.begin(), tables.end(), "schema_version") == tables.end())
    return std::nullopt;
  return static_cast<int>(session.number("SELECT version FROM schema_version"));
}

}  // namespace

std::span<const Migration> migrations() {
  return kMigrations;
}

Result<int> migrate(Session& session, std::span<const Migration> migrations) {
  Transaction transaction(session, session.dialect().begin_write());
  const std::optional<int> version = version_of(session);
  if (!version)
    return std::unexpected(
        Error{.code = Error::Code::schema, .message = "this is a database of another program"});
  const int last = migrations.back().version;
  if (*version > last)
    return std::unexpected(Error{.code = Error::Code::unsupported,
                                 .message = "the database has version " + std::to_string(*version) +
                                            ", and this program knows versions up to " +
                                            std::to_string(last)});
  if (*version == last) return last;
  if (*version == 0) session.execute("CREATE TABLE schema_version (version INTEGER NOT NULL)");
  if (*version == 0) session.execute("INSERT INTO schema_version (version) VALUES (0)");
  for (const Migration& migration : migrations) {
    if (migration.version <= *version) continue;
    for (const std::string_view statement : migration.statements)
      session.execute(in_dialect(statement, session.dialect()));
  }
  session.run("UPDATE schema_version SET version = :version", {{"version", last}});
  transaction.commit();
  return last;
}

Result<int> require_last(Session& session, std::span<const Migration> migrations) {
  Transaction transaction(session, session.dialect().begin_read());
  const int last = migrations.back().version;
  if (version_of(session) == last) return last;
  return std::unexpected(Error{.code = Error::Code::unsupported,
                               .message = "the daemon that runs is of another version than this "
                                          "program"});
}

}  // namespace verify::daemon::sql
