#include "daemon/store/sql_store.h"
#include "daemon/store/statements.h"

namespace verify::daemon {

using sql::Row;
using sql::Session;

namespace {

Override read_override(Row& row) {
  return {.id = row.number(),
          .partner = row.text(),
          .requirement = row.text(),
          .verdict = row.word(parse_verdict),
          .who = row.text(),
          .why = row.text(),
          .at = row.moment(),
          .until = row.maybe_day(),
          .withdrawn_at = row.maybe_moment(),
          .withdrawn_by = row.text()};
}

}  // namespace

Override SqlStore::add_override(Override override) {
  return database_->write([&](Session& session) {
    override.id = 0;
    if (!sql::has_partner(session, override.partner)) return override;
    override.id = session.number(
        "INSERT INTO overrides (partner, requirement, verdict, who, why, said_at, last_day) "
        "VALUES (:partner, :requirement, :verdict, :who, :why, :said_at, :last_day) RETURNING id",
        {{"partner", override.partner},
         {"requirement", override.requirement},
         {"verdict", to_string(override.verdict)},
         {"who", override.who},
         {"why", override.why},
         {"said_at", override.at},
         {"last_day", override.until}});
    return override;
  });
}

bool SqlStore::withdraw_override(std::int64_t id, const std::string& by, Instant at) {
  return database_->write([&](Session& session) {
    return session.run(
               "UPDATE overrides SET withdrawn_at = :at, withdrawn_by = :by WHERE id = :id AND "
               "withdrawn_at IS NULL",
               {{"at", at}, {"by", by}, {"id", id}}) > 0;
  });
}

std::vector<Override> SqlStore::overrides(const std::string& partner) {
  return database_->read([&](Session& session) {
    return session.all(
        "SELECT id, partner, requirement, verdict, who, why, said_at, last_day, withdrawn_at, "
        "withdrawn_by FROM overrides WHERE partner = :partner ORDER BY id",
        {{"partner", partner}}, read_override);
  });
}

}  // namespace verify::daemon
