// Many applications in one run of the program: results as they come, failures that cost only
// themselves, and a run that goes on where another one ended.
#include <signal.h>

#include <filesystem>
#include <list>
#include <nlohmann/json.hpp>
#include <thread>

#include "support/fixture_site.h"
#include "support/loopback_server.h"
#include "support/places.h"
#include "support/program.h"

using namespace verify::test;

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::string_view kAsOf = "2026-06-30";
constexpr std::string_view kChecklist = "aws-ml-consulting-3.0-public";

// The fixture sites that are judged by the same checklist for the same day, each served, with their
// applications in a folder of its own: FOLDER/applications/NAME/application.json.
class ServedPortfolio {
 public:
  ServedPortfolio() {
    write_whole_file(folder() / "config.json", R"({"crawl": {"delay_ms": 0}})");
    for (const fs::path& fixture : FixtureSite::all(source_folder() / "fixtures")) {
      const Json expected = Json::parse(read_whole_file(fixture / "expected.json"));
      if (expected.at("as_of") != kAsOf || expected.value("checklist", "") != kChecklist) continue;
      serve(fixture);
      expected_[fixture.filename().string() + "/application.json"] = expected.at("outcome");
    }
  }

  const fs::path& folder() const { return temp_.path(); }
  fs::path applications() const { return folder() / "applications"; }
  std::string path(const std::string& name) const { return (folder() / name).string(); }
  /// Outcomes by name in the portfolio.
  const std::map<std::string, std::string>& expected() const { return expected_; }
  std::size_t connections() const {
    std::size_t sum = 0;
    for (const Served& each : served_) sum += each.server.connections();
    return sum;
  }

  /// `target` empty: the folder of applications.
  Ran screen(std::vector<std::string> more, std::string target = {},
             const std::string& pid_file = {}) const {
    if (target.empty()) target = applications().string();
    std::vector<std::string> words = {"screen",      target,
                                      "--allow-net", "127.0.0.0/8",
                                      "--config",    path("config.json"),
                                      "--as-of",     std::string(kAsOf),
                                      "--checklist", std::string(kChecklist)};
    for (const Served& each : served_)
      for (const std::string& host : each.site.hosts())
        words.insert(words.end(), {"--connect-to",
                                   host + ":80:127.0.0.1:" + std::to_string(each.server.port())});
    words.insert(words.end(), more.begin(), more.end());
    return verify_program(words, pid_file);
  }

 private:
  struct Served {
    explicit Served(const fs::path& folder) : site(folder), server(site.script()) {}
    FixtureSite site;
    LoopbackServer server;
  };

  void serve(const fs::path& fixture) {
    served_.emplace_back(fixture);
    const fs::path to = applications() / fixture.filename();
    fs::create_directories(to);
    fs::copy_file(fixture / "application.json", to / "application.json");
  }

  TempFolder temp_;
  std::list<Served> served_;
  std::map<std::string, std::string> expected_;
};

std::vector<Json> json_lines(const std::string& text) {
  std::vector<Json> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.push_back(Json::parse(line));
  return out;
}

// Outcomes by name; "" for what failed.
std::map<std::string, std::string> outcomes(const std::string& text) {
  std::map<std::string, std::string> out;
  for (const Json& line : json_lines(text))
    out[line.at("file")] = line.at("outcome").is_null() ? "" : line.at("outcome");
  return out;
}

