// What is sent and not taken: each refusal names the place.
#include <algorithm>
#include <catch2/catch.hpp>

#include "daemon/support/api_world.h"

using namespace verify::daemon;
using nlohmann::json;
using verify::test::ApiWorld;
using verify::test::Reply;

namespace {

const std::string kApi = "/api/v1";

/// Pointer or parameter of each fault, as "kind:place".
std::vector<std::string> places_of(const Reply& reply) {
  std::vector<std::string> out;
  const json problem = json::parse(reply.body);
  const json errors = problem.value("errors", json::array());
  for (const auto& error : errors)
    out.push_back(error.contains("parameter") ? "?" + error["parameter"].get<std::string>()
                                              : error["pointer"].get<std::string>());
  return out;
}

using Places = std::vector<std::string>;

}  // namespace

TEST_CASE("a query is refused with the parameter that is wrong", "[daemon][api][refusals]") {
  ApiWorld world;
  world.add_partner("one");
  struct Row {
    std::string target, parameter;
  };
  for (const Row& row : {Row{"/partners?colour=red", "colour"},
                         Row{"/partners?limit=0", "limit"},
                         Row{"/partners?limit=501", "limit"},
                         Row{"/partners?limit=1e2", "limit"},
                         Row{"/partners?limit=5&limit=6", "limit"},
                         Row{"/partners?limit=", "limit"},
                         Row{"/partners?outcome=good", "outcome"},
                         Row{"/partners?verdict=MET", "verdict"},
                         Row{"/partners?stale=1", "stale"},
                         Row{"/partners?after=Not%20One", "after"},
                         Row{"/runs?state=done", "state"},
                         Row{"/runs?before=-1", "before"},
                         Row{"/runs?before=99999999999999999999", "before"},
                         Row{"/runs?partner=..%2F..", "partner"},
                         Row{"/partners/one/history?runs=0", "runs"},
                         Row{"/partners/one/application?version=x", "version"},
                         Row{"/transitions?limit=ten", "limit"},
                         Row{"/deliveries?state=lost", "state"},
                         Row{"/runs/1/report?format=pdf", "format"},
                         Row{"/me?x=1", "x"},
                         Row{"/events?partner=%20", "partner"}}) {
    INFO(row.target);
    const Reply reply = world.ask("viewer", "GET", kApi + row.target);
    CHECK(reply.status == 400);
    CHECK(places_of(reply) == Places{"?" + row.parameter});
  }
  CHECK(world.ask({.target = "/livez?x=1"}).status == 400);
}

TEST_CASE("a body is refused with every place that is wrong", "[daemon][api][refusals]") {
  ApiWorld world;
  world.add_partner("one");
  struct Row {
    std::string method, target, body;
    Places places;
  };
  const std::string partner = "/partners/one", said = "/partners/one/overrides";
  const std::string item = R"({"requirement":")" + ApiWorld::some_item() + "\",";
  for (const Row& row :
       {Row{"PUT", partner, "{", {""}}, Row{"PUT", partner, "[]", {""}},
        Row{"PUT", partner, "{}{}", {""}}, Row{"PUT", partner, "\"\xff\"", {""}},
        Row{"PUT", partner, R"({"colour":"red"})", {"/colour"}},
        Row{"PUT", partner, R"({"paused":"yes","name":7})", {"/name", "/paused"}},
        Row{"PUT", partner, R"({"name":""})", {"/name"}},
        Row{"PUT", partner, R"({"group":"lead"})", {"/group"}},
        Row{"PUT", partner, R"({"cadence":"now and then"})", {"/cadence"}},
        Row{"PUT", partner, R"({"checklist":"none"})", {"/checklist"}},
        Row{"POST", said, "{}", {"/requirement"}},
        Row{"POST", said, R"({"requirement":"X9","verdict":"met","why":"y"})", {"/requirement"}},
        Row{"POST", said, item + R"("verdict":"good","why":"y"})", {"/verdict"}},
        Row{"POST", said, item + R"("verdict":"met","why":" "})", {"/why"}},
        Row{"POST", said, item + R"("verdict":"met","why":"y","until":"2026-02-30"})", {"/until"}},
        Row{"POST", said, item + R"("verdict":"met","why":"y","until":"2026-02-28"})", {"/until"}},
        Row{"POST", said, item + R"("verdict":"met","why":"y","who":"admin"})", {"/who"}},
        Row{"PUT",
            partner + "/application",
            R"({"partner":{"name":7},"extra":1})",
            {"/extra", "/partner", "/partner/name"}}}) {
    INFO(row.method << " " << row.target << " " << row.body);
    const Reply reply = world.ask(
        {.method = row.method, .target = kApi + row.target, .token = "operator", .body = row.body});
    CHECK(reply.status == 400);
    Places places = places_of(reply);
    std::sort(places.begin(), places.end());
    CHECK(places == row.places);
  }
  CHECK(world.store().overrides("one").empty());
  CHECK(world.store().partner("one")->name == "one");
}

