// Crawls over the network in memory: what is asked for, in which order, and why the crawl ended.
#include "crawl/site.h"

using namespace verify;
using namespace verify::test;

TEST_CASE("a shortest path is found and the crawl ends there", "[crawl]") {
  Site site;
  site.page("/", page_with({"/about", "/customers"}));
  site.page("/about", page_with({"/team"}));
  site.page("/customers", page_with({"/customers/acme"}));
  site.page("/customers/acme", page_with({}));
  site.page("/team", page_with({"/customers/acme"}));
  site.wish("/customers/acme");
  const Evidence evidence = site.crawl();
  const PathAnswer path = evidence.path_to(url("/customers/acme"));
  CHECK(path.kind == PathAnswer::Kind::found);
  CHECK(texts(path) == std::vector<std::string>{"to /customers", "to /customers/acme"});
  CHECK(evidence.crawl().ended == "satisfied");
  CHECK_FALSE(site.asked("/team"));
}

TEST_CASE("a page that is nothing but a refresh is followed", "[crawl]") {
  Site site;
  site.page("/", "<meta http-equiv=refresh content='0; url=/de/'>");
  site.page("/de/", page_with({"/x"}));
  const Evidence evidence = site.crawl();
  CHECK(evidence.home()->final_url == url("/de/"));
}

TEST_CASE("links a reader cannot see are not a path", "[crawl]") {
  const std::vector<std::string> hidden = {
      "<!-- <a href=/acme>Acme</a> -->",
      "<template><a href=/acme>Acme</a></template>",
      "<script>document.write(\"<a href='/acme'>Acme</a>\")</script>",
      "<noscript><a href=/acme>Acme</a></noscript>",
      "<div hidden><a href=/acme>Acme</a></div>",
      "<div style='display:none'><a href=/acme>Acme</a></div>",
      "<a href=/acme></a>",
  };
  for (const std::string& html : hidden) {
    Site site;
    site.page("/", page_with({"/about"}, html));
    site.page("/about", page_with({"/"}));
    site.page("/acme", page_with({}));
    site.wish("/acme");
    const Evidence evidence = site.crawl();
    INFO(html);
    CHECK(evidence.crawl().ended == "exhausted");
    CHECK(evidence.path_to(url("/acme")).kind == PathAnswer::Kind::not_found);
  }
}

TEST_CASE("an invisible short way does not hide a visible longer one", "[crawl]") {
  Site site;
  site.page("/", page_with({"/customers"}, "<div hidden><a href=/acme>Acme</a></div>"));
  site.page("/customers", page_with({"/acme"}));
  site.page("/acme", page_with({}));
  site.wish("/acme");
  CHECK(texts(site.crawl().path_to(url("/acme"))) ==
        std::vector<std::string>{"to /customers", "to /acme"});
}

TEST_CASE("a page found only in the sitemap is sitemap_only", "[crawl]") {
  Site site;
  site.page("/", page_with({"/about"}));
  site.page("/about", page_with({}));
  site.page("/acme", page_with({}));
  site.fetcher.set(
      "https://partner.example/sitemap.xml",
      FakeAnswer{.headers = "Content-Type: application/xml\n",
                 .body = "<urlset><url><loc>https://partner.example/acme</loc></url></urlset>"});
  site.wish("/acme");
  CHECK(site.crawl().path_to(url("/acme")).kind == PathAnswer::Kind::sitemap_only);
}

TEST_CASE("the last click may leave the site, and pages out there are not followed", "[crawl]") {
  Site site;
  site.page("/", page_with({"https://aws.example/stories/acme", "https://other.example/"}));
  site.fetcher.set("https://aws.example/stories/acme", FakeAnswer::html(page_with({"/more"})));
  site.wants.push_back({Url::parse("https://aws.example/stories/acme").value(), true, 4, ""});
  const Evidence evidence = site.crawl();
  CHECK(evidence.path_to(Url::parse("https://aws.example/stories/acme").value()).kind ==
        PathAnswer::Kind::found);
  CHECK(site.fetcher.times_asked("https://aws.example/more") == 0);
  CHECK(site.fetcher.times_asked("https://other.example/") == 0);
}

TEST_CASE("farther than allowed is still looked for, without end is not", "[crawl]") {
  Site site;
  site.page("/", page_with({"/1"}));
  for (int i = 1; i < 20; ++i) site.page("/" + std::to_string(i) + "x", page_with({}));
  site.page("/1", page_with({"/a"}));
  site.page("/a", page_with({"/b"}));
  site.page("/b", page_with({"/c"}));
  site.page("/c", page_with({"/d"}));
  site.page("/d", page_with({"/e"}));
  site.page("/e", page_with({"/f"}));
  site.wish("/d", 3);
  site.wish("/f", 3);
  const Evidence evidence = site.crawl();
  CHECK(evidence.path_to(url("/d")).clicks.size() == 5);
  CHECK(evidence.path_to(url("/f")).kind == PathAnswer::Kind::unknown);
  CHECK(evidence.crawl().ended == "depth");
}

