// A crawl that goes the way an earlier one went, as long as every answer is the one it was.
#include <catch2/catch.hpp>
#include <set>

#include "crawl/world.h"
#include "evidence/evidence_impl.h"
#include "support/fixture_site.h"
#include "support/places.h"
#include "support/with_etags.h"
#include "verify/report.h"
#include "verify/screening.h"

using namespace verify;
using namespace verify::test;

namespace {

namespace fs = std::filesystem;

// What a crawl saw, one line a page, without the moments.
std::multiset<std::string> seen(const Evidence& evidence) {
  std::multiset<std::string> out;
  for (const Page& page : evidence.pages())
    out.insert(std::string(page.url.href()) + " " + std::string(page.final_url.href()) + " " +
               std::string(to_string(page.status)) + " " + page.detail + " " + page.sha256 + " " +
               page.content_type + " " + std::to_string(page.is_html) +
               std::to_string(page.is_file));
  return out;
}

}  // namespace

TEST_CASE("a site whose every answer is the same is not looked into again", "[crawl]") {
  for (const bool etags : {true, false}) {
    INFO("entity tags: " << etags);
    World world;
    world.etags = etags;
    const Evidence before = world.crawl(nullptr);
    CHECK_FALSE(before.crawl().same_as);
    CHECK(before.crawl().ended == "exhausted");
    const std::size_t read = world.reader.started();
    const Evidence after = world.crawl(&before);
    CHECK(after.crawl().same_as == before.crawl().started_at);
    CHECK(world.wanted == 0);
    CHECK(world.reader.started() == read);
    CHECK(seen(after) == seen(before));
    CHECK(after.crawl().pages == before.crawl().pages);
    CHECK(after.crawl().ended == before.crawl().ended);
    CHECK(after.path_to(url("/a/story")).kind == PathAnswer::Kind::found);
    CHECK(after.path_to(url("/hidden")).kind == before.path_to(url("/hidden")).kind);
    const Page* file = after.find(url("/file.pdf"));
    REQUIRE(file != nullptr);
    REQUIRE(after.document(*file) != nullptr);
    for (const Page& page : after.pages()) CHECK(page.not_modified == (etags && page.ok()));
    const Evidence third = world.crawl(&after);
    CHECK(third.crawl().same_as == after.crawl().started_at);
  }
}

TEST_CASE("what differs is found as by a crawl that knows nothing", "[crawl]") {
  for (const bool etags : {true, false})
    for (const WorldChange& row : world_changes()) {
      if (etags && !row.tagged) continue;
      INFO(row.what << ", entity tags: " << etags);
      World world;
      world.etags = etags;
      const Evidence before = world.crawl(nullptr);
      row.change(world);
      const Evidence after = world.crawl(&before);
      CHECK_FALSE(after.crawl().same_as);
      const Evidence anew = world.crawl(nullptr);
      CHECK(seen(after) == seen(anew));
      CHECK(after.crawl().ended == anew.crawl().ended);
      for (const std::string_view target : {"/a/story", "/hidden", "/new"})
        CHECK(after.path_to(url(target)).kind == anew.path_to(url(target)).kind);
    }
}

// Else a page that is shown under any address would pass for one of its own.
TEST_CASE("what was asked for beside a wished page is asked for again", "[crawl]") {
  World world;
  world.home = std::string(url("/a").href());  // lies in the folder of the page that is wished for
  world.wants = {{url("/b"), false, 0, ""}};
  const Evidence before = world.crawl(nullptr);
  const Evidence after = world.crawl(&before);
  CHECK(after.crawl().same_as == before.crawl().started_at);
  for (const Evidence* each : {&before, &after})
    CHECK(each->impl().auxiliary(PageRole::made_up).size() == 1);
}

TEST_CASE("files that nobody has wished for are read as far as by a new crawl", "[crawl]") {
  World world;
  for (int i = 0; i < 60; ++i) {
    const std::string name = "/" + std::to_string(i) + ".pdf";
    world.pages[name] = typed("application/pdf", "%PDF-1.4 " + name);
    world.pages["/"].body += "<a href='" + name + "'>a file</a>";
  }
  const Evidence before = world.crawl(nullptr);
  const Evidence after = world.crawl(&before);
  CHECK(after.crawl().same_as == before.crawl().started_at);
  CHECK(seen(after) == seen(before));
}

