// Every route with real data: what it says, and that it is as config/openapi/ describes.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>

#include "daemon/support/api_world.h"
#include "daemon/support/eventually.h"
#include "support/places.h"
#include "support/sample_report.h"
#include "support/whole_file.h"

using namespace verify;
using namespace verify::daemon;
using nlohmann::json;
using verify::test::ApiWorld;
using verify::test::Reply;

namespace {

/// Asks, and keeps the answers for the schemas.
class Recorder {
 public:
  explicit Recorder(ApiWorld& world) : world_(world) {}

  /// `path`: the template; `target`: what is asked for.
  json ask(int status, const std::string& role, const std::string& method, const std::string& path,
           const std::string& target, const json& body = nullptr) {
    INFO(method << " " << target);
    const Reply reply = world_.ask(role, method, target, body);
    INFO(reply.body);
    REQUIRE(reply.status == status);
    last_ = reply;
    if (reply.body.empty()) return nullptr;
    return keep(method, path, reply);
  }
  json keep(const std::string& method, const std::string& path, const Reply& reply) {
    const json answer = json::parse(reply.body);
    lines_ += json{{"method", method},
                   {"path", path},
                   {"status", std::to_string(reply.status)},
                   {"type", reply.fields.at("content-type")},
                   {"body", answer}}
                  .dump() +
              "\n";
    return answer;
  }
  json get(const std::string& path, const std::string& target) {
    return ask(200, "viewer", "GET", path, target);
  }
  const Reply& last() const { return last_; }

