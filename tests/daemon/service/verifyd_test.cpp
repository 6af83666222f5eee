// The two programs as their users meet them: a daemon with a fixture's site on loopback, asked by
// verify --server.
#include <catch2/catch.hpp>
#include <filesystem>
#include <future>
#include <nlohmann/json.hpp>

#include "daemon/store/store.h"
#include "daemon/support/running_daemon.h"
#include "support/fixture_site.h"
#include "support/loopback_server.h"
#include "support/open_files_limit.h"
#include "support/places.h"

using namespace verify;
using namespace verify::test;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

// One site that is served, and a daemon that may connect to it.
class Watched {
 public:
  explicit Watched(const char* fixture, Json more = Json::object())
      : site_(source_folder() / "fixtures" / fixture),
        server_(site_.script()),
        daemon_(VERIFY_DAEMON_PROGRAM, path("verifyd.json")) {
    Json connect = Json::array();
    for (const std::string& host : site_.hosts())
      connect.push_back(host + ":80:127.0.0.1:" + std::to_string(server_.port()));
    Json config = {{"data", "data"},
                   {"api", {{"port", 0}}},
                   {"crawl", {{"delay_ms", 0}}},
                   {"network", {{"allow_net", {"127.0.0.0/8"}}, {"connect_to", connect}}}};
    config.update(more);
    configure(config.dump());
  }

  void configure(const std::string& text) { write_whole_file(path("verifyd.json"), text); }
  std::string path(const std::string& name) const { return (temp_.path() / name).string(); }
  fs::path application() const { return site_.folder() / "application.json"; }
  RunningDaemon& daemon() { return daemon_; }

  /// A token of this role, in a file of its name.
  void make_token(const std::string& role) {
    const Ran made = daemon_.command({"token", "add", role, "--role", role});
    INFO(made.err);
    REQUIRE(made.exit_code == 0);
    write_whole_file(path(role), made.out);
  }

  Ran ask(const std::string& role, std::vector<std::string> words) const {
    std::vector<std::string> line = {"--server", daemon_.url(), "--token-file", path(role)};
    line.insert(line.end(), words.begin(), words.end());
    return verify_program(line);
  }

  /// The runs of a partner, newest first.
  Json runs(const std::string& partner) const {
    const Ran asked = ask("operator", {"runs", partner, "--json"});
    INFO(asked.err);
    REQUIRE(asked.exit_code == 0);
    return Json::parse(asked.out).at("runs");
  }

  bool wait_for_run(const std::string& partner, std::size_t finished) const {
    return RunningDaemon::wait_for([&] {
      const Json all = runs(partner);
      return all.size() >= finished && all[0].at("state") == "finished";
    });
  }

 private:
  TempFolder temp_;
  FixtureSite site_;
  LoopbackServer server_;
  RunningDaemon daemon_;
};

}  // namespace

TEST_CASE("a submitted partner is screened, reported, and screened again", "[daemon][verifyd]") {
  Watched watched("brightloom");
  watched.make_token("operator");
  watched.daemon().start();
  const Ran submitted =
      watched.ask("operator", {"submit", watched.application().string(), "--partner", "loom"});
  INFO(submitted.err << watched.daemon().log());
  REQUIRE(submitted.exit_code == 0);
  CHECK(submitted.out == "loom\tversion 1\n");
  REQUIRE(watched.wait_for_run("loom", 1));

  const Ran report = watched.ask("operator", {"report", "loom", "--format", "json"});
  const Json value = Json::parse(report.out);
  CHECK(value.at("partner").get<std::string>().find("Brightloom") == 0);
  const std::map<std::string, int> exits = {{"ready", 0}, {"not_ready", 1}, {"needs_review", 2}};
  CHECK(report.exit_code == exits.at(value.at("outcome")));
  const Ran page = watched.ask("operator", {"report", "loom", "--format", "html"});
  CHECK(page.out.starts_with("<!DOCTYPE html>"));

  REQUIRE(watched.ask("operator", {"runs", "loom", "--now"}).exit_code == 0);
  REQUIRE(watched.wait_for_run("loom", 2));
  const Json runs = watched.runs("loom");
  CHECK(runs[0].at("trigger") == "manual");
  CHECK(runs[0].at("outcome") == runs[1].at("outcome"));
  const std::string lines = watched.ask("operator", {"runs", "loom"}).out;
  CHECK(lines.starts_with("2\tloom\tfinished\tmanual\t"));
  CHECK(lines.find("\n1\tloom\tfinished\tfirst\t") != std::string::npos);

  // The same application again is the same version.
  CHECK(watched.ask("operator", {"submit", watched.application().string(), "--partner", "loom"})
            .out == "loom\tversion 1\n");
  CHECK(watched.daemon().end(SIGTERM) == 0);
}

