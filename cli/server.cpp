// verify --server URL submit|runs|report|watch: what a verifyd knows.
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>

#include "commands.h"
#include "server_client.h"
#include "verify/safe_text.h"
#include "verify/screening.h"

namespace verify::cli {
namespace {

using nlohmann::json;

std::string text_of(const json& object, const char* key) {
  const auto it = object.is_object() ? object.find(key) : object.end();
  return it != object.end() && it->is_string() ? it->get<std::string>() : std::string();
}

std::int64_t number_of(const json& object, const char* key) {
  const auto it = object.is_object() ? object.find(key) : object.end();
  return it != object.end() && it->is_number_integer() ? it->get<std::int64_t>() : 0;
}

json list_of(const json& object, const char* key) {
  const auto it = object.is_object() ? object.find(key) : object.end();
  return it != object.end() && it->is_array() ? *it : json::array();
}

// Whoever answers may be another server than a verifyd: what has no object is none.
std::optional<json> object_of(const ServerClient::Answer& answer) {
  json value = json::parse(answer.body, nullptr, false);
  if (value.is_object()) return value;
  tell("the answer is not a verifyd's");
  return std::nullopt;
}

// 3 where the server refused what was asked, 4 where it could not answer.
int failed(const ServerClient::Answer& answer) {
  tell(problem_of(answer));
  for (const json& error : list_of(json::parse(answer.body, nullptr, false), "errors"))
    tell(text_of(error, "pointer") + ": " + text_of(error, "detail"));
  return answer.status >= 400 && answer.status < 500 ? kUsage : kInternal;
}

bool is_fine(const ServerClient::Answer& answer) {
  return answer.status >= 200 && answer.status < 300;
}

// "Harbour Analytics GmbH" -> "harbour-analytics-gmbh"
std::string id_from(const std::string& name) {
  std::string id;
  for (const char c : name) {
    const bool upper = c >= 'A' && c <= 'Z',
               kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (upper)
      id += static_cast<char>(c - 'A' + 'a');
    else if (kept)
      id += c;
    else if (!id.empty() && id.back() != '-')
      id += '-';
  }
  while (!id.empty() && id.back() == '-') id.pop_back();
  return id.substr(0, 64);
}

int exit_code_of(const std::string& outcome) {
  if (outcome == "ready") return kReady;
  return outcome == "not_ready" ? kNotReady : kNeedsReview;
}

// The files an application brings along, uploaded: "path=digest" for the query. Nothing where one
// failed.
std::optional<std::string> upload_files(const ServerClient& client, const Application& application,
                                        const std::filesystem::path& folder, int& exit_code) {
  const auto reader = make_child_file_reader({.program = file_reader_program()});
  std::string query;
  for (const auto& [name, bytes] : submitted_files(application, folder, *reader, tell).bytes) {
    const auto answer = client.put("/api/v1/files", bytes, "application/octet-stream");
    if (!is_fine(answer)) {
      exit_code = failed(answer);
      return std::nullopt;
    }
    query += (query.empty() ? "?file=" : "&file=") +
             url_part(name + "=" + text_of(json::parse(answer.body, nullptr, false), "sha256"));
  }
  return query;
}

// What is sent takes the place of all that is there.
json partner_with(const ServerClient::Answer& there, const std::string& group) {
  json partner = json::object();
  const json known = is_fine(there) ? json::parse(there.body, nullptr, false) : json::object();
  for (const char* key : {"name", "group", "cadence", "checklist", "paused"})
    if (known.is_object() && known.contains(key) && !known[key].is_null())
      partner[key] = known[key];
  if (!group.empty()) partner["group"] = group;
  return partner;
}

std::string partner_path(const std::string& id) {
  return "/api/v1/partners/" + url_part(id);
}

// Fields with tabs between them, for people and for scripts.
std::string run_line(const json& run) {
  std::string line = std::to_string(number_of(run, "id"));
  for (const char* key : {"partner", "state", "trigger", "finished_at", "outcome"}) {
    const std::string field = safe_text(text_of(run, key));
    line += '\t' + (field.empty() ? "-" : field);
  }
  return line;
}

}  // namespace

int run_submit(const SubmitArgs& args) {
  const auto client = ServerClient::make(args.server);
  if (!client) return kUsage;
  const auto application = load_application(args.application);
  if (!application) return refuse(application.error());
  const std::string id =
      args.partner.empty() ? id_from(application->partner.name.official) : args.partner;
  if (id.empty()) return refuse("the partner's name gives no id; --partner names one");
  const std::string path = partner_path(id);
  const auto there = client->get(path);
  if (!is_fine(there) && there.status != 404) return failed(there);
  if (there.status == 404 || !args.group.empty()) {
    const auto made = client->put(path, partner_with(there, args.group).dump(), "application/json");
    if (!is_fine(made)) return failed(made);
  }
  int exit_code = kInternal;
  const auto query = upload_files(
      *client, *application, std::filesystem::absolute(args.application).parent_path(), exit_code);
  if (!query) return exit_code;
  const auto answer =
      client->put(path + "/application" + *query, application->source, "application/json");
  if (!is_fine(answer)) return failed(answer);
  const auto taken = object_of(answer);
  if (!taken) return kInternal;
  std::cout << id << "\tversion " << number_of(*taken, "version") << "\n";
  return kFine;
}

int run_runs(const RunsArgs& args) {
  const auto client = ServerClient::make(args.server);
  if (!client) return kUsage;
  if (args.now) {
    if (args.partner.empty()) return refuse("--now needs a partner");
    const auto asked = client->post(partner_path(args.partner) + "/runs", "");
    if (!is_fine(asked)) return failed(asked);
  }
  const auto answer =
      client->get("/api/v1/runs?limit=" + std::to_string(args.limit) +
                  (args.partner.empty() ? "" : "&partner=" + url_part(args.partner)));
  if (!is_fine(answer)) return failed(answer);
  const auto value = object_of(answer);
  if (!value) return kInternal;
  const json runs = list_of(*value, "runs");
  if (runs.empty() && !args.partner.empty())
    if (const auto partner = client->get(partner_path(args.partner)); !is_fine(partner))
      return failed(partner);
  if (args.json) {
    print_json(*value, kIndented);
    return kFine;
  }
  for (const json& run : runs) std::cout << run_line(run) << "\n";
  return kFine;
}

int run_report(const ReportArgs& args) {
  if (!args.output.empty() &&
      !may_write(args.output, {args.server.token_file, args.server.ca_file}))
    return kUsage;
  const auto client = ServerClient::make(args.server);
  if (!client) return kUsage;
  const auto runs =
      client->get("/api/v1/runs?state=finished&limit=1&partner=" + url_part(args.partner));
  if (!is_fine(runs)) return failed(runs);
  const auto value = object_of(runs);
  if (!value) return kInternal;
  const json list = list_of(*value, "runs");
  if (list.empty()) return refuse(args.partner + ": has no finished run yet");
  const auto answer = client->get("/api/v1/runs/" + std::to_string(number_of(list[0], "id")) +
                                  "/report?format=" + url_part(args.format));
  if (!is_fine(answer)) return failed(answer);
  if (args.output.empty())
    std::cout << answer.body;
  else if (!write_whole(args.output, answer.body))
    return refuse(args.output + ": the report could not be written");
  return exit_code_of(text_of(list[0], "outcome"));
}

int run_watch(const WatchArgs& args) {
  const auto client = ServerClient::make(args.server);
  if (!client) return kUsage;
  if (!args.partner.empty())
    if (const auto partner = client->get(partner_path(args.partner)); !is_fine(partner))
      return failed(partner);
  std::optional<int> ended;  // how the run that is waited for did
  const auto on_event = [&](const std::string& type, const std::string& data) {
    std::cout << safe_text(type) << "\t" << safe_text(data) << std::endl;
    if (!args.once || (type != "run.finished" && type != "run.failed")) return true;
    ended = type == "run.failed"
                ? kInternal
                : exit_code_of(text_of(json::parse(data, nullptr, false), "outcome"));
    return false;
  };
  const auto answer = client->events(
      "/api/v1/events" + (args.partner.empty() ? "" : "?partner=" + url_part(args.partner)),
      on_event);
  if (!is_fine(answer)) return failed(answer);
  if (ended) return *ended;
  tell(std::string("the server ended the stream") + (args.once ? " before a run had ended" : ""));
  return kInternal;
}

}  // namespace verify::cli