  /// The exit code of answers_check.mjs.
  int check(const std::filesystem::path& folder) const {
    const auto file = folder / "answers.jsonl", source = test::source_folder();
    test::write_whole_file(file, lines_);
    const std::string line = "node " + (source / "tests/daemon/api/answers_check.mjs").string() +
                             " " + (source / "config/openapi/verifyd.openapi.json").string() + " " +
                             file.string() + " " + (source / "tests/package.json").string();
    const int status = std::system(line.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  ApiWorld& world_;
  Reply last_;
  std::string lines_;
};

const std::string kApi = "/api/v1";
const std::string kPartner = kApi + "/partners/{id}";

void check_partners(ApiWorld& world, Recorder& api) {
  const json made = api.ask(201, "operator", "PUT", kPartner, kApi + "/partners/one",
                            {{"group", "gold"}, {"paused", false}});
  CHECK(made["group"] == "gold");
  CHECK(made["outcome"].is_null());
  const json changed = api.ask(200, "operator", "PUT", kPartner, kApi + "/partners/one",
                               {{"name", "One"}, {"cadence", "cron 0 3 * * 1 Europe/Berlin"}});
  CHECK(changed["name"] == "One");
  for (const std::string& body :
       {std::string("{\0}", 3), std::string("{}\0{", 4), std::string("{")})
    CHECK(world
              .ask({.method = "PUT",
                    .target = kApi + "/partners/one",
                    .token = "operator",
                    .body = body})
              .status == 400);
  CHECK(changed["group"] == "");
  CHECK(world.wakes == 2);
  api.ask(409, "operator", "POST", kPartner + "/runs", kApi + "/partners/one/runs");
}

void check_applications(ApiWorld& world, Recorder& api) {
  const Reply sent = world.ask({.method = "PUT",
                                .target = kApi + "/files",
                                .token = "operator",
                                .body = "{\"cells\":[]}",
                                .type = "application/octet-stream"});
  CHECK(sent.status == 201);
  const json file = api.keep("PUT", kApi + "/files", sent);
  CHECK(file["bytes"] == 12);
  const std::string digest = file["sha256"];
  CHECK(world.vault().read(digest) == "{\"cells\":[]}");
  const std::string path = kPartner + "/application", target = kApi + "/partners/one/application";
  json application = json::parse(test::small_application("One GmbH"));
  CHECK(api.ask(201, "operator", "PUT", path, target, application)["version"] == 1);
  CHECK(api.ask(200, "operator", "PUT", path, target, application)["version"] == 1);
  CHECK(world.store().partner("one")->name == "One GmbH");
  application["notebook"] = "books/a=b.ipynb";
  api.ask(400, "operator", "PUT", path, target + "?file=../a%3D" + digest, application);
  const std::string with_file = target + "?file=books/a%3Db.ipynb%3D" + digest;
  CHECK(api.ask(201, "operator", "PUT", path, with_file, application)["version"] == 2);
  const json now = api.get(path, target);
  CHECK(now["application"] == application);
  CHECK(now["files"]["books/a=b.ipynb"] == digest);
  CHECK(now["submitted_by"] == "operator");
  CHECK(api.get(path, target + "?version=1")["version"] == 1);
  api.ask(404, "viewer", "GET", path, target + "?version=3");
  CHECK(api.get(kPartner + "/applications", kApi + "/partners/one/applications")["applications"]
            .size() == 2);
}

std::int64_t check_runs(ApiWorld& world, Recorder& api) {
  const std::string path = kPartner + "/runs", target = kApi + "/partners/one/runs";
  const json queued = api.ask(202, "operator", "POST", path, target);
  CHECK(queued["trigger"] == "manual");
  CHECK(queued["asked_by"] == "operator");
  CHECK(api.last().fields.at("location") == kApi + "/runs/" + queued["id"].dump());
  CHECK(api.ask(202, "operator", "POST", path, target)["id"] == queued["id"]);
  const std::string run = kApi + "/runs/" + queued["id"].dump();
  api.ask(409, "viewer", "GET", kApi + "/runs/{id}/report", run + "/report");
  const std::int64_t id = world.finish_run("one", test::sample_report());
  CHECK(id == queued["id"]);
  const json finished = api.get(kApi + "/runs/{id}", run);
  CHECK(finished["state"] == "finished");
  CHECK(finished["outcome"] == to_string(test::sample_report().outcome));
  CHECK(api.get(kApi + "/runs", kApi + "/runs?partner=one&state=finished")["runs"][0] == finished);
  CHECK(api.get(kApi + "/runs", kApi + "/runs?state=failed")["runs"].empty());
  const json findings = api.get(kApi + "/runs/{id}/findings", run + "/findings");
  CHECK(findings["findings"].size() == test::sample_report().requirements.size());
  CHECK(api.get(kApi + "/runs/{id}/report", run + "/report")["schema"] == Report::kSchema);
  return id;
}

void check_changes(Recorder& api, std::int64_t run) {
  const json history = api.get(kPartner + "/history", kApi + "/partners/one/history?runs=5");
  CHECK(history["runs"][0]["id"] == run);
  CHECK(history["runs"][0]["verdicts"].size() == test::sample_report().requirements.size());
  const json all = api.get(kApi + "/transitions", kApi + "/transitions?limit=1");
  CHECK(all["transitions"][0]["cause"] == "first_seen");
  CHECK(all["transitions"][0]["from"].is_null());
  const std::string before = kApi + "/transitions?before=" + all["next"].dump();
  const json older = api.get(kApi + "/transitions", before);
  CHECK(older["transitions"].empty());
  CHECK(older["next"].is_null());
  CHECK(api.get(kPartner + "/transitions", kApi + "/partners/one/transitions")["transitions"] ==
        all["transitions"]);
}

void check_overrides(Recorder& api) {
  const std::string path = kPartner + "/overrides", target = kApi + "/partners/one/overrides";
  const json said = api.ask(201, "operator", "POST", path, target,
                            {{"requirement", ApiWorld::some_item()},
                             {"verdict", "met"},
                             {"why", "I was shown it."},
                             {"until", "2026-12-31"}});
  CHECK(said["who"] == "operator");
  CHECK(api.get(path, target)["overrides"][0] == said);
  const std::string one = kApi + "/overrides/" + said["id"].dump();
  api.ask(204, "operator", "DELETE", kApi + "/overrides/{id}", one);
  api.ask(404, "operator", "DELETE", kApi + "/overrides/{id}", one);
  CHECK(api.get(path, target)["overrides"][0]["withdrawn_by"] == "operator");
}

void check_deliveries(ApiWorld& world, Recorder& api) {
  const std::string id = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
  world.store().add_delivery({.id = id,
                              .channel = "hook",
                              .subject = "One changed",
                              .payload = "{}",
                              .state = DeliveryState::dead,
                              .attempts = 12,
                              .created_at = world.clock().now(),
                              .next_try = world.clock().now(),
                              .error = "timed out"});
  const std::string path = kApi + "/deliveries";
  CHECK(api.get(path, path + "?state=dead")["deliveries"][0]["id"] == id);
  const std::string replay = path + "/" + id + "/replay";
  api.ask(204, "admin", "POST", path + "/{id}/replay", replay);
  api.ask(404, "admin", "POST", path + "/{id}/replay", replay);
  CHECK(api.get(path, path + "?state=pending")["deliveries"].size() == 1);
}

void check_portfolio(Recorder& api) {
  CHECK(api.get(kApi + "/portfolio", kApi + "/portfolio")["partners"] == 1);
  const std::string path = kApi + "/partners";
  const json page = api.get(path, path + "?limit=1&search=ONE&stale=false");
  CHECK(page["partners"][0]["id"] == "one");
  CHECK(page["next"] == "one");
  CHECK(api.get(path, path + "?after=one")["partners"].empty());
  const json partner = api.get(kPartner, kApi + "/partners/one");
  for (const auto& [key, value] : page["partners"][0].items()) CHECK(partner[key] == value);
  CHECK(partner["standings"].size() == test::sample_report().requirements.size());
  CHECK(partner["application_version"] == 2);
  CHECK(partner["last_run"]["state"] == "finished");
  CHECK(api.get(kApi + "/me", kApi + "/me")["role"] == "viewer");
}

}  // namespace

TEST_CASE("every route answers as it is described", "[daemon][api][answers]") {
  ApiWorld world;
  Recorder api(world);
  check_partners(world, api);
  check_applications(world, api);
  const std::int64_t run = check_runs(world, api);
  check_changes(api, run);
  check_overrides(api);
  check_deliveries(world, api);
  check_portfolio(api);
  const json checklists = api.get(kApi + "/checklists", kApi + "/checklists");
  const std::string id = checklists["default"];
  const json checklist = api.get(kApi + "/checklists/{id}", kApi + "/checklists/" + id);
  CHECK(checklist["items"][0]["id"] == ApiWorld::some_item());
  api.ask(404, "viewer", "GET", kApi + "/checklists/{id}", kApi + "/checklists/none");
  api.ask(403, "operator", "DELETE", kPartner, kApi + "/partners/one");
  api.ask(204, "admin", "DELETE", kPartner, kApi + "/partners/one");
  api.ask(404, "viewer", "GET", kPartner, kApi + "/partners/one");
  const int checked = api.check(world.folder());
  if (checked == 77)
    WARN("SKIP: the schemas were not checked");
  else
    CHECK(checked == 0);
}

TEST_CASE("a report comes in every format", "[daemon][api][answers]") {
  ApiWorld world;
  world.add_partner("one");
  const Report sample = test::sample_report();
  const auto run = world.finish_run("one", sample, "WARC bytes");
  const std::string target = kApi + "/runs/" + std::to_string(run);
  for (const ReportFormat& format : report_formats()) {
    INFO(format.name);
    const Reply reply =
        world.ask("viewer", "GET", target + "/report?format=" + std::string(format.name));
    CHECK(reply.status == 200);
    CHECK_FALSE(reply.fields.at("content-type").empty());
    CHECK(reply.fields.at("cache-control") == "no-store");
    CHECK(reply.fields.at("content-disposition").find("one-" + std::to_string(run)) !=
          std::string::npos);
    if (format.is_text)
      CHECK(reply.body == format.render(sample));
    else
      CHECK_FALSE(reply.body.empty());
    const bool sandboxed = reply.fields.at("content-security-policy").find("sandbox;") == 0;
    CHECK(sandboxed == (format.name == "html"));
  }
  const Reply evidence = world.ask("viewer", "GET", target + "/evidence");
  CHECK(evidence.fields.at("content-type") == "application/warc");
  CHECK(evidence.body == "WARC bytes");
  const Reply head = world.ask("viewer", "HEAD", target + "/evidence");
  CHECK(head.fields.at("content-length") == "10");
}

TEST_CASE("what is not kept any more is gone, and says so", "[daemon][api][answers]") {
  ApiWorld world;
  world.add_partner("one");
  const auto run = world.finish_run("one", test::sample_report());
  const auto kept = world.store().run(run);
  world.vault().remove(kept->report);
  world.vault().remove(kept->evidence);
  const std::string target = kApi + "/runs/" + std::to_string(run);
  CHECK(world.ask("viewer", "GET", target + "/report").status == 410);
  CHECK(world.ask("viewer", "GET", target + "/evidence").status == 410);
}

TEST_CASE("who has it already is told that it has not changed", "[daemon][api][answers]") {
  ApiWorld world;
  world.add_partner("one");
  const auto run = world.finish_run("one", test::sample_report());
  for (const std::string& target :
       {kApi + "/partners", kApi + "/partners/one", kApi + "/openapi.json", std::string("/"),
        std::string("/assets/views/queue.js"),
        kApi + "/runs/" + std::to_string(run) + "/evidence"}) {
    INFO(target);
    const Reply first = world.ask("viewer", "GET", target);
    CHECK(first.status == 200);
    const std::string tag = first.fields.at("etag");
    for (const std::string& list : {tag, "W/" + tag, "\"x\", " + tag, std::string("*")}) {
      const Reply again =
          world.ask({.target = target, .token = "viewer", .fields = {"If-None-Match: " + list}});
      CHECK(again.status == 304);
      CHECK(again.body.empty());
      CHECK(again.fields.at("etag") == tag);
    }
    CHECK(world.ask({.target = target, .token = "viewer", .fields = {"If-None-Match: \"x\""}})
              .status == 200);
  }
  world.add_partner("two");
  const Reply changed = world.ask("viewer", "GET", kApi + "/partners");
  CHECK(changed.fields.at("cache-control") == "no-store");
}

TEST_CASE("the badge says how it stands, and when that is old", "[daemon][api][answers]") {
  ApiWorld world;
  world.add_partner("one");
  const std::string target = kApi + "/partners/one/badge.svg";
  const auto words = [&] { return world.ask("viewer", "GET", target).body; };
  CHECK_THAT(words(), Catch::Contains("verify: not checked"));
  Report report = test::sample_report();
  report.outcome = Outcome::ready;
  world.finish_run("one", report);
  CHECK_THAT(words(), Catch::Contains("aria-label=\"verify: ready\""));
  world.clock().advance(std::chrono::hours(24 * 30 + 23));
  CHECK_THAT(words(), Catch::Contains("aria-label=\"verify: ready\""));
  world.clock().advance(std::chrono::hours(1));
  CHECK_THAT(words(), Catch::Contains("aria-label=\"verify: ready (stale)\""));
  // What is tried again and again, or not at all, is as old as it is.
  world.clock().advance(std::chrono::hours(12));
  const Instant later = world.clock().now() + std::chrono::hours(24);
  world.store().set_due("one", later, Trigger::retry);
  CHECK_THAT(words(), Catch::Contains("(stale)"));
  world.store().put_partner({.id = "one", .paused = true, .created_at = later});
  CHECK_THAT(words(), Catch::Contains("(stale)"));
  CHECK(world.ask("viewer", "GET", target).fields.at("content-type") == "image/svg+xml");
}

TEST_CASE("health says how it is", "[daemon][api][answers]") {
  ApiWorld world;
  CHECK(world.ask({.target = "/livez"}).body == "ok\n");
  CHECK(world.ask({.target = "/readyz"}).body == "ready\n");
  CHECK(world.ask("viewer", "GET", "/metrics").body == "verifyd_ready 1\n");
  world.not_ready = "the disk is full";
  const Reply reply = world.ask({.target = "/readyz"});
  CHECK(reply.status == 503);
  CHECK(json::parse(reply.body)["detail"] == "the disk is full");
  CHECK(reply.fields.contains("retry-after"));
}

TEST_CASE("what fails on our side says so, and nothing of how", "[daemon][api][answers]") {
  ApiWorld world;
  world.before_metrics = [] { throw StoreUnavailable("disk full in /secret/place"); };
  const Reply unavailable = world.ask("viewer", "GET", "/metrics");
  CHECK(unavailable.status == 503);
  CHECK(unavailable.fields.at("retry-after") == "5");
  CHECK(unavailable.body.find("secret") == std::string::npos);
  world.before_metrics = [] { throw std::runtime_error("a bug in /secret/place"); };
  const Reply bug = world.ask("viewer", "GET", "/metrics");
  CHECK(bug.status == 500);
  CHECK(bug.body.find("secret") == std::string::npos);
  // The log has it.
  CHECK(world.told() ==
        std::vector<std::string>{"503 disk full in /secret/place", "500 a bug in /secret/place"});
}

TEST_CASE("what nobody could find out afterwards is told with who did it",
          "[daemon][api][answers]") {
  ApiWorld world;
  world.add_partner("one");
  const std::string overrides = kApi + "/partners/one/overrides";
  const std::string item = ApiWorld::some_item();
  world.ask("operator", "POST", overrides,
            {{"requirement", item}, {"verdict", "met"}, {"why", "I was shown it."}});
  world.ask("operator", "DELETE", kApi + "/overrides/1");
  world.ask("operator", "DELETE", kApi + "/overrides/1");  // it is withdrawn
  world.store().add_delivery({.id = "d", .channel = "hook", .state = DeliveryState::dead});
  world.ask("admin", "POST", kApi + "/deliveries/d/replay");
  world.ask("operator", "DELETE", kApi + "/partners/one");  // it may not
  world.ask("admin", "DELETE", kApi + "/partners/one");
  CHECK(world.told() == std::vector<std::string>{
                            "override.said operator one " + item, "override.withdrawn operator 1",
                            "delivery.replayed admin d", "partner.deleted admin one"});
}

TEST_CASE("answers are counted by route, not by what was asked for", "[daemon][api][answers]") {
  ApiWorld world;
  world.ask("viewer", "GET", kApi + "/partners/one");
  world.ask("viewer", "HEAD", kApi + "/me?x=1");
  world.ask({.method = "BREW", .target = "/livez"});
  world.ask({.target = "/nothing"});
  // An answer is counted after it was sent.
  CHECK(test::eventually([&] { return world.served().size() == 4; }));
  std::vector<std::string> served = world.served();
  std::sort(served.begin(), served.end());
  CHECK(served == std::vector<std::string>{"GET /api/v1/me 400", "GET /api/v1/partners/{id} 404",
                                           "other  404", "other  501"});
}

TEST_CASE("a path says what may be done with it", "[daemon][api][answers]") {
  ApiWorld world;
  struct Row {
    const char* method;
    std::string target;
    int status;
    const char* allow;
  };
  for (const Row& row :
       {Row{"OPTIONS", kApi + "/partners/one", 204, "GET, HEAD, PUT, DELETE, OPTIONS"},
        Row{"PATCH", kApi + "/partners/one", 405, "GET, HEAD, PUT, DELETE, OPTIONS"},
        Row{"TRACE", kApi + "/files", 405, "PUT, OPTIONS"},
        Row{"POST", "/", 405, "GET, HEAD, OPTIONS"}}) {
    const Reply reply = world.ask({.method = row.method, .target = row.target});
    CHECK(reply.status == row.status);
    CHECK(reply.fields.at("allow") == row.allow);
  }
}