TEST_CASE("who watches is told how the run ended, and that it did not", "[daemon][verifyd]") {
  Watched watched("brightloom");
  watched.make_token("operator");
  watched.daemon().start();
  const auto watch = [&] {
    return std::async(std::launch::async,
                      [&] { return watched.ask("operator", {"watch", "--once"}); });
  };
  auto first = watch();
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  REQUIRE(watched.ask("operator", {"submit", watched.application().string(), "--partner", "loom"})
              .exit_code == 0);
  const Ran ended = first.get();
  INFO(ended.out << ended.err);
  CHECK(ended.out.find("run.finished\t") != std::string::npos);
  CHECK(ended.exit_code == watched.ask("operator", {"report", "loom"}).exit_code);

  auto second = watch();
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  watched.daemon().end(SIGTERM);
  CHECK(second.get().exit_code == 4);
}

TEST_CASE("a submission with a group leaves the partner's other settings", "[daemon][verifyd]") {
  Watched watched("brightloom", {{"schedule", {{"groups", {{"gold", "every 7d"}}}}}});
  fs::create_directories(watched.path("in/loom"));
  fs::copy_file(watched.application(), watched.path("in/loom/application.json"));
  write_whole_file(watched.path("in/loom/partner.json"),
                   R"({"cadence": "every 7d", "paused": true})");
  watched.make_token("operator");
  REQUIRE(watched.daemon().command({"import", watched.path("in")}).exit_code == 0);
  watched.daemon().start();
  REQUIRE(watched
              .ask("operator", {"submit", watched.application().string(), "--partner", "loom",
                                "--group", "gold"})
              .exit_code == 0);
  REQUIRE(watched.daemon().command({"export", watched.path("out")}).exit_code == 0);
  const Json partner = Json::parse(read_whole_file(watched.path("out/loom/partner.json")));
  CHECK(partner.at("group") == "gold");
  CHECK(partner.at("cadence") == "every 7d");
  CHECK(partner.at("paused") == true);
}

// harbour-analytics answers in a workbook, which names files of its own.
TEST_CASE("what a workbook names goes along with a submission", "[daemon][verifyd]") {
  Watched watched("harbour-analytics");
  const fs::path folder = watched.path("given");
  fs::copy(watched.application().parent_path(), folder, fs::copy_options::recursive);
  Json application = Json::parse(read_whole_file(folder / "application.json"));
  application["self_assessment"] = "answers.csv";
  write_whole_file(folder / "application.json", application.dump());
  write_whole_file(folder / "answers.csv",
                   "ID,Met Y/N,Response,Evidence\nC2.1,Y,As written,more.txt\n");
  write_whole_file(folder / "more.txt", "Only the answers name this file.");
  watched.make_token("operator");
  watched.daemon().start();
  const Ran sent = watched.ask(
      "operator", {"submit", (folder / "application.json").string(), "--partner", "harbour"});
  INFO(sent.err);
  REQUIRE(sent.exit_code == 0);
  REQUIRE(watched.wait_for_run("harbour", 1));
  REQUIRE(watched.daemon().command({"export", watched.path("out")}).exit_code == 0);
  CHECK(read_whole_file(watched.path("out/harbour/more.txt")) ==
        "Only the answers name this file.");
}