std::vector<std::string> files_in(const fs::path& folder) {
  std::vector<std::string> out;
  for (const auto& entry : fs::directory_iterator(folder))
    out.push_back(entry.path().filename().string());
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

TEST_CASE("a folder of applications: a line each, their reports, a table, the worst exit code",
          "[cli][portfolio]") {
  const ServedPortfolio portfolio;
  const Ran ran = portfolio.screen(
      {"--jobs", "3", "--reports", portfolio.path("reports"), "--format", "markdown"});
  INFO(ran.err);
  CHECK(ran.exit_code == 1);
  CHECK(outcomes(ran.out) == portfolio.expected());
  CHECK(ran.err == "     2  ready\n     3  not ready\n     2  needs review\n     0  failed\n" +
                       ran.err.substr(ran.err.find("Open most often: ")));
  CHECK(files_in(portfolio.folder() / "reports").size() == portfolio.expected().size());
  CHECK(read_whole_file(portfolio.folder() / "reports/granite-gate.md").starts_with("# "));
  for (const Json& line : json_lines(ran.out)) {
    CHECK(line.at("schema") == "libverify-portfolio/1");
    CHECK(line.at("open").empty() == (line.at("outcome") == "ready"));
  }
}

TEST_CASE("a list names applications; one that is bad costs only itself", "[cli][portfolio]") {
  const ServedPortfolio portfolio;
  const auto& [good, outcome] = *portfolio.expected().begin();
  write_whole_file(portfolio.applications() / "bad.json", R"({"partner": 7})");
  const std::string list = portfolio.path("applications/list.jsonl");
  write_whole_file(list, "bad.json\n{\"file\": \"" + good + "\"}\nnone.json\n" + good + "\n");
  const Ran ran = portfolio.screen({"--quiet"}, list);
  CHECK(ran.exit_code == 3);
  CHECK(ran.err.empty());
  CHECK(outcomes(ran.out) ==
        std::map<std::string, std::string>{{"bad.json", ""}, {"none.json", ""}, {good, outcome}});
  for (const Json& line : json_lines(ran.out))
    if (line.at("file") == "bad.json")
      CHECK(line.at("error").get<std::string>().find("/partner: expected an object") !=
            std::string::npos);
}

TEST_CASE("a portfolio that cannot be is refused before anything is fetched", "[cli][portfolio]") {
  const ServedPortfolio portfolio;
  write_whole_file(portfolio.folder() / "empty.jsonl", "\n");
  write_whole_file(portfolio.folder() / "same.jsonl", "a/b.json\na_b.json\n");
  fs::create_directory(portfolio.folder() / "empty");
  for (const auto& [target, says] : std::map<std::string, std::string>{
           {"empty", "there is no application.json in it"},
           {"empty.jsonl", "the list is empty"},
           {"none.jsonl", "none.jsonl: there is no such file"},
           {"same.jsonl", "a/b.json and a_b.json would write the same files"}}) {
    const Ran ran = portfolio.screen({}, portfolio.path(target));
    INFO(target << ": " << ran.err);
    CHECK(ran.exit_code == 3);
    CHECK(ran.out.empty());
    CHECK(ran.err.find(says) != std::string::npos);
  }
  CHECK(portfolio.screen({"--jobs", "0"}).exit_code == 3);
  CHECK(portfolio.screen({"--evidence", portfolio.path("config.json")}).exit_code == 3);
  CHECK(portfolio.connections() == 0);
}

TEST_CASE("a run goes on where another one ended", "[cli][portfolio]") {
  const ServedPortfolio portfolio;
  const std::string results = portfolio.path("results.jsonl"), kept = portfolio.path("evidence");
  const std::vector<std::string> more = {"-o", results, "--evidence", kept, "--quiet"};
  REQUIRE(portfolio.screen(more).exit_code == 1);
  const std::string all = read_whole_file(results);
  CHECK(outcomes(all) == portfolio.expected());
  const std::size_t asked = portfolio.connections();

  SECTION("what was told is not told again") {
    const Ran again = portfolio.screen(more);
    CHECK(again.exit_code == 1);
    CHECK(read_whole_file(results) == all);
    CHECK(portfolio.connections() == asked);
  }
  SECTION("reports that are asked for later are written, from the evidence that is there") {
    std::vector<std::string> reports = more;
    reports.insert(reports.end(), {"--reports", portfolio.path("reports"), "--format", "html"});
    CHECK(portfolio.screen(reports).exit_code == 1);
    CHECK(files_in(portfolio.folder() / "reports").size() == portfolio.expected().size());
    CHECK(outcomes(read_whole_file(results)) == portfolio.expected());
    CHECK(portfolio.connections() == asked);
    // One that was written by another run, with other lines, is not theirs.
    const std::string other = portfolio.path("other.jsonl");
    std::vector<std::string> later = {"-o", other, "--evidence", kept, "--quiet"};
    CHECK(portfolio.screen(later).exit_code == 1);
    const fs::path report = files_in(portfolio.folder() / "reports").front();
    write_whole_file(portfolio.folder() / "reports" / report, "stale");
    later.insert(later.end(), {"--reports", portfolio.path("reports"), "--format", "html"});
    CHECK(portfolio.screen(later).exit_code == 1);
    CHECK(read_whole_file(portfolio.folder() / "reports" / report) != "stale");
  }
  SECTION("a line that is cut is told again, from the evidence that is there") {
    write_whole_file(results, all.substr(0, all.size() - 40));
    CHECK(portfolio.screen(more).exit_code == 1);
    CHECK(read_whole_file(results) == all);
    CHECK(portfolio.connections() == asked);
  }
  SECTION("half a file of evidence is made again") {
    const std::string last = all.substr(all.rfind('\n', all.size() - 2) + 1);
    write_whole_file(results, all.substr(0, all.size() - last.size()));
    const std::string name = Json::parse(last).at("file");
    const fs::path file = fs::path(kept) / (name.substr(0, name.find('/')) + ".warc.gz");
    const std::string whole = read_whole_file(file);
    REQUIRE(whole.size() > 2000);
    fs::remove(file);
    write_whole_file(file.string() + ".part", whole.substr(0, 1000));
    CHECK(portfolio.screen(more).exit_code == 1);
    CHECK(outcomes(read_whole_file(results)) == portfolio.expected());
    CHECK(portfolio.connections() > asked);
    CHECK(fs::exists(file));
    CHECK_FALSE(fs::exists(file.string() + ".part"));
  }
  SECTION("an application that has changed is screened again, and what was seen before is kept") {
    const std::string name = portfolio.expected().begin()->first;
    const std::string stem = name.substr(0, name.find('/'));
    const std::string before = read_whole_file(fs::path(kept) / (stem + ".warc.gz"));
    const fs::path application = portfolio.applications() / name;
    write_whole_file(application, read_whole_file(application) + "\n");
    CHECK(portfolio.screen(more).exit_code == 1);
    const std::vector<Json> lines = json_lines(read_whole_file(results));
    CHECK(lines.size() == portfolio.expected().size());
    CHECK(outcomes(read_whole_file(results)) == portfolio.expected());
    CHECK(portfolio.connections() > asked);
    CHECK(read_whole_file(fs::path(kept) / (stem + ".before.warc.gz")) == before);
    for (const Json& line : json_lines(all))
      if (line.at("file") == name)
        CHECK(lines.back().at("application_sha256") != line.at("application_sha256"));
    const std::size_t then = portfolio.connections();
    CHECK(portfolio.screen(more).exit_code == 1);
    CHECK(portfolio.connections() == then);
  }
  SECTION("a line of another checklist or day does not count") {
    std::string other = all;
    for (std::size_t at = 0; (at = other.find(kChecklist, at)) != std::string::npos;)
      other.replace(at, kChecklist.size(), "another");
    write_whole_file(results, other);
    CHECK(portfolio.screen(more).exit_code == 1);
    CHECK(outcomes(read_whole_file(results)) == portfolio.expected());
    CHECK(read_whole_file(results).find("another") == std::string::npos);
    CHECK(portfolio.connections() == asked);
  }
}

TEST_CASE("results may be written to a pipe or a device", "[cli][portfolio]") {
  const TempFolder temp;
  fs::create_directory(temp.path() / "a");
  // Nothing is connected to: the address is not public.
  write_whole_file(temp.path() / "a/application.json",
                   R"({"partner": {"name": "P", "home_page": "http://127.0.0.1/"}})");
  const std::string out = (temp.path() / "out").string();
  const std::string screen =
      "timeout 60 " + program_path() + " screen '" + temp.path().string() + "' -q -o ";
  REQUIRE(std::system((screen + "/dev/stdout | cat >" + out).c_str()) == 0);
  CHECK(json_lines(read_whole_file(out)).size() == 1);
  CHECK(WEXITSTATUS(std::system((screen + "/dev/full 2>" + out).c_str())) == 3);
  CHECK(read_whole_file(out).find("the results could not be written") != std::string::npos);
}

TEST_CASE("a report takes the place of nothing that is read or written", "[cli][portfolio]") {
  const TempFolder temp;
  const auto file = [&](const std::string& name, std::string_view text) {
    write_whole_file(temp.path() / name, text);
    return (temp.path() / name).string();
  };
  const std::string text = R"({"partner": {"name": "P", "home_page": "http://127.0.0.1/"}})";
  const std::string application = file("a.json", text);
  const std::string list = file("list.jsonl", "a.json\n");
  const std::string here = temp.path().string(), reports = here + "/reports";
  fs::create_directory(reports);
  for (const std::vector<std::string>& more : std::vector<std::vector<std::string>>{
           {"--reports", here, "--format", "json", "-o", here + "/out.jsonl"},
           {"--reports", reports, "--format", "json", "-o", reports + "/a.json"}}) {
    std::vector<std::string> words = {"screen", list};
    words.insert(words.end(), more.begin(), more.end());
    const Ran ran = verify_program(words);
    INFO(ran.err);
    CHECK(ran.exit_code == 3);
    CHECK(ran.err.find("a.json: is read or written by this command") != std::string::npos);
  }
  CHECK(read_whole_file(application) == text);
}

TEST_CASE("somebody's own file is not emptied", "[cli][portfolio]") {
  const ServedPortfolio portfolio;
  write_whole_file(portfolio.folder() / "notes.txt", "mine\n");
  CHECK(portfolio.screen({"-o", portfolio.path("notes.txt")}).exit_code == 3);
  CHECK(read_whole_file(portfolio.folder() / "notes.txt") == "mine\n");
  CHECK(portfolio.connections() == 0);
}

TEST_CASE("an interrupt ends the run with whole files, and the next run does the rest",
          "[cli][portfolio]") {
  const ServedPortfolio portfolio;
  const std::string name = "aaa-silent/application.json";
  fs::create_directory(portfolio.applications() / "aaa-silent");
  write_whole_file(portfolio.applications() / name,
                   R"({"partner": {"name": "Silent", "home_page": "http://silent.example/"}})");
  const std::string results = portfolio.path("results.jsonl"), pid_file = portfolio.path("pid");
  std::vector<std::string> more = {"-o",     results, "--evidence", portfolio.path("evidence"),
                                   "--jobs", "1"};
  {
    LoopbackServer silent([](LoopbackServer::Connection& connection) {
      connection.read_head();
      connection.hang();
    });
    std::vector<std::string> words = more;
    words.insert(words.end(),
                 {"--connect-to", "silent.example:80:127.0.0.1:" + std::to_string(silent.port())});
    std::jthread interrupter([&] {
      while (silent.connections() == 0 || !fs::exists(pid_file))
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
      ::kill(std::stoi(read_whole_file(pid_file)), SIGINT);
    });
    const Ran ran = portfolio.screen(words, {}, pid_file);
    INFO(ran.err);
    CHECK(ran.exit_code == 2);
    CHECK(ran.err.find("     8  not screened\n") != std::string::npos);
    CHECK(read_whole_file(results).empty());
    CHECK(files_in(portfolio.folder() / "evidence").empty());
  }
  const LoopbackServer plain(LoopbackServer::answer(
      "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n"));
  more.insert(more.end(),
              {"--connect-to", "silent.example:80:127.0.0.1:" + std::to_string(plain.port())});
  CHECK(portfolio.screen(more).exit_code == 1);
  auto told = outcomes(read_whole_file(results));
  CHECK(told.erase(name) == 1);
  CHECK(told == portfolio.expected());
}
