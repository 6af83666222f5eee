// A crawl that is given what an earlier one saw: unchanged pages are not sent again, and the new
// evidence needs no other file all the same.
#include <catch2/catch.hpp>

#include "crawl/site.h"
#include "support/fake_file_reader.h"
#include "support/fixture_site.h"
#include "support/places.h"
#include "support/temp_folder.h"
#include "support/with_etags.h"
#include "verify/report.h"

using namespace verify;
using namespace verify::test;

namespace {

namespace fs = std::filesystem;

const std::string kAbout = "https://partner.example/about";

Evidence crawl_again(Site& site, const Evidence* previous, const fs::path& file = {}) {
  std::optional<Evidence> out;
  FakeFileReader reader([](const FileJob&) { return file_text({{"The text of the file"}}); });
  Crawler crawler(site.fetcher, site.clock, nullptr, &reader);
  CrawlJob job{.application = application(), .options = site.options};
  job.wants = [&](const Evidence&) { return site.wants; };
  job.evidence_file = file;
  job.previous = previous;
  job.on_done = [&](Result<Evidence> result) { out = std::move(result.value()); };
  crawler.add(std::move(job));
  crawler.run();
  return std::move(out.value());
}

FakeAnswer page(std::string html, std::string headers = {}) {
  FakeAnswer answer = FakeAnswer::html(std::move(html));
  answer.headers += headers;
  return answer;
}

// A home page that never changes and knows no condition, and one page beside it.
struct TwoPages : Site {
  explicit TwoPages(FakeFetcher::Handler about) {
    page("/", page_with({"/about"}));
    wish("/about");
    fetcher.set(kAbout, std::move(about));
  }
};

const Page& about_of(const Evidence& evidence) {
  const Page* page = evidence.find(url("/about"));
  REQUIRE(page != nullptr);
  return *page;
}

std::vector<FetchRequest> requests_for(const Site& site, std::string_view url) {
  std::vector<FetchRequest> out;
  for (const auto& asked : site.fetcher.asked())
    if (asked.request.url.href() == url) out.push_back(asked.request);
  return out;
}

}  // namespace

