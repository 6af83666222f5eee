// Asking for everything an earlier crawl was answered, without its evidence.
#include "verify/recheck.h"

#include <catch2/catch.hpp>

#include "crawl/host_gate.h"
#include "crawl/world.h"

using namespace verify;
using namespace verify::test;

namespace {

RecheckResult recheck(World& world, const CrawlTrace& trace,
                      std::shared_ptr<const std::atomic<bool>> stop = nullptr) {
  std::optional<RecheckResult> out;
  Crawler crawler(world.fetcher, world.clock);
  crawler.add(RecheckJob{.trace = std::make_shared<CrawlTrace>(trace),
                         .options = world.options,
                         .stop = std::move(stop),
                         .on_done = [&](const RecheckResult& result) { out = result; }});
  crawler.run();
  return out.value();
}

// As a daemon has it: written and read.
CrawlTrace kept_trace(const Evidence& evidence) {
  const auto trace = trace_of(evidence);
  REQUIRE(trace.has_value());
  const std::string written = write_trace(*trace);
  const auto read = read_trace(written);
  REQUIRE(read.has_value());
  CHECK(write_trace(*read) == written);
  return *read;
}

std::vector<std::string> asked_by(World& world, const std::function<void()>& act) {
  const std::size_t before = world.fetcher.asked().size();
  act();
  const auto all = world.fetcher.asked_urls();
  return {all.begin() + static_cast<std::ptrdiff_t>(before), all.end()};
}

}  // namespace

TEST_CASE("a site whose every answer is the same is known by asking for it", "[crawl]") {
  for (const bool etags : {true, false}) {
    CAPTURE(etags);
    World world;
    world.etags = etags;
    std::optional<Evidence> before;
    auto first = asked_by(world, [&] { before = world.crawl(nullptr); });
    RecheckResult result;
    auto again = asked_by(world, [&] { result = recheck(world, kept_trace(*before)); });
    CHECK(result.same);
    CHECK(result.different.empty());
    CHECK(result.pages == static_cast<int>(before->pages().size()));
    // What was not there has no tag.
    CHECK(result.not_modified == (etags ? result.pages - 1 : 0));
    // But for what was made up, which is another each time.
    std::sort(first.begin(), first.end());
    std::sort(again.begin(), again.end());
    std::vector<std::string> apart;
    std::ranges::set_symmetric_difference(first, again, std::back_inserter(apart));
    REQUIRE(apart.size() == 2);
    for (const std::string& each : apart) CHECK(each.starts_with("https://partner.example/a/"));
  }
}

TEST_CASE("a crawl over answers that were taken over leaves the same trace", "[crawl]") {
  World world;
  const Evidence before = world.crawl(nullptr);
  const Evidence after = world.crawl(&before);
  REQUIRE(after.crawl().same_as);
  CHECK(kept_trace(after).oldest < after.crawl().started_at);
  CHECK(recheck(world, kept_trace(after)).same);
}

TEST_CASE("whatever differs is noticed", "[crawl]") {
  for (const bool etags : {true, false})
    for (const WorldChange& row : world_changes()) {
      if (etags && !row.tagged) continue;
      CAPTURE(row.what, etags);
      World world;
      world.etags = etags;
      const Evidence before = world.crawl(nullptr);
      const std::string basis = world.basis;
      const auto pages = world.options.max_pages;
      row.change(world);
      // Others than the site: the basis says so.
      if (world.basis != basis || world.options.max_pages != pages) continue;
      const RecheckResult result = recheck(world, kept_trace(before));
      CHECK_FALSE(result.same);
      CHECK_FALSE(result.interrupted);
      CHECK(result.different.starts_with("https://partner.example/"));
    }
}

TEST_CASE("trouble is a difference, whatever it is", "[crawl]") {
  const std::pair<std::string_view, FakeAnswer> rows[] = {
      {"unreachable", FakeAnswer::failure(FetchStatus::unreachable, "refused")},
      {"too late", FakeAnswer::failure(FetchStatus::timed_out, "no byte")},
      {"a server error", {.http_status = 503}},
      {"a wall", {.http_status = 403}},
      {"a 304 nobody asked for", {.http_status = 304}},
      {"a part", {.http_status = 206, .headers = "Content-Type: text/html\n", .body = "<p>"}},
  };
  for (const std::string place : {"/", "/robots.txt", "/b", "/sitemap.xml", "/hidden"})
    for (const auto& [what, answer] : rows) {
      CAPTURE(place, what);
      World world;
      world.etags = false;
      const Evidence before = world.crawl(nullptr);
      world.pages[place] = answer;
      CHECK_FALSE(recheck(world, kept_trace(before)).same);
    }
}

