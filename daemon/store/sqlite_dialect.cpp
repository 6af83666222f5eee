#include <fcntl.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <unistd.h>

#include <memory>

#include "daemon/store/dialect.h"
#include "daemon/store/store.h"

namespace verify::daemon::sql {
namespace {

// SOCI puts SQLite's functions into a namespace of its own.
using namespace sqlite_api;
namespace fs = std::filesystem;

constexpr int kBusyMilliseconds = 5000;

::sqlite_api::sqlite3* handle_of(soci::session& session) {
  return static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_;
}

std::string sentence_of(int code, const std::string& message) {
  switch (code & 0xff) {
    case SQLITE_FULL:
      return "The disk with the database is full.";
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return "The database is read-only.";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "The database is locked by another program.";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return "The database is damaged.";
    case SQLITE_IOERR:
      return "The disk with the database cannot be read or written.";
    case SQLITE_CANTOPEN:
      return "The database cannot be opened.";
    case SQLITE_NOMEM:
      return "There is no memory for the database.";
    default:
      return "The database refused: " + message;
  }
}

// The one name of a file, so that two daemons cannot lock it under two: links are followed, those
// too whose end is not there yet. Where that cannot be found out, opening it will say why.
fs::path real_name(const fs::path& file) {
  constexpr int kMostLinks = 40;  // as in Linux
  std::error_code failed, not_there;
  fs::path out = fs::weakly_canonical(file, failed);
  for (int i = 0; !failed && i < kMostLinks; ++i) {
    if (!fs::is_symlink(fs::symlink_status(out, not_there))) break;
    out = fs::weakly_canonical(out.parent_path() / fs::read_symlink(out, failed), failed);
  }
  return failed ? file : out;
}

void pragma(soci::session& session, const char* text) {
  ::sqlite_api::sqlite3* const handle = handle_of(session);
  const int code = sqlite3_exec(handle, text, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) throw soci::sqlite3_soci_error(sqlite3_errmsg(handle), code);
}

// A connection of the backup API's own side.
class Target {
 public:
  explicit Target(const fs::path& file) {
    ::sqlite_api::sqlite3* opened = nullptr;
    const int code =
        sqlite3_open_v2(file.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
    handle_.reset(opened);  // where it could not be opened as well
    check(code);
  }

  void copy_from(::sqlite_api::sqlite3* source) {
    sqlite3_backup* const backup = sqlite3_backup_init(handle_.get(), "main", source, "main");
    if (backup == nullptr) check(sqlite3_errcode(handle_.get()));
    // All at once: the reader's snapshot holds no writer up, and a copy in steps would begin again
    // with every write.
    const int last = sqlite3_backup_step(backup, -1);
    check(sqlite3_backup_finish(backup));
    // A source that is busy or locked is no fault to the line above.
    check(last == SQLITE_DONE ? SQLITE_OK : last);
    // One file, without a log beside it.
    check(sqlite3_exec(handle_.get(), "PRAGMA journal_mode=DELETE", nullptr, nullptr, nullptr));
  }

 private:
  void check(int code) {
    if (code != SQLITE_OK)
      throw StoreUnavailable("The backup was not made. " +
                             sentence_of(code, sqlite3_errmsg(handle_.get())));
  }
  struct Close {
    void operator()(::sqlite_api::sqlite3* handle) const { sqlite3_close(handle); }
  };
  std::unique_ptr<::sqlite_api::sqlite3, Close> handle_;
};

void sync(const fs::path& place) {
  const int file = ::open(place.c_str(), O_RDONLY | O_CLOEXEC);
  const bool done = file >= 0 && ::fsync(file) == 0;
  if (file >= 0) ::close(file);
  if (!done) throw StoreUnavailable("The backup was not made. Its disk cannot be written.");
}

class SqliteDialect final : public Dialect {
 public:
  Result<Place> place(const std::string& rest) const override {
    if (rest == ":memory:") return Place{.connect = "dbname=:memory:", .file = {}};
    const std::string name = rest.empty() ? rest : real_name(rest).string();
    // SOCI reads key="value" and has no way to write a quotation mark.
    if (name.empty() || name.find('"') != std::string::npos)
      return std::unexpected(Error{.code = Error::Code::schema,
                                   .message = "a database is \"sqlite:FILE\", and the name of the "
                                              "file has no quotation mark"});
    return Place{.connect = "dbname=\"" + name + "\"", .file = name};
  }

  void open(soci::session& session, const Place& place, bool read_only) const override {
    session.open(soci::sqlite3, place.connect);
    sqlite3_busy_timeout(handle_of(session), kBusyMilliseconds);
    pragma(session, "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000");
    if (read_only) {
      pragma(session, "PRAGMA query_only=ON");
    } else if (!place.file.empty()) {
      // FULL: a commit that returned is on the disk, whatever happens to the machine.
      pragma(
          session,
          "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=67108864");
    }
  }

  int columns(soci::details::statement_backend& statement) const override {
    return sqlite3_column_count(static_cast<soci::sqlite3_statement_backend&>(statement).stmt_);
  }

  std::string sentence(const soci::soci_error& error) const override {
    if (const auto* own = dynamic_cast<const soci::sqlite3_soci_error*>(&error))
      return sentence_of(own->result(), own->get_error_message());
    return sentence_of(SQLITE_ERROR, error.get_error_message());
  }

  std::string_view begin_read() const override { return "BEGIN"; }
  // At once: a transaction that reads first and then finds somebody else writing could not wait.
  std::string_view begin_write() const override { return "BEGIN IMMEDIATE"; }
  std::string_view counting_key() const override { return "INTEGER PRIMARY KEY AUTOINCREMENT"; }
  std::string_view clustered() const override { return "WITHOUT ROWID"; }
  std::string contains(std::string_view column, std::string_view argument) const override {
    return "instr(" + std::string(column) + ", :" + std::string(argument) + ") > 0";
  }
  std::string_view tables() const override {
    return "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
  }

  void backup(soci::session& session, const fs::path& file) const override {
    const fs::path part = file.string() + ".part";
    std::error_code ignored;
    try {
      fs::remove(part, ignored);
      Target(part).copy_from(handle_of(session));
      sync(part);
      std::error_code moved;
      fs::rename(part, file, moved);
      if (moved) throw StoreUnavailable("The backup was not made. " + moved.message() + ".");
      sync(file.has_parent_path() ? file.parent_path() : fs::path("."));
    } catch (const StoreUnavailable&) {
      fs::remove(part, ignored);
      fs::remove(part.string() + "-journal", ignored);
      throw;
    }
  }

  std::string_view integrity() const override { return "PRAGMA integrity_check"; }
};

}  // namespace

const Dialect& sqlite_dialect() {
  static const SqliteDialect dialect;
  return dialect;
}

}  // namespace verify::daemon::sql