TEST_CASE("what a server says to a condition", "[crawl]") {
  struct Row {
    std::string_view what;
    FakeAnswer first;
    std::vector<FakeAnswer> then;
    FetchStatus status;
    bool not_modified;
    std::string_view text;  // of the page at last
    std::size_t requests;   // in the second crawl
  };
  using enum FetchStatus;
  const std::string tag = "ETag: \"1\"\n", other = "ETag: \"2\"\n";
  const std::string date = "Last-Modified: Sun, 01 Feb 2026 00:00:00 GMT\n";
  const std::string later = "Last-Modified: Mon, 02 Feb 2026 00:00:00 GMT\n";
  const auto holds = [](std::string headers) {
    return FakeAnswer{.http_status = 304, .headers = std::move(headers)};
  };
  const FakeAnswer gone{.http_status = 404};
  const std::string old_page = page_with({}, "<p>old words</p>");
  const std::string new_page = page_with({}, "<p>new words</p>");
  const Row rows[] = {
      {"it holds", page(old_page, tag), {holds(tag)}, ok, true, "old words", 1},
      {"it holds, tags being weak",
       page(old_page, tag),
       {holds("ETag: W/\"1\"\n")},
       ok,
       true,
       "old words",
       1},
      {"it holds, by a date", page(old_page, date), {holds("")}, ok, true, "old words", 1},
      {"it holds, with headers that belong to another page",
       page(old_page, tag),
       {holds("Content-Type: image/png\nContent-Encoding: br\nContent-Length: 7\n")},
       ok,
       true,
       "old words",
       1},
      {"it has changed", page(old_page, tag), {page(new_page, other)}, ok, false, "new words", 1},
      {"it is sent again all the same",
       page(old_page, tag),
       {page(old_page, tag)},
       ok,
       false,
       "old words",
       1},
      {"it holds, and is another",
       page(old_page, tag),
       {holds(other), page(new_page, other)},
       ok,
       false,
       "new words",
       2},
      {"it holds, and is of another day",
       page(old_page, date),
       {holds(later), page(new_page)},
       ok,
       false,
       "new words",
       2},
      {"it holds, with and without a condition",
       page(old_page, tag),
       {holds(other), holds("")},
       http_error,
       false,
       "",
       2},
      {"conditions are not understood",
       page(old_page, tag),
       {{.http_status = 400}, page(new_page)},
       ok,
       false,
       "new words",
       2},
      {"conditions are refused",
       page(old_page, tag),
       {{.http_status = 412}, page(new_page)},
       ok,
       false,
       "new words",
       2},
      {"it is gone", page(old_page, tag), {gone}, http_error, false, "", 1},
      {"it fails, and is asked for anew",
       page(old_page, tag),
       {{.http_status = 500}, page(new_page)},
       ok,
       false,
       "new words",
       2},
      {"a challenge that says it holds",
       page(old_page, tag),
       {holds("cf-mitigated: challenge\n"), holds("cf-mitigated: challenge\n")},
       bot_wall,
       false,
       "",
       2},
      {"no validator, so no condition", page(old_page), {holds("")}, http_error, false, "", 1},
      {"it was not there, so no condition",
       FakeAnswer{.http_status = 404, .headers = tag},
       {page(new_page)},
       ok,
       false,
       "new words",
       1},
  };
  for (const Row& row : rows) {
    INFO(row.what);
    std::vector<FakeAnswer> answers = row.then;
    answers.insert(answers.begin(), row.first);
    std::size_t at = 0;
    TwoPages site([&](const FetchRequest&) { return answers[std::min(at++, answers.size() - 1)]; });
    const Evidence before = crawl_again(site, nullptr);
    const std::size_t first = requests_for(site, kAbout).size();
    const Evidence after = crawl_again(site, &before);
    const Page& now = about_of(after);
    CHECK(now.status == row.status);
    CHECK(now.not_modified == row.not_modified);
    CHECK(requests_for(site, kAbout).size() - first == row.requests);
    CHECK((after.body(now).find(row.text) != std::string::npos || row.text.empty()));
    if (row.not_modified) {
      CHECK(now.http_status == 200);
      CHECK(now.hops.back().http_status == 304);
      CHECK(now.sha256 == about_of(before).sha256);
      CHECK(now.bytes == about_of(before).bytes);
      CHECK(now.content_type == about_of(before).content_type);
      CHECK(now.fetched_at > about_of(before).fetched_at);
      REQUIRE(after.document(now) != nullptr);
    }
  }
}

TEST_CASE("only a validator that is one is sent back", "[crawl]") {
  struct Row {
    std::string headers, if_none_match, if_modified_since;
  };
  const std::string long_tag = "\"" + std::string(600, 'a') + "\"";
  for (const Row& row :
       {Row{"ETag: \"a\"\n", "\"a\"", ""}, Row{"ETag: W/\"a b\"\n", "", ""},
        Row{"ETag: W/\"a:b;c\"\n", "W/\"a:b;c\"", ""}, Row{"ETag: a\n", "", ""},
        Row{"ETag: \"\x01\"\n", "", ""}, Row{"ETag: \"a\"b\"\n", "", ""},
        Row{"ETag: " + long_tag + "\n", "", ""},
        Row{"Last-Modified: Sun, 01 Feb 2026 00:00:00 GMT\n", "", "Sun, 01 Feb 2026 00:00:00 GMT"},
        // Of the very minute in which it was sent, by the server's clock or by ours.
        Row{"Last-Modified: Sun, 01 Mar 2026 00:00:00 GMT\n", "", ""},
        Row{"Last-Modified: Sun, 01 Feb 2026 00:00:00 GMT\nDate: Sun, 01 Feb 2026 00:00:59 GMT\n",
            "", ""},
        Row{"Last-Modified: Sun, 01 Mar 2026 00:00:00 GMT\nDate: Sun, 01 Mar 2026 00:01:00 GMT\n",
            "", "Sun, 01 Mar 2026 00:00:00 GMT"},
        Row{"Last-Modified: Sun, 01 Feb 2026 00:00:00 GMT\nDate: Sun, 01 Feb 5548007 00:00:59 "
            "GMT\n",
            "", "Sun, 01 Feb 2026 00:00:00 GMT"},
        Row{"Last-Modified: Sun, 01 Feb 5548007 00:00:00 GMT\n", "", ""},
        Row{"Last-Modified: now\n", "", ""},
        Row{"Last-Modified: <script>alert(1)</script>\n", "", ""},
        Row{"ETag: \"a\"\nLast-Modified: Sun, 01 Mar 2026 00:00:00 GMT\n", "\"a\"",
            "Sun, 01 Mar 2026 00:00:00 GMT"}}) {
    INFO(row.headers);
    TwoPages site([&](const FetchRequest&) { return page(page_with({}), row.headers); });
    const Evidence before = crawl_again(site, nullptr);
    const Evidence after = crawl_again(site, &before);
    const FetchRequest last = requests_for(site, kAbout).back();
    CHECK(last.if_none_match == row.if_none_match);
    CHECK(last.if_modified_since == row.if_modified_since);
  }
}

