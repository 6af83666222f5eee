// Who may what: every route with every kind of token.
#include <catch2/catch.hpp>

#include "daemon/api/auth.h"
#include "daemon/api/router.h"
#include "daemon/support/api_world.h"

using namespace verify;
using namespace verify::daemon;
using verify::test::ApiWorld;
using verify::test::Ask;
using verify::test::Reply;
using namespace std::chrono_literals;

namespace {

/// A path of the route; there is nothing with these ids.
std::string some_path(const Route& route) {
  std::string path(route.path);
  for (const auto& [name, value] : {std::pair{"{id}", "999"}, std::pair{"{path}", "none.js"}})
    if (const std::size_t at = path.find(name); at != std::string::npos)
      path.replace(at, std::string(name).size(), value);
  return path;
}

Ask some_ask(const Route& route, const std::string& token) {
  Ask ask{.method = std::string(route.method), .target = some_path(route), .token = token};
  if (ask.method == "GET") ask.method = "HEAD";  // so that the stream of events ends
  if (route.body != BodyKind::none) ask.body = "[]";
  if (route.body == BodyKind::bytes) ask.type = "application/octet-stream";
  return ask;
}

int rank(Access access) {
  return static_cast<int>(access);
}

}  // namespace

TEST_CASE("every route is open to its role and those above, and to nobody else",
          "[daemon][api][access]") {
  ApiWorld world;
  const std::vector<std::pair<std::string, Access>> roles = {
      {"viewer", Access::viewer}, {"operator", Access::operator_}, {"admin", Access::admin}};
  for (const Route& route : all_routes()) {
    INFO(route.method << " " << route.path);
    const int without = world.ask(some_ask(route, "")).status;
    CHECK((without == 401) == (route.access != Access::open));
    for (const auto& [role, access] : roles) {
      INFO("as " << role);
      const int status = world.ask(some_ask(route, role)).status;
      CHECK(status != 401);
      CHECK((status == 403) == (rank(access) < rank(route.access)));
      CHECK(status < 500);
    }
  }
}

TEST_CASE("health and the dashboard's files need no token, nothing else is without",
          "[daemon][api][access]") {
  std::vector<std::string_view> open;
  for (const Route& route : all_routes())
    if (route.access == Access::open) open.push_back(route.path);
  CHECK(open == std::vector<std::string_view>{"/livez", "/readyz", "/", "/assets/{path}"});
}

TEST_CASE("a token holds until it expires or is revoked", "[daemon][api][access]") {
  ApiWorld world;
  const Instant now = world.clock().now();
  world.add_token({.name = "short", .role = Role::admin, .created_at = now, .expires_at = now + 1h},
                  "short");
  world.add_token({.name = "gone", .role = Role::admin, .created_at = now}, "gone");
  CHECK(world.ask("short", "GET", "/api/v1/me").status == 200);
  CHECK(world.ask("gone", "GET", "/api/v1/me").status == 200);
  world.clock().advance(1h);
  world.store().revoke_token("gone", world.clock().now());
  for (const char* token : {"short", "gone", "never-made"}) {
    const Reply reply = world.ask(token, "GET", "/api/v1/me");
    CHECK(reply.status == 401);
    CHECK(reply.fields.at("www-authenticate") ==
          "Bearer realm=\"verifyd\", error=\"invalid_token\"");
  }
}

TEST_CASE("a refusal says what is needed", "[daemon][api][access]") {
  ApiWorld world;
  const Reply nobody = world.ask({.target = "/api/v1/me"});
  CHECK(nobody.fields.at("www-authenticate") == "Bearer realm=\"verifyd\"");
  const Reply viewer = world.ask("viewer", "DELETE", "/api/v1/partners/a");
  CHECK(viewer.status == 403);
  CHECK(viewer.fields.at("www-authenticate").find("insufficient_scope") != std::string::npos);
  CHECK(nlohmann::json::parse(viewer.body)["detail"] ==
        "this needs the role admin; the token has viewer");
}

TEST_CASE("a bearer token is read as RFC 6750 writes it", "[daemon][api][access]") {
  struct Row {
    std::string sent;
    std::optional<std::string_view> token;
  };
  const std::string longest(512, 'x');
  for (const Row& row :
       {Row{"Bearer abc", "abc"}, Row{"bearer  a.b-c_d~e+f/g=", "a.b-c_d~e+f/g="},
        Row{"Bearer", std::nullopt}, Row{"Bearer ", std::nullopt}, Row{"Bearer  ", std::nullopt},
        Row{"Basic abc", std::nullopt}, Row{"Bearer a b", std::nullopt},
        Row{"Bearer a,b", std::nullopt}, Row{"Bearer " + longest, longest},
        Row{"Bearer x" + longest, std::nullopt}}) {
    INFO(row.sent);
    CHECK(bearer_token(row.sent) == row.token);
  }
}