TEST_CASE("what was there is there after a kill", "[daemon][verifyd]") {
  Watched watched("brightloom");
  watched.make_token("operator");
  watched.daemon().start();
  REQUIRE(watched.ask("operator", {"submit", watched.application().string(), "--partner", "loom"})
              .exit_code == 0);
  REQUIRE(watched.wait_for_run("loom", 1));
  const Json before = watched.runs("loom");
  REQUIRE(watched.ask("operator", {"runs", "loom", "--now"}).exit_code == 0);
  watched.daemon().end(SIGKILL);
  watched.daemon().start();
  REQUIRE(watched.wait_for_run("loom", 2));
  const Json after = watched.runs("loom");
  CHECK(after.size() == 2);
  CHECK(after[1] == before[0]);
}

TEST_CASE("a wrong configuration is told, and a running daemon keeps the one before",
          "[daemon][verifyd]") {
  Watched watched("brightloom");
  watched.make_token("viewer");
  watched.daemon().start();
  watched.configure("{\n \"data\": 1}");
  const Ran check = watched.daemon().command({"check-config"});
  CHECK(check.exit_code == 3);
  CHECK(check.err.find("/data: expected a text") != std::string::npos);
  watched.daemon().tell(SIGHUP);
  CHECK(RunningDaemon::wait_for(
      [&] { return watched.daemon().log().find("config.refused") != std::string::npos; }));
  CHECK(watched.ask("viewer", {"runs"}).exit_code == 0);
}

TEST_CASE("a reload tells every fault, and what waits for a restart", "[daemon][verifyd]") {
  Watched watched("brightloom");
  watched.daemon().start();
  const auto logs = [&](const std::string& words) {
    return RunningDaemon::wait_for(
        [&] { return watched.daemon().log().find(words) != std::string::npos; });
  };
  watched.configure(R"({"data": "data", "api": {"port": -1}, "log": {"level": "loud"}})");
  watched.daemon().tell(SIGHUP);
  CHECK(logs("/api/port"));
  CHECK(logs("/log/level"));
  watched.configure(R"({"data": "data", "api": {"port": 0}, "runs": {"threads": 3}})");
  watched.daemon().tell(SIGHUP);
  CHECK(logs("config.needs_restart keys=\"runs.threads\""));
}

TEST_CASE("checklists of one's own need no description of the API beside them",
          "[daemon][verifyd]") {
  TempFolder own;
  for (const char* part : {"checklists", "lexicons"})
    fs::copy(source_folder() / "config" / part, own.path() / part, fs::copy_options::recursive);
  Watched watched("brightloom", {{"config", own.path().string()}});
  CHECK(watched.daemon().command({"check-config"}).exit_code == 0);
  watched.daemon().start();
  CHECK(watched.daemon().end(SIGTERM) == 0);
}

TEST_CASE("a run that fails is a warning in the log", "[daemon][verifyd]") {
  Watched watched("brightloom");
  fs::create_directories(watched.path("in/loom"));
  fs::copy_file(watched.application(), watched.path("in/loom/application.json"));
  write_whole_file(watched.path("in/loom/partner.json"), R"({"checklist": "gone"})");
  REQUIRE(watched.daemon().command({"import", watched.path("in")}).exit_code == 0);
  watched.daemon().start();
  CHECK(RunningDaemon::wait_for([&] {
    return watched.daemon().log().find(" warning run.failed partner=\"loom\"") != std::string::npos;
  }));
}

