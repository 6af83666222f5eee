#include "daemon/store/sql_store.h"

namespace verify::daemon {
namespace {

// One line a database.
constexpr std::pair<std::string_view, const sql::Dialect& (*)()> kSchemes[] = {
    {"sqlite:", sql::sqlite_dialect}};

}  // namespace

Result<std::unique_ptr<Store>> open_store(const std::string& connection, Opening opening) {
  for (const auto& [scheme, dialect] : kSchemes) {
    if (!connection.starts_with(scheme)) continue;
    Result<sql::Place> place = dialect().place(connection.substr(scheme.size()));
    if (!place) return std::unexpected(place.error());
    auto database = sql::Database::open(dialect(), std::move(*place), opening == Opening::beside);
    if (!database) return std::unexpected(database.error());
    return std::make_unique<SqlStore>(std::move(*database));
  }
  return std::unexpected(Error{.code = Error::Code::unsupported,
                               .message = "a database is \"sqlite:FILE\" or \"sqlite::memory:\", "
                                          "not \"" +
                                          connection + "\""});
}

}  // namespace verify::daemon