TEST_CASE("what a server says of its own pages is not believed for ever", "[crawl]") {
  struct Row {
    int days;
    bool believed;
  };
  for (const Row row : {Row{1, true}, Row{44, true}, Row{46, false}}) {
    INFO("three crawls, " << row.days << " days from one to the next");
    TwoPages site(with_etags([](const FetchRequest&) { return page(page_with({})); }));
    const Evidence first = crawl_again(site, nullptr);
    site.clock.advance(std::chrono::days(row.days));
    const Evidence second = crawl_again(site, &first);
    CHECK(about_of(second).not_modified);
    site.clock.advance(std::chrono::days(row.days));
    const Evidence third = crawl_again(site, &second);
    CHECK(about_of(third).not_modified == row.believed);
  }
}

TEST_CASE("of redirects only the last address is asked on a condition", "[crawl]") {
  TwoPages site([](const FetchRequest&) { return FakeAnswer::redirect("/us", 301); });
  const std::string us = "https://partner.example/us";
  site.fetcher.set(us, with_etags([](const FetchRequest&) { return page(page_with({})); }));
  const Evidence before = crawl_again(site, nullptr);
  const Evidence after = crawl_again(site, &before);
  CHECK(about_of(after).not_modified);
  CHECK(about_of(after).final_url.href() == us);
  CHECK(about_of(after).hops.size() == 2);
  CHECK(requests_for(site, kAbout).back().if_none_match.empty());
  CHECK_FALSE(requests_for(site, us).back().if_none_match.empty());
}

TEST_CASE("robots.txt is always asked for anew", "[crawl]") {
  TwoPages site(with_etags([](const FetchRequest&) { return page(page_with({})); }));
  const std::string robots = "https://partner.example/robots.txt";
  site.fetcher.set(robots, with_etags([](const FetchRequest&) {
                     return FakeAnswer{.headers = "Content-Type: text/plain\n",
                                       .body = "User-agent: *\nAllow: /\n"};
                   }));
  const Evidence before = crawl_again(site, nullptr);
  const Evidence after = crawl_again(site, &before);
  CHECK(requests_for(site, robots).size() == 2);
  CHECK(requests_for(site, robots).back().if_none_match.empty());
}

