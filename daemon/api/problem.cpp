#include "daemon/api/problem.h"

#include <map>
#include <nlohmann/json.hpp>

#include "daemon/api/json.h"

namespace verify::daemon {

std::string_view reason_phrase(int status) {
  static const std::map<int, std::string_view> kPhrases = {
      {400, "Bad Request"},
      {401, "Unauthorized"},
      {403, "Forbidden"},
      {404, "Not Found"},
      {405, "Method Not Allowed"},
      {409, "Conflict"},
      {410, "Gone"},
      {413, "Content Too Large"},
      {415, "Unsupported Media Type"},
      {417, "Expectation Failed"},
      {431, "Request Header Fields Too Large"},
      {500, "Internal Server Error"},
      {501, "Not Implemented"},
      {503, "Service Unavailable"},
      {505, "HTTP Version Not Supported"},
  };
  const auto found = kPhrases.find(status);
  return found == kPhrases.end() ? "Error" : found->second;
}

HttpResponse problem_response(const Problem& problem) {
  Json body = {{"type", "urn:libverify:problem:" + problem.code},
               {"title", reason_phrase(problem.status)},
               {"status", problem.status},
               {"detail", problem.detail}};
  for (const Problem::Item& item : problem.items) {
    Json one = Json::object();
    if (!item.parameter.empty())
      one["parameter"] = item.parameter;
    else
      one["pointer"] = item.pointer;
    one["detail"] = item.detail;
    body["errors"].push_back(std::move(one));
  }
  HttpResponse response{.status = problem.status, .fields = problem.fields};
  response.fields.emplace_back("Content-Type", "application/problem+json");
  response.body = text_of(body);
  return response;
}

Problem not_found(std::string detail) {
  return {.status = 404, .code = "not-found", .detail = std::move(detail)};
}

Problem bad_parameter(const std::string& parameter, const std::string& detail) {
  return {.status = 400,
          .code = "bad-parameter",
          .detail = parameter + ": " + detail,
          .items = {{.parameter = parameter, .detail = detail}}};
}

Problem bad_body(const std::vector<Error>& errors) {
  Problem problem{.status = 400, .code = "bad-body", .detail = "the body is not what is taken"};
  for (const Error& error : errors)
    problem.items.push_back({.pointer = error.pointer, .detail = error.message});
  if (!errors.empty())
    problem.detail =
        (errors[0].pointer.empty() ? "" : errors[0].pointer + ": ") + errors[0].message;
  return problem;
}

Problem bad_body(const std::string& pointer, const std::string& detail) {
  return bad_body({Error{.message = detail, .pointer = pointer}});
}

}  // namespace verify::daemon