TEST_CASE("what limits pages of one make counts those of the way that was gone", "[crawl]") {
  World world;
  world.options.max_pages_per_pattern = 10;
  const auto list = [&world](int from, int to) {
    std::string links;
    for (int i = from; i < to; ++i) {
      const std::string path = "/blog/" + std::to_string(i);
      world.pages[path] = FakeAnswer::html(page_with({}, "<p>" + path));
      links += "<a href='" + path + "'>a post</a>";
    }
    return links;
  };
  world.pages["/a"].body += list(0, 8);
  const Evidence before = world.crawl(nullptr);
  CHECK(before.crawl().capped_patterns.empty());
  world.pages["/b"].body += list(8, 16);
  const Evidence after = world.crawl(&before);
  CHECK(after.crawl().capped_patterns == world.crawl(nullptr).crawl().capped_patterns);
  CHECK_FALSE(after.crawl().capped_patterns.empty());
}

TEST_CASE("only a crawl that ended by itself is gone again", "[crawl]") {
  World world;
  world.options.max_pages = 3;
  const Evidence before = world.crawl(nullptr);
  CHECK(before.crawl().ended == "max_pages");
  const Evidence after = world.crawl(&before);
  CHECK(world.wanted > 0);
  CHECK_FALSE(after.crawl().same_as);
}

TEST_CASE("whatever changes on a fixture site, its report is that of a new crawl", "[crawl]") {
  static const Lexicons lexicons = Lexicons::load(source_folder() / "config/lexicons").value();
  static const Checklist checklist =
      load_checklist(source_folder() / "config/checklists/aws-ml-consulting-3.0").value();
  const Date as_of = *parse_date("2026-06-30");
  for (const fs::path& folder : FixtureSite::all(source_folder() / "fixtures")) {
    INFO(folder.filename().string());
    const FixtureSite site(folder);
    std::string changed;  // the page that says more than the fixture
    FakeClock clock;
    FakeFetcher fetcher(clock);
    fetcher.set_default(with_etags([&](const FetchRequest& request) {
      FakeAnswer answer = site.answer(request.url.hostname(), request.url.path_and_search());
      if (request.url.href() == changed) answer.body += "<p>More <a href='/more'>words</a></p>";
      return answer;
    }));
    const auto reader = make_child_file_reader(
        {.program = file_reader_path(), .max_time = std::chrono::seconds(60)});
    const auto crawl = [&](const Evidence* previous) {
      std::optional<Evidence> out;
      Crawler crawler(fetcher, clock, nullptr, reader.get());
      CrawlOptions options;
      options.delay_ms = 0;
      CrawlJob job = screening_job(load_application(folder / "application.json").value(), folder,
                                   {checklist, lexicons, as_of}, options, *reader, {});
      job.previous = previous;
      job.on_done = [&](Result<Evidence> result) { out = std::move(result.value()); };
      crawler.add(std::move(job));
      crawler.run();
      return std::move(out.value());
    };
    const auto report = [&](const Evidence& evidence) {
      Report out = judge(evidence, checklist, lexicons, as_of);
      out.crawl.seconds = 0;
      out.crawl.bytes = 0;
      out.crawl.started_at = {};
      for (EvidenceItem& item : out.evidence) item.fetched_at.clear();
      return render_json(out);
    };
    const Evidence before = crawl(nullptr);
    const Evidence same = crawl(&before);
    CHECK(report(same) == report(before));
    // Of every site a page near the beginning, in the middle and at the end.
    const std::size_t count = before.pages().size();
    for (const std::size_t at : {std::size_t{0}, count / 2, count - 1}) {
      changed = before.pages()[at].final_url.href();
      INFO("changed: " << changed);
      CHECK(report(crawl(&before)) == report(crawl(nullptr)));
    }
  }
}
