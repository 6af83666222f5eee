#include "daemon/store/sql_store.h"

namespace verify::daemon {

using sql::Row;
using sql::Session;

std::optional<std::string> SqlStore::note(const std::string& name) {
  return database_->read([&](Session& session) {
    return session.one("SELECT value FROM notes WHERE name = :name", {{"name", name}},
                       [](Row& row) { return row.text(); });
  });
}

void SqlStore::put_note(const std::string& name, const std::string& value) {
  database_->write([&](Session& session) {
    session.run(
        "INSERT INTO notes (name, value) VALUES (:name, :value) "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        {{"name", name}, {"value", value}});
  });
}

void SqlStore::backup(const std::filesystem::path& file) {
  database_->outside([&](Session& session) { session.dialect().backup(session.raw(), file); });
}

std::string SqlStore::check() {
  return database_->read([&](Session& session) {
    std::string out;
    session.each(std::string(session.dialect().integrity()), {}, [&](Row& row) {
      if (!out.empty()) out += "\n";
      out += row.text();
    });
    return out;
  });
}

// Only a commit tells: a full disk shows when the log is written.
std::optional<std::string> SqlStore::trouble() {
  try {
    put_note("last written", "yes");
    return std::nullopt;
  } catch (const StoreUnavailable& why) {
    return why.what();
  }
}

}  // namespace verify::daemon
