#include "daemon/api/call.h"

#include <charconv>

#include "daemon/base/ids.h"
#include "verify/json_text.h"

namespace verify::daemon {
namespace {

std::optional<std::int64_t> parse_whole(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (ec != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::int64_t Call::id() const {
  const auto number = parse_whole(in_path("id"));
  if (!number || *number < 1) throw not_found("there is nothing with this id");
  return *number;
}

Partner Call::partner() const {
  const std::string& name = in_path("id");
  auto found = is_partner_id(name) ? store().partner(name) : std::nullopt;
  if (!found) throw not_found("there is no partner with this id");
  return *found;
}

std::string Call::text(std::string_view key) const {
  for (const auto& [name, value] : query)
    if (name == key) return value;
  return {};
}

std::vector<std::string> Call::texts(std::string_view key) const {
  std::vector<std::string> out;
  for (const auto& [name, value] : query)
    if (name == key) out.push_back(value);
  return out;
}

std::int64_t Call::whole(std::string_view key, std::int64_t otherwise, std::int64_t low,
                         std::int64_t high) const {
  const std::string value = text(key);
  if (value.empty()) return otherwise;
  const auto number = parse_whole(value);
  if (!number || *number < low || *number > high)
    throw bad_parameter(std::string(key), "a whole number from " + std::to_string(low) + " to " +
                                              std::to_string(high) + " is expected");
  return *number;
}

std::optional<bool> Call::flag(std::string_view key) const {
  const std::string value = text(key);
  if (value.empty()) return std::nullopt;
  if (value != "true" && value != "false")
    throw bad_parameter(std::string(key), "true or false is expected");
  return value == "true";
}

std::string Call::partner_key(std::string_view key) const {
  std::string value = text(key);
  if (!value.empty() && !is_partner_id(value))
    throw bad_parameter(std::string(key), "not the id of a partner");
  return value;
}

void Call::audit(std::string_view what, const std::string& on) const {
  if (api.needs.audit) api.needs.audit(what, token ? token->name : "", on);
}

void Call::body(const std::function<void(JsonReader&)>& read) const {
  if (const auto well_formed = check_json(request->body, "the body"); !well_formed)
    throw bad_body("", well_formed.error().describe());
  const auto json = nlohmann::json::parse(request->body);
  if (!json.is_object()) throw bad_body("", "a JSON object is expected");
  std::vector<Error> errors;
  JsonReader reader(json, {}, {}, errors);
  read(reader);
  reader.finish();
  if (!errors.empty()) throw bad_body(errors);
}

HttpResponse json_response(const Json& json, int status) {
  HttpResponse response{.status = status};
  response.fields.emplace_back("Content-Type", "application/json");
  response.body = text_of(json);
  return response;
}

HttpResponse text_response(std::string text, std::string_view content_type) {
  HttpResponse response;
  response.fields.emplace_back("Content-Type", std::string(content_type));
  response.body = std::move(text);
  return response;
}

}  // namespace verify::daemon
