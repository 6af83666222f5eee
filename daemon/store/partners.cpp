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

}  // namespace

namespace sql {

bool has_partner(Session& session, const std::string& id) {
  return session.number("SELECT count(*) FROM partners WHERE id = :id", {{"id", id}}) > 0;
}

}  // namespace sql

void SqlStore::put_partner(const Partner& partner) {
  database_->write([&](Session& session) {
    session.run(
        "INSERT INTO partners (id, name, partner_group, cadence, checklist, paused, created_at, "
        "folded) VALUES (:id, :name, :partner_group, :cadence, :checklist, :paused, :created_at, "
        ":folded) ON CONFLICT (id) DO UPDATE SET name = excluded.name, "
        "partner_group = excluded.partner_group, cadence = excluded.cadence, "
        "checklist = excluded.checklist, paused = excluded.paused, folded = excluded.folded",
        {{"id", partner.id},
         {"name", partner.name},
         {"partner_group", partner.group},
         {"cadence", partner.cadence},
         {"checklist", partner.checklist},
         {"paused", partner.paused},
         {"created_at", partner.created_at},
         {"folded", in_small_letters(partner.id + "\n" + partner.name)}});
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
