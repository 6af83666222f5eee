#include "daemon/store/database.h"

#include "daemon/store/schema.h"
#include "daemon/store/store.h"

namespace verify::daemon::sql {

Result<std::unique_ptr<Database>> Database::open(const Dialect& dialect, Place place, bool beside) {
  std::optional<FileLock> lock;
  if (!place.file.empty()) {
    Result<FileLock> taken = FileLock::take(place.file);
    if (taken)
      lock.emplace(std::move(*taken));
    else if (!beside)
      return std::unexpected(taken.error());
  }
  const std::string file = place.file.string();
  const bool alone = lock.has_value() || file.empty();
  std::unique_ptr<Database> out(new Database(dialect, std::move(place), std::move(lock)));
  try {
    out->writer_ = std::make_unique<Session>(dialect, out->place_, false);
    if (Result<int> version = alone ? migrate(*out->writer_, migrations())
                                    : require_last(*out->writer_, migrations());
        !version) {
      version.error().file = file;
      return std::unexpected(version.error());
    }
    for (int i = 0; i < kReaders && !file.empty(); ++i)
      out->idle_readers_.push_back(std::make_unique<Session>(dialect, out->place_, true));
  } catch (const StoreUnavailable& why) {
    return std::unexpected(
        Error{.code = Error::Code::unreadable, .message = why.what(), .file = file});
  }
  return out;
}

Database::Reader::Reader(Database& database) : owner(database) {
  std::unique_lock lock(database.reading_);
  database.reader_back_.wait(lock, [&] { return !database.idle_readers_.empty(); });
  session = std::move(database.idle_readers_.back());
  database.idle_readers_.pop_back();
}

Database::Reader::~Reader() {
  {
    const std::lock_guard lock(owner.reading_);
    owner.idle_readers_.push_back(std::move(session));
  }
  owner.reader_back_.notify_one();
}

}  // namespace verify::daemon::sql