TEST_CASE("redirects are gone again hop by hop", "[crawl]") {
  World world;
  world.pages["/b"] = FakeAnswer::redirect("/c", 301);
  world.pages["/c"] = FakeAnswer::redirect("/d?x#part", 302);
  world.pages["/d?x"] = FakeAnswer::html(page_with({}));
  world.pages["/robots.txt"] = FakeAnswer::redirect("/robots", 302);
  world.pages["/robots"] = typed("text/plain", "User-agent: *\nDisallow: /a/other\n");
  const Evidence before = world.crawl(nullptr);
  const CrawlTrace trace = kept_trace(before);
  const auto again = asked_by(world, [&] { CHECK(recheck(world, trace).same); });
  CHECK(std::ranges::count(again, "https://partner.example/d?x") == 1);
  CHECK(std::ranges::count(again, "https://partner.example/a/other") == 0);
  CHECK(again[1] == "https://partner.example/robots");
  SECTION("another number") {
    world.pages["/b"] = FakeAnswer::redirect("/c", 308);
  }
  SECTION("another place") {
    world.pages["/c"] = FakeAnswer::redirect("/d?y", 302);
  }
  SECTION("one less") {
    world.pages["/b"] = FakeAnswer::redirect("/d?x", 301);
  }
  SECTION("one more") {
    world.pages["/d?x"] = FakeAnswer::redirect("/a", 301);
  }
  SECTION("other rules") {
    world.pages["/robots"].body = "User-agent: *\nDisallow: /a/story\n";
  }
  CHECK_FALSE(recheck(world, trace).same);
}

TEST_CASE("a redirect to what its rules forbid is asked for again", "[crawl]") {
  World world;
  world.pages["/b"] = FakeAnswer::redirect("/c", 301);
  world.pages["/robots.txt"] = typed("text/plain", "User-agent: *\nDisallow: /c\n");
  const Evidence before = world.crawl(nullptr);
  REQUIRE(before.find(url("/b")) != nullptr);
  CHECK(before.find(url("/b"))->status == FetchStatus::refused_by_robots);
  const CrawlTrace trace = kept_trace(before);
  const auto again = asked_by(world, [&] { CHECK(recheck(world, trace).same); });
  CHECK(std::ranges::count(again, "https://partner.example/b") == 1);
  world.pages["/b"] = FakeAnswer::html(page_with({}));
  CHECK_FALSE(recheck(world, trace).same);
}

TEST_CASE("the manners of a crawl hold when its way is gone again", "[crawl]") {
  World world;
  world.pages["/robots.txt"].body = "User-agent: *\nCrawl-delay: 2\n";
  world.options.delay_ms = 500;
  const Evidence before = world.crawl(nullptr);
  const CrawlTrace trace = kept_trace(before);
  const std::size_t first = world.fetcher.asked().size();
  CHECK(recheck(world, trace).same);
  const auto& asked = world.fetcher.asked();
  REQUIRE(asked.size() > first + 3);
  for (std::size_t i = first + 1; i < asked.size(); ++i)
    CHECK(asked[i].at - asked[i - 1].at >= std::chrono::seconds(2));
  SECTION("and so does the time a crawl may take") {
    world.options.max_seconds = 5;
    const auto again = asked_by(world, [&] { CHECK_FALSE(recheck(world, trace).same); });
    CHECK(again.size() <= 4);
  }
}

TEST_CASE("a recheck can be stopped", "[crawl]") {
  World world;
  const CrawlTrace trace = kept_trace(world.crawl(nullptr));
  const auto stop = std::make_shared<std::atomic<bool>>(true);
  const auto again = asked_by(world, [&] {
    const RecheckResult result = recheck(world, trace, stop);
    CHECK(result.interrupted);
    CHECK_FALSE(result.same);
  });
  CHECK(again.empty());
}

