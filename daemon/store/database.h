#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <type_traits>
#include <vector>

#include "daemon/store/file_lock.h"
#include "daemon/store/sql.h"

namespace verify::daemon::sql {

/// One connection that writes, behind a mutex, and a few that read, which wait for nobody. A
/// database in memory has one connection for both. Thread-safe.
class Database {
 public:
  /// Takes the file for this process and migrates it. Where another process has it, that is an
  /// error, or it is used as it is: `beside`.
  static Result<std::unique_ptr<Database>> open(const Dialect& dialect, Place place, bool beside);

  /// Calls `work` with a session in a transaction that ends with it: kept when it returns, taken
  /// back when it throws. The changes are durable when this returns.
  template <class Work>
  auto write(Work&& work) {
    const std::lock_guard lock(writing_);
    return in_transaction(*writer_, dialect_.begin_write(), work);
  }
  /// The same over one consistent state, without changes.
  template <class Work>
  auto read(Work&& work) {
    if (place_.file.empty()) return write(work);
    const Reader reader(*this);
    return in_transaction(*reader.session, dialect_.begin_read(), work);
  }
  /// A session outside of transactions, for a backup.
  template <class Work>
  auto outside(Work&& work) {
    if (place_.file.empty()) {
      const std::lock_guard lock(writing_);
      return work(*writer_);
    }
    const Reader reader(*this);
    return work(*reader.session);
  }

 private:
  static constexpr int kReaders = 3;

  Database(const Dialect& dialect, Place place, std::optional<FileLock> lock)
      : dialect_(dialect), place_(std::move(place)), lock_(std::move(lock)) {}

  struct Reader {
    explicit Reader(Database& database);
    ~Reader();
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    Database& owner;
    std::unique_ptr<Session> session;
  };

  template <class Work>
  static auto in_transaction(Session& session, std::string_view begin, Work& work) {
    Transaction transaction(session, begin);
    if constexpr (std::is_void_v<decltype(work(session))>) {
      work(session);
      transaction.commit();
    } else {
      auto out = work(session);
      transaction.commit();
      return out;
    }
  }

  const Dialect& dialect_;
  const Place place_;
  std::optional<FileLock> lock_;  // given back after the connections are closed
  std::mutex writing_;
  std::unique_ptr<Session> writer_;
  std::mutex reading_;
  std::condition_variable reader_back_;
  std::vector<std::unique_ptr<Session>> idle_readers_;
};

}  // namespace verify::daemon::sql
