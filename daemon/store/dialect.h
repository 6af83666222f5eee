#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "verify/error.h"

namespace soci {
class session;
class soci_error;
namespace details {
class statement_backend;
}
}  // namespace soci

namespace verify::daemon::sql {

/// Where a database is.
struct Place {
  std::string connect;         ///< as SOCI wants it
  std::filesystem::path file;  ///< empty: not a file that can be shared (in memory)
};

/// All that differs between databases; everything else in this folder is SQL that SQLite 3.35 and
/// PostgreSQL have in common (upsert, RETURNING, partial indexes). Immutable, thread-safe.
class Dialect {
 public:
  virtual ~Dialect() = default;

  /// What follows the scheme in "sqlite:FILE".
  virtual Result<Place> place(const std::string& rest) const = 0;
  /// Opens and sets up a connection. Throws soci::soci_error.
  virtual void open(soci::session& session, const Place& place, bool read_only) const = 0;
  /// How many columns the answer of a prepared statement has.
  virtual int columns(soci::details::statement_backend& statement) const = 0;
  /// Plain words for what went wrong.
  virtual std::string sentence(const soci::soci_error& error) const = 0;

  virtual std::string_view begin_read() const = 0;
  virtual std::string_view begin_write() const = 0;
  /// Type of a key that counts by itself and never gives a number twice.
  virtual std::string_view counting_key() const = 0;
  /// After a table that lies in the order of its primary key.
  virtual std::string_view clustered() const = 0;
  /// A condition: the text `column` contains the text `argument`.
  virtual std::string contains(std::string_view column, std::string_view argument) const = 0;
  /// A query for the names of the tables, without the database's own.
  virtual std::string_view tables() const = 0;

  /// Throws StoreUnavailable.
  virtual void backup(soci::session& session, const std::filesystem::path& file) const = 0;
  /// A query whose rows are what is wrong, or "ok".
  virtual std::string_view integrity() const = 0;
};

const Dialect& sqlite_dialect();

}  // namespace verify::daemon::sql
