// Crawls over the network in memory: what is asked for, in which order, and why the crawl ended.
#include "support/fake_fetcher.h"
#include "verify/crawl.h"

using namespace verify;
using namespace verify::test;

namespace {

constexpr std::string_view kHome = "https://partner.example/";

Application application() {
  return parse_application(
             R"({"partner": {"name": "Partner", "home_page": "https://partner.example/"}})", "test")
      .value();
}

std::string page_with(std::initializer_list<std::string_view> links, std::string_view more = "") {
  std::string html =
      "<!doctype html><title>Page</title><p>We help companies to get value out of their data, from "
      "the first idea to a model that runs in production, and we stay with them afterwards. Our "
      "team has done so for ten years in many industries, and it likes to tell how.</p>";
  for (const std::string_view link : links)
    html += "<a href='" + std::string(link) + "'>to " + std::string(link) + "</a>";
  return html + std::string(more);
}

Url url(std::string_view href) {
  return Url::parse(href, Url::parse(kHome).value()).value();
}

// A crawl of one site that wishes for clicks to some of its pages.
struct Site {
  FakeClock clock;
  FakeFetcher fetcher{clock};
  CrawlOptions options;
  std::vector<Wish> wants;

  void page(std::string_view path, std::string html) {
    fetcher.set(std::string(url(path).href()), FakeAnswer::html(std::move(html)));
  }
  void wish(std::string_view path, int clicks = 4) {
    wants.push_back({url(path), true, clicks, ""});
  }

  Evidence crawl(const std::atomic<bool>* stop = nullptr) {
    std::optional<Evidence> out;
    Crawler crawler(fetcher, clock);
    crawler.add({.application = application(),
                 .options = options,
                 .wants = [this](const Evidence&) { return wants; },
                 .on_done = [&](Result<Evidence> result) { out = std::move(result.value()); }});
    crawler.run(stop);
    return std::move(out.value());
  }
  bool asked(std::string_view path) const { return fetcher.times_asked(url(path).href()) > 0; }
};

std::vector<std::string> texts(const PathAnswer& path) {
  std::vector<std::string> out;
  for (const Click& click : path.clicks) out.push_back(click.text);
  return out;
}

}  // namespace

TEST_CASE("robots.txt is asked for before anything else of an origin", "[crawl]") {
  Site site;
  site.page("/", page_with({}));
  site.crawl();
  REQUIRE(site.fetcher.asked_urls().size() == 2);
  CHECK(site.fetcher.asked_urls()[0] == "https://partner.example/robots.txt");
  CHECK(site.fetcher.asked_urls()[1] == kHome);
}

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

TEST_CASE("what robots.txt forbids is not asked for, and is not called absent", "[crawl]") {
  Site site;
  site.fetcher.set("https://partner.example/robots.txt",
                   FakeAnswer{.headers = "Content-Type: text/plain\n",
                              .body = "User-agent: *\nDisallow: /customers\n"});
  site.page("/", page_with({"/customers"}));
  site.page("/customers", page_with({"/acme"}));
  site.page("/acme", page_with({}));
  site.wish("/acme");
  const Evidence evidence = site.crawl();
  CHECK_FALSE(site.asked("/customers"));
  REQUIRE(evidence.find(url("/customers")) != nullptr);
  CHECK(evidence.find(url("/customers"))->status == FetchStatus::refused_by_robots);
  CHECK(evidence.path_to(url("/acme")).kind == PathAnswer::Kind::blocked);
}

TEST_CASE("robots.txt: 4xx allows everything, 5xx and no answer forbid everything", "[crawl]") {
  struct Row {
    FakeAnswer robots;
    FetchStatus home;
  };
  const std::vector<Row> rows = {
      {FakeAnswer{.http_status = 404}, FetchStatus::ok},
      {FakeAnswer{.http_status = 403}, FetchStatus::ok},
      {FakeAnswer{.http_status = 500}, FetchStatus::refused_by_robots},
      {FakeAnswer{.http_status = 503}, FetchStatus::refused_by_robots},
      {FakeAnswer::failure(FetchStatus::timed_out, "slow"), FetchStatus::timed_out},
      {FakeAnswer::failure(FetchStatus::tls_error, "expired"), FetchStatus::tls_error},
  };
  for (const Row& row : rows) {
    Site site;
    site.page("/", page_with({}));
    site.fetcher.set("https://partner.example/robots.txt", row.robots);
    const Evidence evidence = site.crawl();
    REQUIRE(evidence.home() != nullptr);
    INFO(row.robots.http_status);
    CHECK(evidence.home()->status == row.home);
    CHECK(site.asked("/") == (row.home == FetchStatus::ok));
  }
}

TEST_CASE("robots.txt: five redirects are followed, a sixth counts as no file", "[crawl]") {
  for (const int redirects : {5, 6}) {
    Site site;
    site.page("/", page_with({}));
    for (int i = 0; i < redirects; ++i)
      site.fetcher.set(i == 0 ? "https://partner.example/robots.txt"
                              : "https://partner.example/r" + std::to_string(i),
                       FakeAnswer::redirect("/r" + std::to_string(i + 1)));
    site.fetcher.set("https://partner.example/r" + std::to_string(redirects),
                     FakeAnswer{.headers = "Content-Type: text/plain\n",
                                .body = "User-agent: *\nDisallow: /\n"});
    const Evidence evidence = site.crawl();
    CHECK((evidence.home()->status == FetchStatus::refused_by_robots) == (redirects == 5));
  }
}

TEST_CASE("redirects are followed hop by hop and the chain is kept", "[crawl]") {
  Site site;
  site.fetcher.set(std::string(kHome), FakeAnswer::redirect("/en", 301));
  site.fetcher.set("https://partner.example/en", FakeAnswer::redirect("/en/"));
  site.page("/en/", page_with({}));
  const Evidence evidence = site.crawl();
  REQUIRE(evidence.home() != nullptr);
  CHECK(evidence.home()->ok());
  CHECK(evidence.home()->final_url == url("/en/"));
  CHECK(evidence.home()->hops.size() == 3);
}

TEST_CASE("circles, long chains and redirects to nowhere end as redirect_loop", "[crawl]") {
  Site site;
  site.page("/", page_with({}));
  site.fetcher.set("https://partner.example/a", FakeAnswer::redirect("/b"));
  site.fetcher.set("https://partner.example/b", FakeAnswer::redirect("/a"));
  site.fetcher.set("https://partner.example/none", FakeAnswer{.http_status = 302});
  for (int i = 0; i < 30; ++i)
    site.fetcher.set("https://partner.example/" + std::to_string(i),
                     FakeAnswer::redirect("/" + std::to_string(i + 1)));
  for (const char* path : {"/a", "/none", "/0"}) site.wants.push_back({url(path)});
  const Evidence evidence = site.crawl();
  for (const char* path : {"/a", "/none", "/0"}) {
    INFO(path);
    REQUIRE(evidence.find(url(path)) != nullptr);
    CHECK(evidence.find(url(path))->status == FetchStatus::redirect_loop);
  }
  CHECK(site.fetcher.asked_urls().size() < 30);
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

TEST_CASE("a link that leads to the page by a redirect is a path", "[crawl]") {
  Site site;
  site.page("/", page_with({"/short"}));
  site.fetcher.set("https://partner.example/short", FakeAnswer::redirect("/customers/acme"));
  site.page("/customers/acme", page_with({}));
  site.wish("/customers/acme");
  CHECK(site.crawl().path_to(url("/customers/acme")).kind == PathAnswer::Kind::found);
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

TEST_CASE("requests to one host are one at a time with the delay between them", "[crawl]") {
  Site site;
  site.options.delay_ms = 700;
  site.page("/", page_with({"/a", "/b", "/c"}));
  site.wish("/nowhere");
  site.crawl();
  CHECK(site.fetcher.peak() == 1);
  const auto& asked = site.fetcher.asked();
  for (std::size_t i = 1; i < asked.size(); ++i)
    CHECK(asked[i].at - asked[i - 1].at >= std::chrono::milliseconds(700));
}

TEST_CASE("a written crawl delay is obeyed up to the cap", "[crawl]") {
  Site site;
  site.options.delay_ms = 0;
  site.options.max_crawl_delay_ms = 3000;
  site.fetcher.set("https://partner.example/robots.txt",
                   FakeAnswer{.headers = "Content-Type: text/plain\n",
                              .body = "User-agent: *\nCrawl-delay: 60\n"});
  site.page("/", page_with({"/a"}));
  site.page("/a", page_with({}));
  site.wish("/nowhere");
  site.crawl();
  const auto& asked = site.fetcher.asked();
  for (std::size_t i = 2; i < asked.size(); ++i) {
    CHECK(asked[i].at - asked[i - 1].at >= std::chrono::seconds(3));
    CHECK(asked[i].at - asked[i - 1].at < std::chrono::seconds(5));
  }
}

TEST_CASE("what can heal is tried again, what cannot is not", "[crawl]") {
  Site site;
  site.page("/", page_with({}));
  int answers = 0;
  site.fetcher.set("https://partner.example/flaky", [&](const FetchRequest&) {
    return ++answers < 3 ? FakeAnswer{.http_status = 503, .headers = "Retry-After: 2\n"}
                         : FakeAnswer::html(page_with({}));
  });
  site.fetcher.set("https://partner.example/gone", FakeAnswer{.http_status = 410});
  for (const char* path : {"/flaky", "/gone"}) site.wants.push_back({url(path)});
  const Evidence evidence = site.crawl();
  CHECK(evidence.find(url("/flaky"))->ok());
  CHECK(site.fetcher.times_asked("https://partner.example/gone") == 1);
  CHECK(evidence.find(url("/gone"))->http_status == 410);
}

TEST_CASE("pages of one pattern are capped, the page beside the trap is found", "[crawl]") {
  Site site;
  site.options.max_pages_per_pattern = 10;
  for (int i = 0; i < 100; ++i)
    site.page("/calendar?day=" + std::to_string(i),
              page_with({"/calendar?day=" + std::to_string(i + 1),
                         "/calendar?day=" + std::to_string(i + 2)}));
  site.page("/", page_with({"/calendar?day=0", "/customers"}));
  site.page("/customers", page_with({"/acme"}));
  site.page("/acme", page_with({}));
  site.wish("/acme");
  site.wish("/nowhere", 100);
  const Evidence evidence = site.crawl();
  CHECK(evidence.path_to(url("/acme")).kind == PathAnswer::Kind::found);
  CHECK(evidence.path_to(url("/nowhere")).kind == PathAnswer::Kind::unknown);
  CHECK(evidence.crawl().capped_patterns ==
        std::vector<std::string>{"https://partner.example/calendar?day"});
  CHECK(site.fetcher.asked_urls().size() < 20);
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
