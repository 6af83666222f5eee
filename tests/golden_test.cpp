// The fixture sites, screened through the in-memory network and through real HTTP on loopback: both
// must give the verdicts of expected.json, and stored evidence must give the same report byte for
// byte.
#include <fstream>
#include <nlohmann/json.hpp>

#include "support/fake_fetcher.h"
#include "support/fixture_site.h"
#include "support/loopback_server.h"
#include "support/places.h"
#include "support/temp_folder.h"
#include "support/whole_file.h"
#include "verify/crawl.h"
#include "verify/report.h"

using namespace verify;
using namespace verify::test;

namespace {

namespace fs = std::filesystem;

const Lexicons& lexicons() {
  static const Lexicons kLexicons = Lexicons::load(source_folder() / "config/lexicons").value();
  return kLexicons;
}

// The whole checklist, unless a site says that only its public part is told.
const Checklist& checklist_of(const nlohmann::json& expected) {
  static std::map<std::string, Checklist> packs;
  const std::string id = expected.value("checklist", "aws-ml-consulting-3.0");
  const auto it = packs.find(id);
  if (it != packs.end()) return it->second;
  const fs::path folder = source_folder() / "config/checklists" / id;
  return packs.emplace(id, load_checklist(folder).value()).first->second;
}

nlohmann::json expected_of(const fs::path& folder) {
  return nlohmann::json::parse(read_whole_file(folder / "expected.json"));
}

CrawlOptions quick() {
  CrawlOptions options;
  options.delay_ms = 0;
  return options;
}

Evidence crawl(const FixtureSite& site, const Checklist& checklist, Fetcher& fetcher,
               const Clock& clock, Date as_of, const fs::path& file) {
  std::optional<Evidence> evidence;
  CrawlJob job{
      .application = load_application(site.folder() / "application.json").value(),
      .files = site.submitted_files(),
      .options = quick(),
      .wants = [&](const Evidence& seen) { return wishes(seen, checklist, lexicons(), as_of); },
      .evidence_file = file,
      .on_done = [&](Result<Evidence> result) { evidence = std::move(result.value()); }};
  const auto files =
      make_child_file_reader({.program = file_reader_path(), .max_time = std::chrono::seconds(60)});
  Crawler crawler(fetcher, clock, nullptr, files.get());
  crawler.add(std::move(job));
  crawler.run();
  return std::move(evidence.value());
}

// docs/reasons.md explains every code; "-missing" and "-unclear" of the practice page stand there
// as a rule.
void check_documented(const std::string& code) {
  static const std::string kText = read_whole_file(source_folder() / "docs/reasons.md");
  const bool by_rule = code.starts_with("practice-page-") &&
                       (code.ends_with("-missing") || code.ends_with("-unclear"));
  INFO("reason code " << code);
  CHECK((by_rule || kText.find("`" + code + "`") != std::string::npos));
}

void check_given(const RequirementResult& result, const std::string& code) {
  INFO("expected reason " << code);
  CHECK(std::any_of(result.reasons.begin(), result.reasons.end(),
                    [&](const ReportReason& each) { return each.code == code; }));
}

void check_report(const Report& report, const nlohmann::json& expected) {
  CHECK(to_string(report.outcome) == expected.at("outcome").get<std::string>());
  const auto& verdicts = expected.at("verdicts");
  CHECK(verdicts.size() + (verdicts.contains("P2.3") ? 0 : 1) == report.requirements.size());
  const auto codes = expected.value("reasons", nlohmann::json::object());
  for (const auto& [id, verdict] : verdicts.items()) {
    const auto it =
        std::find_if(report.requirements.begin(), report.requirements.end(),
                     [&id = id](const RequirementResult& each) { return each.id == id; });
    REQUIRE(it != report.requirements.end());
    INFO(id << ": " << it->reasons.front().code << ": " << it->reasons.front().text);
    CHECK(to_string(it->verdict) == verdict.get<std::string>());
    for (const ReportReason& reason : it->reasons) check_documented(reason.code);
    for (const auto& code : codes.value(id, nlohmann::json::array())) check_given(*it, code);
  }
}

// A report that was stored is as good as the one that was made.
void check_read_again(const Report& report) {
  const auto again = read_report(render_json(report));
  REQUIRE(again.has_value());
  for (const ReportFormat& format : report_formats()) {
    INFO("format " << format.name);
    CHECK(format.render(*again) == format.render(report));
  }
}

}  // namespace

TEST_CASE("fixture sites through the network in memory", "[golden]") {
  for (const fs::path& folder : FixtureSite::all(source_folder() / "fixtures")) {
    INFO(folder.filename().string());
    const FixtureSite site(folder);
    const auto expected = expected_of(folder);
    const Date as_of = parse_date(expected.at("as_of").get<std::string>()).value();
    FakeClock clock;
    FakeFetcher fetcher(clock);
    fetcher.set_default([&](const FetchRequest& request) {
      return site.answer(request.url.hostname(), request.url.path_and_search());
    });
    const Checklist& checklist = checklist_of(expected);
    const Evidence evidence = crawl(site, checklist, fetcher, clock, as_of, {});
    const Report report = judge(evidence, checklist, lexicons(), as_of);
    check_report(report, expected);
    check_read_again(report);
  }
}

TEST_CASE("fixture sites through real HTTP, and judged again from the file", "[golden]") {
  for (const fs::path& folder : FixtureSite::all(source_folder() / "fixtures")) {
    INFO(folder.filename().string());
    const FixtureSite site(folder);
    const auto expected = expected_of(folder);
    const Date as_of = parse_date(expected.at("as_of").get<std::string>()).value();
    LoopbackServer server(site.script());
    FetcherOptions options;
    options.allow_net = {Cidr::parse("127.0.0.0/8").value()};
    for (const std::string& host : site.hosts())
      options.connect_to.push_back({host, 0, "127.0.0.1", server.port()});
    const auto fetcher = make_curl_fetcher(options, system_clock());
    const TempFolder temp;
    const fs::path file = temp.path() / "evidence.warc.gz";
    const Checklist& checklist = checklist_of(expected);
    const Evidence evidence = crawl(site, checklist, *fetcher, system_clock(), as_of, file);
    const Report report = judge(evidence, checklist, lexicons(), as_of);
    check_report(report, expected);
    check_read_again(report);

    const Evidence again = Evidence::open(file).value();
    CHECK(render_json(judge(again, checklist, lexicons(), as_of)) == render_json(report));
  }
}
