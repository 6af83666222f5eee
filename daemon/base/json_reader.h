#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "verify/error.h"
#include "verify/time.h"

namespace verify::daemon {

/// Reads one JSON object of our own input: known keys only, each of its type and within its range.
/// What is wrong is collected with file and JSON pointer; the target keeps its default then.
class JsonReader {
 public:
  JsonReader(const nlohmann::json& value, std::string file, std::string pointer,
             std::vector<Error>& errors);

  void text(const char* key, std::string& out, std::size_t longest = 4096);
  void flag(const char* key, bool& out);
  template <class Whole>
  void whole(const char* key, Whole& out, std::int64_t low, std::int64_t high) {
    if (const auto number = whole_of(key, low, high)) out = static_cast<Whole>(*number);
  }
  void texts(const char* key, std::vector<std::string>& out);
  /// "90s", "15m", "6h", "30d"; within the range.
  void duration(const char* key, Duration& out, Duration low, Duration high);
  /// One of the words.
  void word(const char* key, std::string& out, const std::vector<std::string>& words);
  /// An object; calls `read` with a reader for it.
  void object(const char* key, const std::function<void(JsonReader&)>& read);
  /// A list of objects.
  void objects(const char* key, const std::function<void(JsonReader&)>& read);
  /// An object with keys of the writer's own: calls `read` for each.
  void entries(
      const char* key,
      const std::function<void(const std::string& name, const nlohmann::json& value)>& read);
  /// The value as it is, for a reader of its own; null when absent.
  const nlohmann::json* raw(const char* key);

  /// To be called last: what was not asked for is unknown.
  void finish();
  /// `inner`, where given, is a name or an index in the value of `key`.
  void fault(const std::string& key, const std::string& message, const std::string& inner = {});
  std::string pointer_of(const std::string& key) const {
    return pointer_ + "/" + pointer_token(key);
  }

 private:
  const nlohmann::json* find(const char* key);
  std::optional<std::int64_t> whole_of(const char* key, std::int64_t low, std::int64_t high);

  const nlohmann::json& value_;
  std::string file_, pointer_;
  std::vector<Error>& errors_;
  std::set<std::string> known_;
};

/// "90s", "15m", "6h", "30d", "2w"; nothing where it is more than a hundred years.
std::optional<Duration> parse_duration(std::string_view text);

/// A JSON file that holds an object.
struct JsonFile {
  std::string text;
  nlohmann::json value;

  /// Tells faults that have a pointer into this file their lines.
  void add_lines(std::span<Error> errors) const;
};

/// Reads one; the error names file and, where it is not well formed, the line.
Result<JsonFile> read_json_file(const std::string& file);

}  // namespace verify::daemon
