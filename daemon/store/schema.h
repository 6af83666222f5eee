#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "daemon/store/sql.h"

namespace verify::daemon::sql {

/// How a database of the version before becomes one of this version. What stands in braces is the
/// dialect's: {counting_key}, {clustered}.
struct Migration {
  int version = 0;  ///< 1, 2, 3, …
  std::vector<std::string_view> statements;
};
/// All, in order. What was released is never changed; a new version is a new entry.
std::span<const Migration> migrations();

/// Brings the database to the last version, in one transaction. An Error where it is newer than
/// that, or is another program's. Throws StoreUnavailable.
Result<int> migrate(Session& session, std::span<const Migration> migrations);
/// An Error where the database is of any other version than the last. Throws StoreUnavailable.
Result<int> require_last(Session& session, std::span<const Migration> migrations);

}  // namespace verify::daemon::sql
