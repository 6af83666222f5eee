#include "daemon/store/sql_store.h"

namespace verify::daemon {

using sql::Row;
using sql::Session;

namespace {

Store::Due read_due(Row& row) {
  return {.partner = row.text(), .at = row.moment(), .trigger = row.word(parse_trigger)};
}

// Since when who is planned anew for `:at` waits. Who is due later only because a run failed has
// been waiting for a check all the time.
const std::string kWantedFrom =
    "CASE WHEN wanted_at = next_due OR wanted_at > :at THEN :at ELSE wanted_at END";

}  // namespace

std::vector<Store::Due> SqlStore::due(Instant now, int limit) {
  return database_->read([&](Session& session) {
    return session.all(
        "SELECT id, next_due, next_trigger FROM partners WHERE paused = 0 AND run_open = 0 AND "
        "next_due <= :now ORDER BY next_due, id LIMIT :limit",
        {{"now", now}, {"limit", limit}}, read_due);
  });
}

std::optional<Store::Due> SqlStore::next_due(const std::string& partner) {
  return database_->read([&](Session& session) {
    return session.one(
        "SELECT id, next_due, next_trigger FROM partners WHERE id = :id AND next_due IS NOT NULL",
        {{"id", partner}}, read_due);
  });
}

void SqlStore::set_due(const std::string& partner, Instant at, Trigger trigger) {
  database_->write([&](Session& session) {
    session.run(
        "UPDATE partners SET next_due = :at, wanted_at = :at, next_trigger = :trigger "
        "WHERE id = :id",
        {{"at", at}, {"trigger", to_string(trigger)}, {"id", partner}});
  });
}

bool SqlStore::move_due(const Due& read, Instant at, Trigger trigger) {
  return database_->write([&](Session& session) {
    return session.run(
               "UPDATE partners SET wanted_at = " + kWantedFrom +
                   ", next_due = :at, next_trigger = :trigger "
                   "WHERE id = :id AND next_due = :read_at AND next_trigger = :read_trigger",
               {{"at", at},
                {"trigger", to_string(trigger)},
                {"id", read.partner},
                {"read_at", read.at},
                {"read_trigger", to_string(read.trigger)}}) > 0;
  });
}

void SqlStore::bring_forward(const std::vector<Due>& plans) {
  database_->write([&](Session& session) {
    for (const Due& plan : plans)
      session.run("UPDATE partners SET wanted_at = " + kWantedFrom +
                      ", next_due = :at, next_trigger = :trigger WHERE id = :id AND next_due > :at",
                  {{"at", plan.at}, {"trigger", to_string(plan.trigger)}, {"id", plan.partner}});
  });
}

std::optional<Instant> SqlStore::earliest_due() {
  return database_->read([&](Session& session) {
    return session.one(
        "SELECT next_due FROM partners WHERE paused = 0 AND run_open = 0 AND next_due IS NOT NULL "
        "ORDER BY next_due LIMIT 1",
        {}, [](Row& row) { return row.moment(); });
  });
}

}  // namespace verify::daemon
