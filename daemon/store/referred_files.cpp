#include "daemon/store/sql_store.h"
#include "daemon/store/statements.h"

namespace verify::daemon {

using sql::Row;
using sql::Session;

namespace {

// A run is live while a verdict stands on it, and as the partner's last: the next one is compared
// with it, and asks its pages whether they changed.
const std::string kLive =
    "(EXISTS (SELECT 1 FROM partners WHERE partners.id = runs.partner AND "
    "partners.last_run = runs.id) OR EXISTS (SELECT 1 FROM standings WHERE "
    "standings.partner = runs.partner AND standings.run = runs.id))";

// CASE: neither database makes a number of a condition in the same way.
std::string referred_by_runs(const std::string& column) {
  return "SELECT " + column + " AS digest, finished_at AS used, CASE WHEN " + kLive +
         " THEN 1 ELSE 0 END AS live FROM runs WHERE state = 'finished' AND " + column + " <> ''";
}

}  // namespace

// `<> ''` says nothing new to a reader; without it the index, which has only such rows, is not
// used.
std::string sql::drop_reference(const std::string& column) {
  return "UPDATE runs SET " + column + " = '' WHERE " + column + " = :digest AND " + column +
         " <> '' AND state = 'finished' AND NOT " + kLive;
}

std::vector<Store::Referred> SqlStore::referred_files() {
  return database_->read([&](Session& session) {
    return session.all(
        "SELECT digest, max(used), max(live) FROM (" + referred_by_runs("evidence") +
            " UNION ALL " + referred_by_runs("report") + " UNION ALL " + referred_by_runs("trace") +
            " UNION ALL SELECT digest, submitted_at, 1 FROM application_files "
            "JOIN applications USING (partner, version)) AS referred GROUP BY digest",
        {}, [](Row& row) {
          return Referred{.digest = row.text(), .last_used = row.moment(), .live = row.yes()};
        });
  });
}

void SqlStore::drop_evidence(const std::vector<std::string>& digests) {
  const std::string statements[] = {sql::drop_reference("evidence"), sql::drop_reference("report"),
                                    sql::drop_reference("trace")};
  database_->write([&](Session& session) {
    for (const std::string& digest : digests)
      for (const std::string& statement : statements) session.run(statement, {{"digest", digest}});
  });
}

}  // namespace verify::daemon