TEST_CASE("budgets end a crawl and say so, and what was not found is unknown", "[crawl]") {
  struct Row {
    std::function<void(CrawlOptions&)> limit;
    std::string ended;
  };
  const std::vector<Row> rows = {{[](CrawlOptions& o) { o.max_pages = 5; }, "max_pages"},
                                 {[](CrawlOptions& o) { o.max_bytes = 1000; }, "max_bytes"},
                                 {[](CrawlOptions& o) { o.max_seconds = 3; }, "max_seconds"}};
  for (const Row& row : rows) {
    Site site;
    row.limit(site.options);
    std::string links;
    for (char c = 'a'; c <= 'z'; ++c) {
      links += std::string("<a href=/") + c + ">x</a>";
      site.page(std::string("/") + c, page_with({"/"}, std::string(200, c)));
    }
    site.page("/", page_with({}, links));
    site.wish("/acme");
    const Evidence evidence = site.crawl();
    CHECK(evidence.crawl().ended == row.ended);
    CHECK(evidence.path_to(url("/acme")).kind == PathAnswer::Kind::unknown);
  }
}

TEST_CASE("an interrupted crawl seals what it has and says so", "[crawl]") {
  Site site;
  site.page("/", page_with({"/a"}));
  std::atomic<bool> stop{false};
  site.fetcher.set("https://partner.example/a", [&](const FetchRequest&) {
    stop = true;
    return FakeAnswer::html(page_with({"/b"}));
  });
  site.wish("/acme");
  const Evidence evidence = site.crawl(&stop);
  CHECK(evidence.crawl().ended == "interrupted");
  CHECK(evidence.home()->ok());
  CHECK(evidence.path_to(url("/acme")).kind == PathAnswer::Kind::unknown);
}

TEST_CASE("a crawl that was ending by itself and is cut short says that", "[crawl]") {
  Site site;
  site.options.max_seconds = 5;
  std::atomic<bool> stop{false};
  site.fetcher.set(std::string(kHome), [&](const FetchRequest&) {
    return FakeAnswer{.body = page_with({"/a"}), .latency = std::chrono::hours(1)};
  });
  int looked = 0;
  std::string ended;
  Crawler crawler(site.fetcher, site.clock);
  crawler.add({.application = application(),
               .options = site.options,
               .on_done = [&](const Result<Evidence>& done) { ended = done->crawl().ended; }});
  crawler.run(&stop, [&] {
    if (!site.asked("/")) return;
    site.clock.advance(std::chrono::seconds(10));  // past max_seconds
    stop = ++looked > 2;
  });
  CHECK(ended == "interrupted");
}

TEST_CASE("an interrupted crawl does not wait for a server that does not answer", "[crawl]") {
  Site site;
  std::atomic<bool> stop{false};
  site.page("/", page_with({"/slow"}));
  site.fetcher.set("https://partner.example/slow", [&](const FetchRequest&) {
    stop = true;
    FakeAnswer slow = FakeAnswer::html(page_with({}));
    slow.latency = std::chrono::hours(1);
    return slow;
  });
  site.wish("/acme");
  const Instant before = site.clock.now();
  CHECK(site.crawl(&stop).crawl().ended == "interrupted");
  CHECK(site.clock.now() - before < std::chrono::minutes(1));
}

TEST_CASE("a home page that is not there is blocked, not a search that found nothing", "[crawl]") {
  Site site;
  site.fetcher.set(std::string(kHome),
                   FakeAnswer::failure(FetchStatus::unreachable, "no such name"));
  site.page("/acme", page_with({}));
  site.wish("/acme");
  const Evidence evidence = site.crawl();
  CHECK(evidence.crawl().ended == "home_unreachable");
  CHECK(evidence.path_to(url("/acme")).kind == PathAnswer::Kind::blocked);
  CHECK(evidence.find(url("/acme"))->ok());
}

TEST_CASE("many crawls run over one fetcher, each to its end", "[crawl]") {
  FakeClock clock;
  FakeFetcher fetcher(clock, 8);
  fetcher.set_default([](const FetchRequest& request) {
    return request.url.pathname() == "/robots.txt" ? FakeAnswer{.http_status = 404}
                                                   : FakeAnswer::html(page_with({"/a", "/b"}));
  });
  Crawler crawler(fetcher, clock);
  int done = 0;
  for (int i = 0; i < 50; ++i) {
    const std::string home = "https://p" + std::to_string(i) + ".example/";
    crawler.add(
        {.application = parse_application(
                            R"({"partner": {"name": "P", "home_page": ")" + home + "\"}}", "test")
                            .value(),
         .wants =
             [home](const Evidence&) {
               return std::vector{Wish{Url::parse(home + "x").value(), true, 2, ""}};
             },
         .on_done =
             [&](Result<Evidence> evidence) { done += evidence && evidence->crawl().pages == 4; }});
  }
  crawler.run();
  CHECK(done == 50);
  CHECK(fetcher.peak() <= 8);
}

TEST_CASE("one crawl of several is ended, and jobs are added while others run", "[crawl]") {
  FakeClock clock;
  FakeFetcher fetcher(clock);
  fetcher.set_default([](const FetchRequest&) { return FakeAnswer::html(page_with({})); });
  Crawler crawler(fetcher, clock);
  std::vector<std::string> ended;
  const auto job = [&] {
    return CrawlJob{.application = application(), .on_done = [&](const Result<Evidence>& done) {
                      ended.push_back(done->crawl().ended);
                    }};
  };
  CrawlJob unwanted = job();
  unwanted.stop = std::make_shared<std::atomic<bool>>(true);
  crawler.add(std::move(unwanted));
  crawler.add(job());
  int added = 0;
  crawler.run(nullptr, [&] {
    if (++added <= 2) crawler.add(job());
  });
  CHECK(ended.size() == 4);
  CHECK(std::ranges::count(ended, "interrupted") == 1);
}