TEST_CASE("files of an application must have been sent, and lie in its folder",
          "[daemon][api][refusals]") {
  ApiWorld world;
  world.add_partner("one");
  const auto digest = world.vault().put("cells");
  REQUIRE(digest);
  const std::string text =
      R"({"partner":{"name":"One","home_page":"https://one.example/"},"notebook":"a.ipynb"})";
  const auto put = [&](const std::string& query) {
    return world.ask({.method = "PUT",
                      .target = kApi + "/partners/one/application" + query,
                      .token = "operator",
                      .body = text});
  };
  const std::string good = "file=a.ipynb=" + *digest;
  for (const std::string& query :
       {std::string("?file=a.ipynb"), "?file=../a.ipynb=" + *digest, "?file=/a.ipynb=" + *digest,
        "?file=a.ipynb=" + std::string(64, 'a'), std::string("?file=a.ipynb=../../etc/passwd"),
        "?" + good + "&" + good, "?file==" + *digest}) {
    INFO(query);
    const Reply reply = put(query);
    CHECK(reply.status == 400);
    CHECK(places_of(reply) == Places{"?file"});
  }
  CHECK(put("?" + good).status == 201);
  // What a workbook names is known when it is read; what is not sent is told in the report.
  CHECK(put("?" + good + "&file=b.txt=" + *digest).status == 201);
  CHECK(put("").status == 201);
}

TEST_CASE("an id that cannot be is refused or not found", "[daemon][api][refusals]") {
  ApiWorld world;
  const std::string longest(64, 'a');
  for (const std::string& id : {std::string("Upper"), std::string("-a"), std::string("a%20b"),
                                std::string("a%2Fb"), longest + "a", std::string("%C3%BC")}) {
    INFO(id);
    CHECK(world.ask("operator", "PUT", kApi + "/partners/" + id, json::object()).status == 400);
    CHECK(world.ask("viewer", "GET", kApi + "/partners/" + id).status == 404);
  }
  CHECK(world.ask("operator", "PUT", kApi + "/partners/" + longest, json::object()).status == 201);
  for (const char* id : {"0", "-1", "x", "1x", "9223372036854775808"})
    CHECK(world.ask("viewer", "GET", kApi + "/runs/" + std::string(id)).status == 404);
}

TEST_CASE("a body of another type is refused", "[daemon][api][refusals]") {
  ApiWorld world;
  const auto put = [&](const std::string& type) {
    return world
        .ask({.method = "PUT",
              .target = kApi + "/partners/a",
              .token = "operator",
              .body = "{}",
              .type = type})
        .status;
  };
  CHECK(put("text/plain") == 415);
  CHECK(put("application/jsonx") == 415);
  CHECK(put("Application/JSON; charset=utf-8") == 201);
}

TEST_CASE("a changed cadence plans the next run anew", "[daemon][api][refusals]") {
  ApiWorld world;
  world.add_partner("one");
  verify::Report report;
  report.requirements.push_back({.id = "P1.1", .verdict = verify::Verdict::met});
  world.finish_run("one", report);
  const auto before = world.store().next_due("one")->at;
  CHECK(world.ask("operator", "PUT", kApi + "/partners/one", {{"paused", true}}).status == 200);
  CHECK(world.store().next_due("one")->at == before);
  CHECK(world.ask("operator", "PUT", kApi + "/partners/one", {{"cadence", "every 2d"}}).status ==
        200);
  CHECK(world.store().next_due("one")->at == world.clock().now() + std::chrono::hours(48));
}