TEST_CASE("an answer that is not a verifyd's is no result", "[daemon][verifyd]") {
  const TempFolder temp;
  write_whole_file((temp.path() / "token").string(), "any");
  for (const std::string body : {"<h1>It works</h1>", "[1]", ""}) {
    INFO(body);
    LoopbackServer other(LoopbackServer::answer(
        "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body));
    for (const char* command : {"runs", "report"}) {
      std::vector<std::string> line = {"--server",
                                       "http://127.0.0.1:" + std::to_string(other.port()),
                                       "--token-file", (temp.path() / "token").string(), command};
      if (line.back() == "report") line.push_back("loom");
      const Ran asked = verify_program(line);
      CHECK(asked.exit_code == 4);
      CHECK(asked.out.empty());
      CHECK(asked.err.find("not a verifyd's") != std::string::npos);
    }
  }
}

TEST_CASE("two daemons on one database are refused", "[daemon][verifyd]") {
  Watched watched("brightloom");
  watched.daemon().start();
  const Ran second = watched.daemon().command({});
  CHECK(second.exit_code == 3);
  INFO(second.err);
  CHECK(second.err.find("only one daemon may run on it") != std::string::npos);
}

TEST_CASE("a token gives what its role may, and nothing when it is revoked", "[daemon][verifyd]") {
  Watched watched("brightloom");
  watched.make_token("viewer");
  watched.daemon().start();
  const Ran refused = watched.ask("viewer", {"submit", watched.application().string()});
  CHECK(refused.exit_code == 3);
  CHECK(watched.ask("viewer", {"runs"}).exit_code == 0);
  REQUIRE(watched.daemon().command({"token", "revoke", "viewer"}).exit_code == 0);
  CHECK(watched.ask("viewer", {"runs"}).exit_code == 3);
  CHECK(watched.daemon().command({"token", "list"}).out.find("viewer") != std::string::npos);
  const Ran again = watched.daemon().command({"token", "add", "viewer", "--role", "viewer"});
  CHECK(again.exit_code == 3);
  CHECK(again.err.find("there is or was a token with this name") != std::string::npos);
}

TEST_CASE("partners are exported and imported again", "[daemon][verifyd]") {
  Watched watched("brightloom");
  fs::create_directories(watched.path("in/loom"));
  fs::copy_file(watched.application(), watched.path("in/loom/application.json"));
  write_whole_file(watched.path("in/loom/partner.json"),
                   R"({"group": "gold", "cadence": "every 7d"})");
  const Ran first = watched.daemon().command({"import", watched.path("in")});
  INFO(first.err);
  CHECK(first.exit_code == 0);
  CHECK(first.out == "loom\tversion 1\tnew\n");
  CHECK(watched.daemon().command({"export", watched.path("out")}).exit_code == 0);
  CHECK(read_whole_file(watched.path("out/loom/application.json")) ==
        read_whole_file(watched.path("in/loom/application.json")));
  const Json partner = Json::parse(read_whole_file(watched.path("out/loom/partner.json")));
  CHECK(partner.at("group") == "gold");
  CHECK(partner.at("cadence") == "every 7d");
  CHECK(watched.daemon().command({"import", watched.path("out")}).out ==
        "loom\tversion 1\tknown\n");
  // An application with another name renames who is known.
  const std::string renamed = std::regex_replace(read_whole_file(watched.application()),
                                                 std::regex("Brightloom"), "Bright");
  write_whole_file(watched.path("in/loom/application.json"), renamed);
  CHECK(watched.daemon().command({"import", watched.path("in")}).out == "loom\tversion 2\tknown\n");
  const auto store = daemon::open_store("sqlite:" + watched.path("data/verifyd.db"));
  REQUIRE(store);
  CHECK((*store)->partner("loom")->name.starts_with("Bright "));
  CHECK((*store)->partner("loom")->group == "gold");
  write_whole_file(watched.path("in/loom/partner.json"), R"({"id": "No Id"})");
  CHECK(watched.daemon().command({"import", watched.path("in")}).exit_code == 3);
}

// Folders are read nested, each open until those below are done: so that one fails for root, too.
TEST_CASE("an import names the folder it cannot read", "[daemon][verifyd]") {
  Watched watched("brightloom");
  fs::create_directories(watched.path("in/loom"));
  fs::copy_file(watched.application(), watched.path("in/loom/application.json"));
  std::string deep = watched.path("in/deep");
  for (int i = 0; i < 300; ++i) deep += "/d";
  fs::create_directories(deep);
  const OpenFilesLimit limit(200);
  const Ran refused = watched.daemon().command({"import", watched.path("in")});
  INFO(refused.err);
  CHECK(refused.exit_code == 3);
  CHECK(refused.out.empty());
  CHECK(refused.err.find(watched.path("in/deep/d/d")) != std::string::npos);
  CHECK(refused.err.find("cannot be read") != std::string::npos);
}