TEST_CASE("a host that others keep busy holds up no other", "[crawl]") {
  World world;
  world.pages["/b"] = FakeAnswer::redirect("https://other.example/elsewhere", 301);
  world.pages["/elsewhere"] = FakeAnswer::html(page_with({}));
  world.options.max_seconds = 20;
  world.options.delay_ms = 0;
  const CrawlTrace trace = kept_trace(world.crawl(nullptr));
  const auto gate = make_host_gate();
  REQUIRE_FALSE(gate->enter("other.example", {}, world.clock.monotonic()));
  std::optional<RecheckResult> result;
  Crawler crawler(world.fetcher, world.clock, gate);
  crawler.add(RecheckJob{.trace = std::make_shared<CrawlTrace>(trace),
                         .options = world.options,
                         .stop = nullptr,
                         .on_done = [&](const RecheckResult& each) { result = each; }});
  const auto asked = asked_by(world, [&] { crawler.run(); });
  CHECK_FALSE(result->same);
  CHECK(result->different.empty());  // only the time was over
  for (const std::string place : {"/", "/a", "/a/story", "/hidden", "/sitemap.xml"})
    CHECK(std::ranges::count(asked, "https://partner.example" + place) == 1);
  CHECK(std::ranges::none_of(
      asked, [](const std::string& each) { return each.starts_with("https://other.example/"); }));
}

TEST_CASE("a crawl that says nothing lasting leaves no trace", "[crawl]") {
  struct Row {
    std::string_view what;
    std::function<void(World&)> change;
  };
  const Row rows[] = {
      {"a page that cannot be reached",
       [](World& w) { w.pages["/b"] = FakeAnswer::failure(FetchStatus::unreachable, "refused"); }},
      {"a page behind a wall", [](World& w) { w.pages["/b"] = {.http_status = 403}; }},
      {"rules that cannot be had", [](World& w) { w.pages["/robots.txt"] = {.http_status = 503}; }},
      {"a page that leads on in its text",
       [](World& w) {
         w.pages["/b"] = FakeAnswer::html("<meta http-equiv=refresh content='0;url=/a'>");
       }},
      {"a file that was too much for its reader",
       [](World& w) { w.file.state = FileState::over_limits; }},
      {"a file that no reader was there for",
       [](World& w) { w.file.state = FileState::unavailable; }},
      {"an unknown basis", [](World& w) { w.basis.clear(); }},
      {"a budget", [](World& w) { w.options.max_pages = 3; }},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    World world;
    row.change(world);
    CHECK_FALSE(trace_of(world.crawl(nullptr)).has_value());
  }
}

TEST_CASE("a trace is believed for 90 days after its oldest answer was sent", "[crawl]") {
  World world;
  const CrawlTrace trace = kept_trace(world.crawl(nullptr));
  const auto days = [](int count) { return std::chrono::hours(24 * count); };
  CHECK(is_believed(trace, trace.oldest + days(90)));
  CHECK_FALSE(is_believed(trace, trace.oldest + days(90) + std::chrono::seconds(1)));
}

TEST_CASE("what is no trace is read as none", "[crawl]") {
  World world;
  const std::string good = write_trace(kept_trace(world.crawl(nullptr)));
  CHECK(read_trace(good).has_value());
  for (std::size_t cut = 0; cut < good.size(); cut += 7)
    CHECK_FALSE(read_trace(good.substr(0, cut)).has_value());
  const std::pair<std::string_view, std::string_view> swaps[] = {
      {"libverify-trace/2", "libverify-trace/3"},
      {"\npage\t", "\npages\t"},
      {"\npage\t", "\n\t"},
      {"https://partner.example/a ", "no address "},
      {" 200\n", " -200\n"},
      {" 200\n", " 1200\n"},
      {" 200\n", " 0200\n"},
      {" 200\n", " 200 1\n"},
      {" 200\n", " 200\t\n"},
      {"\nrobots\t", "\n\nrobots\t"},
      {"Z\t", "Z\t1"},
      {"\t2", "\tx2"},
      {"https://partner.example/a 200", "https://partner.example/a 0"},
      {"https://partner.example/a 200", "https://partner.example/x/../a 200"},
  };
  for (const auto& [from, to] : swaps) {
    CAPTURE(from, to);
    std::string bad = good;
    const std::size_t at = bad.find(from);
    REQUIRE(at != std::string::npos);
    CHECK_FALSE(read_trace(bad.replace(at, from.size(), to)).has_value());
  }
}