TEST_CASE("evidence of unchanged pages needs no other file, over many crawls", "[crawl]") {
  const TempFolder temp;
  Site site;
  const std::string pdf = "https://partner.example/story.pdf";
  for (const std::string_view path : {"/", "/about", "/twin"})
    site.fetcher.set(std::string(url(path).href()), with_etags([=](const FetchRequest&) {
                       return path == "/" ? page(page_with({"/about", "/twin", "/story.pdf"}))
                                          : page(page_with({}, "<p>the same on two pages</p>"));
                     }));
  site.fetcher.set(pdf, with_etags([](const FetchRequest&) {
                     return FakeAnswer{.headers = "Content-Type: application/pdf\n",
                                       .body = "%PDF-1.4"};
                   }));
  site.options.whole_site = true;
  site.wants.push_back({url("/story.pdf"), false, 0, ""});
  std::optional<Evidence> previous;
  std::uintmax_t size = 0;
  for (int round = 0; round < 4; ++round) {
    INFO("crawl " << round);
    const fs::path file = temp.path() / (std::to_string(round) + ".warc.gz");
    crawl_again(site, previous ? &*previous : nullptr, file);
    previous.reset();
    for (int old = 0; old < round; ++old)
      fs::remove(temp.path() / (std::to_string(old) + ".warc.gz"));
    auto opened = Evidence::open(file);
    REQUIRE(opened.has_value());
    previous = std::move(*opened);
    REQUIRE(previous->pages().size() == 4);
    for (const Page& each : previous->pages()) {
      INFO(each.url.href());
      CHECK(each.ok());
      CHECK(each.not_modified == (round > 0));
      CHECK(previous->document(each) != nullptr);
    }
    CHECK(previous->body(*previous->find(url("/twin"))).find("on two pages") != std::string::npos);
    CHECK(previous->path_to(url("/twin")).kind == PathAnswer::Kind::found);
    // What is taken over is taken over once, and does not pile up.
    if (round == 1) size = fs::file_size(file);
    if (round > 1) CHECK(fs::file_size(file) == Approx(size).epsilon(0.02));
  }
}

TEST_CASE("a page that is sent again as it was is stored as it was", "[crawl]") {
  const TempFolder temp;
  TwoPages site([](const FetchRequest&) {
    return page(page_with({}, "<p>" + std::string(50'000, 'x') + "</p>"));
  });
  const Evidence before = crawl_again(site, nullptr, temp.path() / "1.warc.gz");
  crawl_again(site, &before, temp.path() / "2.warc.gz");
  const Evidence after = Evidence::open(temp.path() / "2.warc.gz").value();
  CHECK_FALSE(about_of(after).not_modified);
  CHECK(after.body(about_of(after)) == before.body(about_of(before)));
}

TEST_CASE("a fixture site that has not changed gives the report it gave", "[crawl]") {
  static const Lexicons lexicons = Lexicons::load(source_folder() / "config/lexicons").value();
  static const Checklist checklist =
      load_checklist(source_folder() / "config/checklists/aws-ml-consulting-3.0").value();
  const Date as_of = *parse_date("2026-03-01");
  for (const fs::path& folder : FixtureSite::all(source_folder() / "fixtures")) {
    INFO(folder.filename().string());
    const FixtureSite site(folder);
    FakeClock clock;
    FakeFetcher fetcher(clock);
    fetcher.set_default(with_etags([&](const FetchRequest& request) {
      return site.answer(request.url.hostname(), request.url.path_and_search());
    }));
    const auto crawl = [&](const Evidence* previous) {
      std::optional<Evidence> out;
      const auto reader = make_child_file_reader(
          {.program = file_reader_path(), .max_time = std::chrono::seconds(60)});
      Crawler crawler(fetcher, clock, nullptr, reader.get());
      CrawlJob job{.application = load_application(folder / "application.json").value(),
                   .files = site.submitted_files()};
      job.options.delay_ms = 0;
      job.wants = [&](const Evidence& seen) { return wishes(seen, checklist, lexicons, as_of); };
      job.previous = previous;
      job.on_done = [&](Result<Evidence> result) { out = std::move(result.value()); };
      crawler.add(std::move(job));
      crawler.run();
      return std::move(out.value());
    };
    const Evidence before = crawl(nullptr);
    const Evidence after = crawl(&before);
    REQUIRE(after.pages().size() == before.pages().size());
    for (const Page& each : after.pages()) CHECK(each.not_modified == each.ok());
    Report old_report = judge(before, checklist, lexicons, as_of);
    Report new_report = judge(after, checklist, lexicons, as_of);
    CHECK(new_report.crawl.pages == old_report.crawl.pages);
    CHECK(new_report.crawl.ended == old_report.crawl.ended);
    old_report.crawl = new_report.crawl = {};
    for (Report* report : {&old_report, &new_report})
      for (EvidenceItem& item : report->evidence) item.fetched_at.clear();
    CHECK(render_json(new_report) == render_json(old_report));
  }
}
