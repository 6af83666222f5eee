#include "daemon/store/sql_store.h"

namespace verify::daemon {

using sql::Row;
using sql::Session;

namespace {

const std::string kSelect =
    "SELECT name, role, sha256, created_at, expires_at, revoked_at FROM tokens ";

Token read_token(Row& row) {
  return {.name = row.text(),
          .role = row.word(parse_role),
          .sha256 = row.text(),
          .created_at = row.moment(),
          .expires_at = row.maybe_moment(),
          .revoked_at = row.maybe_moment()};
}

}  // namespace

bool SqlStore::add_token(const Token& token) {
  return database_->write([&](Session& session) {
    return session.run(
               "INSERT INTO tokens (name, role, sha256, created_at, expires_at, revoked_at) VALUES "
               "(:name, :role, :sha256, :created_at, :expires_at, :revoked_at) "
               "ON CONFLICT DO NOTHING",
               {{"name", token.name},
                {"role", to_string(token.role)},
                {"sha256", token.sha256},
                {"created_at", token.created_at},
                {"expires_at", token.expires_at},
                {"revoked_at", token.revoked_at}}) > 0;
  });
}

bool SqlStore::revoke_token(const std::string& name, Instant at) {
  return database_->write([&](Session& session) {
    return session.run(
               "UPDATE tokens SET revoked_at = :at WHERE name = :name AND revoked_at IS NULL",
               {{"at", at}, {"name", name}}) > 0;
  });
}

std::optional<Token> SqlStore::token_by_sha256(const std::string& sha256) {
  return database_->read([&](Session& session) {
    return session.one(kSelect + "WHERE sha256 = :sha256", {{"sha256", sha256}}, read_token);
  });
}

std::vector<Token> SqlStore::tokens() {
  return database_->read(
      [&](Session& session) { return session.all(kSelect + "ORDER BY name", {}, read_token); });
}

}  // namespace verify::daemon
