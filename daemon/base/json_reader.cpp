#include "daemon/base/json_reader.h"

#include <algorithm>
#include <charconv>

#include "verify/file_bytes.h"
#include "verify/json_text.h"

namespace verify::daemon {
namespace {

struct Unit {
  char name;
  Duration length;
};
constexpr Unit kUnits[] = {{'s', std::chrono::seconds(1)},
                           {'m', std::chrono::minutes(1)},
                           {'h', std::chrono::hours(1)},
                           {'d', std::chrono::days(1)},
                           {'w', std::chrono::weeks(1)}};
constexpr std::size_t kMostBytes = 16u << 20;
constexpr Duration kLongest = std::chrono::days(36'525);

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

}  // namespace

std::optional<Duration> parse_duration(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc() || end + 1 != text.data() + text.size()) return std::nullopt;
  const auto unit = std::ranges::find(kUnits, *end, &Unit::name);
  if (unit == std::end(kUnits) || number < 0 || number > kLongest / unit->length)
    return std::nullopt;
  return number * unit->length;
}

Result<JsonFile> read_json_file(const std::string& file) {
  auto text = read_file_bytes(file, kMostBytes);
  if (!text) return std::unexpected(std::move(text.error()));
  JsonFile read{*std::move(text), {}};
  if (auto well_formed = check_json(read.text, file); !well_formed)
    return std::unexpected(std::move(well_formed.error()));
  read.value = nlohmann::json::parse(read.text);
  if (!read.value.is_object())
    return std::unexpected(Error{Error::Code::schema, "expected a JSON object", file, 1});
  return read;
}

void JsonFile::add_lines(std::span<Error> errors) const {
  for (Error& error : errors)
    if (error.line == 0 && !error.pointer.empty()) error.line = json_line_of(text, error.pointer);
}

JsonReader::JsonReader(const nlohmann::json& value, std::string file, std::string pointer,
                       std::vector<Error>& errors)
    : value_(value), file_(std::move(file)), pointer_(std::move(pointer)), errors_(errors) {}

void JsonReader::fault(const std::string& key, const std::string& message,
                       const std::string& inner) {
  const std::string below = inner.empty() ? "" : "/" + pointer_token(inner);
  errors_.push_back({Error::Code::schema, message, file_, 0, pointer_of(key) + below});
}

const nlohmann::json* JsonReader::find(const char* key) {
  known_.insert(key);
  const auto it = value_.find(key);
  return it == value_.end() ? nullptr : &*it;
}

const nlohmann::json* JsonReader::raw(const char* key) {
  return find(key);
}

void JsonReader::text(const char* key, std::string& out, std::size_t longest) {
  const auto* value = find(key);
  if (value == nullptr) return;
  if (!value->is_string() || value->get_ref<const std::string&>().size() > longest)
    return fault(key, "expected a text of at most " + std::to_string(longest) + " bytes");
  out = value->get<std::string>();
}

void JsonReader::flag(const char* key, bool& out) {
  const auto* value = find(key);
  if (value == nullptr) return;
  if (!value->is_boolean()) return fault(key, "expected true or false");
  out = value->get<bool>();
}

std::optional<std::int64_t> JsonReader::whole_of(const char* key, std::int64_t low,
                                                 std::int64_t high) {
  const auto* value = find(key);
  if (value == nullptr) return std::nullopt;
  // A number beyond the range of int64 is kept as unsigned and is out of every range of ours.
  const bool fits =
      value->is_number_integer() &&
      (!value->is_number_unsigned() || value->get<std::uint64_t>() <= std::uint64_t{INT64_MAX});
  if (fits && value->get<std::int64_t>() >= low && value->get<std::int64_t>() <= high)
    return value->get<std::int64_t>();
  fault(key, "expected a whole number from " + std::to_string(low) + " to " + std::to_string(high));
  return std::nullopt;
}

void JsonReader::texts(const char* key, std::vector<std::string>& out) {
  const auto* value = find(key);
  if (value == nullptr) return;
  const bool good =
      value->is_array() &&
      std::all_of(value->begin(), value->end(), [](const auto& each) { return each.is_string(); });
  if (!good) return fault(key, "expected a list of texts");
  out = value->get<std::vector<std::string>>();
}

void JsonReader::duration(const char* key, Duration& out, Duration low, Duration high) {
  std::string text;
  const auto before = errors_.size();
  this->text(key, text, 32);
  if (errors_.size() != before || value_.find(key) == value_.end()) return;
  const auto parsed = parse_duration(text);
  if (!parsed) return fault(key, "expected a duration such as 90s, 15m, 6h, 30d or 2w");
  if (*parsed < low || *parsed > high) return fault(key, "is out of its range");
  out = *parsed;
}

void JsonReader::word(const char* key, std::string& out, const std::vector<std::string>& words) {
  std::string text = out;
  this->text(key, text, 64);
  if (std::find(words.begin(), words.end(), text) == words.end())
    return fault(key, "expected one of " + joined(words));
  out = text;
}

void JsonReader::object(const char* key, const std::function<void(JsonReader&)>& read) {
  const auto* value = find(key);
  if (value == nullptr) return;
  if (!value->is_object()) return fault(key, "expected an object");
  JsonReader inner(*value, file_, pointer_of(key), errors_);
  read(inner);
  inner.finish();
}

void JsonReader::objects(const char* key, const std::function<void(JsonReader&)>& read) {
  const auto* value = find(key);
  if (value == nullptr) return;
  if (!value->is_array()) return fault(key, "expected a list of objects");
  for (std::size_t i = 0; i < value->size(); ++i) {
    const std::string pointer = pointer_of(key) + "/" + std::to_string(i);
    if (!(*value)[i].is_object()) {
      errors_.push_back({Error::Code::schema, "expected an object", file_, 0, pointer});
      continue;
    }
    JsonReader inner((*value)[i], file_, pointer, errors_);
    read(inner);
    inner.finish();
  }
}

void JsonReader::entries(
    const char* key,
    const std::function<void(const std::string& name, const nlohmann::json& value)>& read) {
  const auto* value = find(key);
  if (value == nullptr) return;
  if (!value->is_object()) return fault(key, "expected an object");
  for (const auto& [name, each] : value->items()) read(name, each);
}

void JsonReader::finish() {
  const std::vector<std::string> known(known_.begin(), known_.end());
  for (const auto& [key, value] : value_.items())
    if (!known_.contains(key)) fault(key, "unknown key; known are " + joined(known));
}

}  // namespace verify::daemon
