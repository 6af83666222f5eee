// A self-assessment in a file: read once before the crawl with the files it names, kept in the
// evidence, and judged from there when the file is gone.
#include <filesystem>
#include <nlohmann/json.hpp>

#include "support/loopback_server.h"
#include "support/program.h"
#include "support/repeated.h"
#include "support/temp_folder.h"
#include "support/whole_file.h"
#include "support/workbook_file.h"

using namespace verify::test;

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

class Screening {
 public:
  explicit Screening(const std::string& file)
      : server_(LoopbackServer::answer(
            "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n")) {
    write("config.json", R"({"crawl": {"delay_ms": 0}})");
    write("application.json",
          R"({"partner": {"name": "P", "home_page": "http://p.example/", "msp": false},)"
          R"("self_assessment": ")" +
              file + "\"}");
  }

  void write(const std::string& name, const std::string& text) const {
    write_whole_file(temp_.path() / name, text);
  }
  void remove(const std::string& name) const { fs::remove(temp_.path() / name); }
  std::string path(const std::string& name) const { return (temp_.path() / name).string(); }

  Ran screen() const {
    return verify_program({"screen", path("application.json"), "--allow-net", "127.0.0.0/8",
                           "--config", path("config.json"), "--as-of", "2026-06-30", "--connect-to",
                           "p.example:80:127.0.0.1:" + std::to_string(server_.port()), "--evidence",
                           path("evidence.warc.gz"), "--format", "json"});
  }
  Ran judge() const {
    return verify_program(
        {"judge", path("evidence.warc.gz"), "--as-of", "2026-06-30", "--format", "json"});
  }

 private:
  TempFolder temp_;
  LoopbackServer server_;
};

// Verdict, then code and text of each reason.
std::string told(const std::string& report, std::string_view id) {
  const Json parsed = Json::parse(report);
  for (const Json& item : parsed.at("requirements")) {
    if (item.at("id") != id) continue;
    std::string out = item.at("verdict");
    for (const Json& reason : item.at("reasons"))
      out +=
          "\n" + reason.at("code").get<std::string>() + " " + reason.at("text").get<std::string>();
    return out;
  }
  return "none";
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a workbook's answers and files are judged, also when it is gone", "[cli][assessment]") {
  const Screening screening("sa.xlsx");
  screening.write("sa.xlsx", workbook_of({{"Checklist",
                                           {{"", "Acme's answers"},
                                            {"ID", "Met Y/N", "Response", "Evidence"},
                                            {"C1.1", "Y", "Our deck", "deck.md"},
                                            {"C3.1", "Y", "", "gone.pdf; ../application.json"},
                                            {"C3.2", "perhaps", "", ""}}}}));
  screening.write("deck.md", "Words.");
  const Ran ran = screening.screen();
  INFO(ran.err);
  CHECK(ran.exit_code == 1);
  CHECK(contains(ran.err, "gone.pdf: not a file in the application's folder"));
  CHECK(contains(ran.err, "../application.json: not a file in the application's folder"));
  const std::string own = told(ran.out, "P4.1");
  INFO(own);
  CHECK(contains(own, "C3.2 (Checklist!B5 of sa.xlsx)"));
  CHECK(contains(own, "self-assessment-cell Checklist!B5: \"perhaps\" is no answer"));
  CHECK(contains(
      own, "C3.1 (Checklist!D4 of sa.xlsx): It names a file that was not submitted: gone.pdf"));
  CHECK(contains(told(ran.out, "C1.1"), "evidence-named A file was submitted with it."));
  for (const char* name : {"sa.xlsx", "deck.md"}) screening.remove(name);
  CHECK(screening.judge().out == ran.out);
}

TEST_CASE("a file of answers that cannot be read is told, and its items are for a person",
          "[cli][assessment]") {
  struct Row {
    std::string name, bytes, says;
  };
  const Row rows[] = {
      {"sa.xlsx", "PK\x03\x04", "it is no archive that is read"},
      {"bomb.xlsx", workbook_of(WorkbookParts{.rows = std::string(77'000'000, ' ')}),
       "it unpacks to more than is read of one file"},
      {"sa.csv", "a,b\n\"c", "the quote that begins A2 is never closed"},
      {"empty.csv", "Name,Town\nA,B\n", ""},
      {"sa.docx", "PK", ""},
  };
  for (const Row& row : rows) {
    const Screening screening(row.name);
    screening.write(row.name, row.bytes);
    const Ran ran = screening.screen();
    INFO(row.name << ": " << ran.err);
    if (!row.says.empty()) CHECK(contains(ran.err, row.name + ": could not be read: " + row.says));
    const std::string own = told(ran.out, "P4.1");
    INFO(own);
    CHECK(own.starts_with("needs_review\nself-assessment-unread"));
    CHECK(contains(own, row.name));
    CHECK(contains(own, row.says.empty() ? "expected" : row.says));
    CHECK(told(ran.out, "C1.1").starts_with("needs_review\nself-assessment-unread"));
    CHECK(screening.judge().out == ran.out);
  }
}
