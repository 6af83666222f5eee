#include "verify/screening.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "support/fake_file_reader.h"
#include "support/places.h"
#include "support/temp_folder.h"
#include "support/whole_file.h"

namespace verify::test {
namespace {

namespace fs = std::filesystem;

// A partner's folder inside of another one, which is not the partner's.
struct Submission {
  TempFolder temp;
  fs::path folder = temp.path() / "partner";
  FakeFileReader reader{[](const FileJob& job) { return read_table(job.bytes); }};
  std::vector<std::string> told;

  Submission() { fs::create_directories(folder / "files"); }

  CrawlJob job(const std::string& more) {
    static const Lexicons lexicons = Lexicons::load(source_folder() / "config/lexicons").value();
    static const Checklist checklist =
        load_checklist(source_folder() / "config/checklists/aws-ml-consulting-3.0").value();
    const std::string json =
        R"({"partner": {"name": "P", "home_page": "https://partner.example/"}, )" + more + "}";
    return screening_job(parse_application(json, "application.json").value(), folder,
                         {checklist, lexicons, *parse_date("2026-03-01")}, {}, reader,
                         [this](const std::string& message) { told.push_back(message); });
  }
  std::vector<std::string> names(const CrawlJob& job) const {
    std::vector<std::string> out;
    for (const auto& [name, bytes] : job.files) out.push_back(name);
    return out;
  }
};

TEST_CASE("submitted files come from the application's folder and from nowhere else", "[crawl]") {
  struct Row {
    std::string name;
    bool taken;
  };
  Submission submission;
  write_whole_file(submission.folder / "files/notebook.ipynb", "{}");
  write_whole_file(submission.temp.path() / "secret.txt", "secret");
  fs::create_symlink(submission.temp.path() / "secret.txt", submission.folder / "link.txt");
  fs::create_directory(submission.folder / "folder.txt");
  for (const Row& row : {Row{"files/notebook.ipynb", true}, Row{"link.txt", false},
                         Row{"folder.txt", false}, Row{"absent.txt", false}}) {
    INFO(row.name);
    submission.told.clear();
    const CrawlJob job = submission.job("\"notebook\": " + nlohmann::json(row.name).dump());
    CHECK(job.files.size() == (row.taken ? 1 : 0));
    CHECK(submission.told.size() == (row.taken ? 0 : 1));
    if (!row.taken) CHECK(submission.told.front().starts_with(row.name + ": not a file in"));
  }
}

TEST_CASE("a submitted file that is too large is told and left out", "[crawl]") {
  Submission submission;
  write_whole_file(submission.folder / "big.ipynb", "{");
  fs::resize_file(submission.folder / "big.ipynb", kMaxSubmittedBytes + 1);
  const CrawlJob job = submission.job(R"("notebook": "big.ipynb")");
  CHECK(job.files.empty());
  REQUIRE(submission.told.size() == 1);
  CHECK(submission.told.front() == "big.ipynb: larger than 64 MiB; left out of the evidence");
}

TEST_CASE("files that a self-assessment in a table names are taken as well", "[crawl]") {
  Submission submission;
  write_whole_file(submission.folder / "answers.csv",
                   "ID,Requirement,Met Y/N,Response,Evidence\n"
                   "C1.1,Deck,Y,We have one,files/proof.pdf\n"
                   "C1.2,Matrix,Y,So do we,../secret.pdf\n");
  write_whole_file(submission.folder / "files/proof.pdf", "%PDF-1.4");
  write_whole_file(submission.temp.path() / "secret.pdf", "%PDF-1.4");
  const CrawlJob job = submission.job(R"("self_assessment": "answers.csv")");
  CHECK(job.texts.contains("answers.csv"));
  CHECK(submission.names(job) == std::vector<std::string>{"answers.csv", "files/proof.pdf"});
  REQUIRE(submission.told.size() == 1);
  CHECK(submission.told.front().starts_with("../secret.pdf: not a file in"));
}

TEST_CASE("a job says what its checklist wishes for", "[crawl]") {
  Submission submission;
  const CrawlJob job = submission.job(R"("practice_page": "https://partner.example/ml")");
  CHECK(job.wants);
  CHECK(job.evidence_file.empty());
  CHECK(job.application.practice_page->href() == "https://partner.example/ml");
}

TEST_CASE("the settings of a crawl are read with the place of every fault", "[crawl]") {
  struct Row {
    std::string_view json, fault;
  };
  for (const Row& row : {
           Row{R"({"delay_ms": 0, "max_pages": 3, "contact": "a@b.example"})", ""},
           Row{"{}", ""},
           Row{"[]", "verifyd.json: /site/crawl: expected an object"},
           Row{"{", "verifyd.json: /site/crawl: expected an object"},
           Row{R"({"delay": 3})", "verifyd.json: /site/crawl/delay: unknown key"},
           Row{R"({"a/b": 3})", "verifyd.json: /site/crawl/a~1b: unknown key"},
           Row{R"({"max_pages": 0})", "verifyd.json: /site/crawl/max_pages: expected a whole"},
           Row{R"({"max_pages": 18446744073709551615})", "/site/crawl/max_pages"},
           Row{R"({"user_agent": "a b"})", "/site/crawl/user_agent: expected a product token"},
       }) {
    INFO(row.json);
    const auto settings = parse_crawl_settings(row.json, "verifyd.json", "/site/crawl");
    CHECK(settings.has_value() == row.fault.empty());
    if (!settings)
      CHECK_THAT(settings.error().front().describe(), Catch::Contains(std::string(row.fault)));
  }
  CHECK(parse_crawl_settings(R"({"delay_ms": 7})", "f", "")->delay_ms == 7);
  CHECK(parse_crawl_settings(R"({"delay_ms": 7})", "f", "")->max_pages == CrawlOptions{}.max_pages);
}

}  // namespace
}  // namespace verify::test
