// The description of the API and the table of routes say the same.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <set>

#include "daemon/api/router.h"
#include "support/places.h"

using namespace verify::daemon;

namespace {

nlohmann::json document() {
  std::ifstream in(verify::test::source_folder() / "config/openapi/verifyd.openapi.json");
  return nlohmann::json::parse(in);
}

std::string lower(std::string_view word) {
  std::string out(word);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

std::set<std::string> query_of(const nlohmann::json& operation) {
  std::set<std::string> out;
  const auto parameters = operation.value("parameters", nlohmann::json::array());
  for (const auto& parameter : parameters)
    if (parameter["in"] == "query")
      out.insert(parameter["name"].get<std::string>() +
                 (parameter["schema"].value("type", "") == "array" ? "*" : ""));
  return out;
}

std::set<std::string> words_of(std::string_view text) {
  std::set<std::string> out;
  while (!text.empty()) {
    const std::size_t end = text.find(' ');
    out.emplace(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out;
}

std::string role_of(Access access) {
  switch (access) {
    case Access::open:
      return "none";
    case Access::viewer:
      return "viewer";
    case Access::operator_:
      return "operator";
    case Access::admin:
      return "admin";
  }
  return "";
}

std::string body_of(const nlohmann::json& operation) {
  if (!operation.contains("requestBody")) return "";
  return operation["requestBody"]["content"].begin().key();
}

std::string body_of(BodyKind kind) {
  if (kind == BodyKind::none) return "";
  return kind == BodyKind::json ? "application/json" : "application/octet-stream";
}

}  // namespace

TEST_CASE("every route is described, with its role, parameters and body",
          "[daemon][api][openapi]") {
  const auto paths = document()["paths"];
  for (const Route& route : all_routes()) {
    INFO(route.method << " " << route.path);
    const std::string path(route.path), method = lower(route.method);
    REQUIRE(paths.contains(path));
    REQUIRE(paths[path].contains(method));
    const auto& operation = paths[path][method];
    CHECK(operation["x-role"] == role_of(route.access));
    CHECK(operation["security"].empty() == (route.access == Access::open));
    CHECK(query_of(operation) == words_of(route.query));
    CHECK(body_of(operation) == body_of(route.body));
  }
}

TEST_CASE("everything described is a route", "[daemon][api][openapi]") {
  std::set<std::string> routes, described;
  for (const Route& route : all_routes())
    CHECK(routes.insert(lower(route.method) + " " + std::string(route.path)).second);
  const auto paths = document()["paths"];
  for (const auto& [path, operations] : paths.items())
    for (const auto& [method, operation] : operations.items())
      described.insert(method + " " + path);
  CHECK(described == routes);
}

TEST_CASE("the formats of reports that are described are those there are",
          "[daemon][api][openapi]") {
  std::set<std::string> described, known;
  const auto operation = document()["paths"]["/api/v1/runs/{id}/report"]["get"];
  for (const auto& parameter : operation["parameters"])
    if (parameter["name"] == "format")
      described = parameter["schema"]["enum"].get<std::set<std::string>>();
  for (const verify::ReportFormat& format : verify::report_formats()) known.emplace(format.name);
  CHECK(described == known);
}
