#pragma once

#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "daemon/api/assets.h"
#include "daemon/api/http.h"
#include "daemon/api/json.h"
#include "daemon/api/problem.h"
#include "daemon/api/server.h"
#include "daemon/base/json_reader.h"

namespace verify::daemon {

/// What all requests share. Immutable but for what it refers to.
struct ApiContext {
  ApiNeeds needs;
  ApiLimits limits;
  Assets assets;
  std::string openapi;  ///< the document's text
};

/// One request, let in and taken apart. Its functions throw Problem where what was sent is not what
/// is taken.
struct Call {
  const ApiContext& api;
  const HttpRequest* request = nullptr;
  BodySink* sink = nullptr;  ///< where the body went to, for routes that take files
  std::map<std::string, std::string, std::less<>> path;  ///< by the template's names
  std::vector<std::pair<std::string, std::string>> query;
  std::optional<Token> token;  ///< nothing where none is asked for

  Store& store() const { return api.needs.store; }
  Instant now() const { return api.needs.clock.now(); }

  const std::string& in_path(std::string_view name) const { return path.find(name)->second; }
  /// The id in the path, as the store counts them.
  std::int64_t id() const;
  /// The partner the path names.
  Partner partner() const;

  /// Empty when the query has none.
  std::string text(std::string_view key) const;
  std::vector<std::string> texts(std::string_view key) const;
  std::int64_t whole(std::string_view key, std::int64_t otherwise, std::int64_t low,
                     std::int64_t high) const;
  std::optional<bool> flag(std::string_view key) const;
  template <class Parse>
  auto word(std::string_view key, Parse parse) const -> decltype(parse(std::string_view{})) {
    const std::string value = text(key);
    if (value.empty()) return std::nullopt;
    auto parsed = parse(value);
    if (!parsed) throw bad_parameter(std::string(key), "'" + value + "' is not one of the words");
    return parsed;
  }
  /// An id of a partner in the query; empty when there is none.
  std::string partner_key(std::string_view key) const;

  /// Leaves a line in the log: what was done, with whose token, to what.
  void audit(std::string_view what, const std::string& on) const;

  /// Reads the body, which must be an object, with a reader that refuses unknown keys.
  void body(const std::function<void(JsonReader&)>& read) const;
};

HttpResponse json_response(const Json& json, int status = 200);
HttpResponse text_response(std::string text, std::string_view content_type);

/// The id a page's cursor goes on from, or null on the last one.
template <class Records, class Key>
Json next_cursor(const Records& records, int limit, Key key) {
  if (static_cast<int>(records.size()) < limit) return nullptr;
  return key(records.back());
}

}  // namespace verify::daemon
