#include "daemon/store/fold.h"
#include "daemon/store/sql_store.h"
#include "daemon/store/statements.h"

namespace verify::daemon {

using sql::Row;
using sql::Session;

namespace {

const std::string kPartnerColumns =
    "id, name, partner_group, cadence, checklist, paused, created_at";

Partner read_partner(Row& row) {
  return {.id = row.text(),
          .name = row.text(),
          .group = row.text(),
          .cadence = row.text(),
          .checklist = row.text(),
          .paused = row.yes(),
          .created_at = row.moment()};
}

// What searches look into.
std::string folded(const std::string& id, const std::string& name) {
  return in_small_letters(id + "\n" + name);
}

std::string name_of(Session& session, const Partner& partner) {
  if (!partner.name.empty()) return partner.name;
  return session
      .one("SELECT name FROM partners WHERE id = :id", {{"id", partner.id}},
           [](Row& row) { return row.text(); })
      .value_or(partner.id);
}

}  // namespace

namespace sql {

bool has_partner(Session& session, const std::string& id) {
  return session.number("SELECT count(*) FROM partners WHERE id = :id", {{"id", id}}) > 0;
}

}  // namespace sql

void SqlStore::put_partner(const Partner& partner) {
  database_->write([&](Session& session) {
    const std::string name = name_of(session, partner);
    session.run(
        "INSERT INTO partners (id, name, partner_group, cadence, checklist, paused, created_at, "
        "folded) VALUES (:id, :name, :partner_group, :cadence, :checklist, :paused, :created_at, "
        ":folded) ON CONFLICT (id) DO UPDATE SET name = excluded.name, "
        "partner_group = excluded.partner_group, cadence = excluded.cadence, "
        "checklist = excluded.checklist, paused = excluded.paused, folded = excluded.folded",
        {{"id", partner.id},
         {"name", name},
         {"partner_group", partner.group},
         {"cadence", partner.cadence},
         {"checklist", partner.checklist},
         {"paused", partner.paused},
         {"created_at", partner.created_at},
         {"folded", folded(partner.id, name)}});
  });
}

bool SqlStore::rename_partner(const std::string& id, const std::string& name) {
  return database_->write([&](Session& session) {
    return session.run("UPDATE partners SET name = :name, folded = :folded WHERE id = :id",
                       {{"name", name}, {"folded", folded(id, name)}, {"id", id}}) > 0;
  });
}

std::optional<Partner> SqlStore::partner(const std::string& id) {
  return database_->read([&](Session& session) {
    return session.one("SELECT " + kPartnerColumns + " FROM partners WHERE id = :id", {{"id", id}},
                       read_partner);
  });
}

bool SqlStore::remove_partner(const std::string& id) {
  return database_->write([&](Session& session) {
    return session.run("DELETE FROM partners WHERE id = :id", {{"id", id}}) > 0;
  });
}

}  // namespace verify::daemon
