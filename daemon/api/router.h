#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/api/call.h"
#include "daemon/api/target.h"

namespace verify::daemon {

/// Who may use a route. Each role may what those before it may.
enum class Access {
  open,  ///< no token is asked for
  viewer,
  operator_,
  admin,
};

/// What a route takes.
enum class BodyKind {
  none,
  json,
  bytes,  ///< a file, into a BodySink
};

/// One line of the table: what there is, who may, and what answers.
struct Route {
  std::string_view method;  ///< GET also answers HEAD
  std::string_view path;    ///< "/api/v1/partners/{id}"; a last "{path}" takes the rest
  Access access;
  HttpResponse (*handler)(const Call& call);
  /// Keys of the query, with one space between; "file*" may occur more than once.
  std::string_view query = "";
  BodyKind body = BodyKind::none;
  /// Answered on the I/O thread: the handler waits for nothing.
  bool at_once = false;
};

/// Every route there is.
std::span<const Route> all_routes();

/// What a path leads to.
struct Match {
  const Route* route = nullptr;  ///< null: the method is not allowed, or the path is unknown
  std::map<std::string, std::string, std::less<>> path;
  std::string allow;  ///< methods of the path: "GET, HEAD, OPTIONS"; empty: the path is unknown
};
Match match(std::string_view method, const std::vector<std::string>& segments);

/// Refuses keys the route does not know, and those that occur too often.
void check_query(const Route& route, const Target& target);

}  // namespace verify::daemon
