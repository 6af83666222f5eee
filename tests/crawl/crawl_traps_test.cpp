// What keeps a crawl out of traps.
#include <cstdio>

#include "crawl/site.h"

using namespace verify;
using namespace verify::test;

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

// Each trap offers new addresses for ever; beside it stands a page that leads to the target.
TEST_CASE("traps of every make are capped and named, and what is beside them is found", "[crawl]") {
  struct Row {
    std::string name;
    std::function<std::string(int)> link;  // the n-th address the trap offers
    std::size_t at_most;                   // pages of it
    std::string capped;                    // part of what the report names
  };
  const auto hex = [](int n) {
    char text[32];
    std::snprintf(text, sizeof text, "%08xa1%06x", static_cast<unsigned>(n) * 2654435761u,
                  static_cast<unsigned>(n));
    return std::string(text);
  };
  const std::vector<Row> rows = {
      {"calendar", [](int n) { return "/cal/" + std::to_string(2000 + n) + "/1"; }, 20, "/cal/N/N"},
      {"session in the path", [&](int n) { return "/(S(" + hex(n) + "))/shop"; }, 20,
       "/(S(*))/shop"},
      {"session as a parameter", [&](int n) { return "/shop;sid=" + hex(n); }, 20,
       "many spellings"},
      {"session in the query", [&](int n) { return "/shop?sid=" + hex(n); }, 20, "/shop?sid"},
      {"random", [&](int n) { return "/r/" + hex(n); }, 20, "/r/*"},
      {"pages without end", [](int n) { return "/list?page=" + std::to_string(n); }, 20, "?page"},
      {"filters",
       [](int n) {
         std::string path = "/shop/f0";
         for (int i = 1; i < 12; ++i)
           if ((n >> i & 1) != 0) path += "-f" + std::to_string(i);
         return path;
       },
       20, "/shop/fN"},
      {"filters in the query",
       [](int n) {
         return "/shop?size=" + std::to_string(n) + "&colour=" + std::to_string(n) + "&sort=a";
       },
       5, "/shop?colour&size&sort"},
      {"upper and lower case",
       [](int n) {
         std::string path = "/sameoldpage";
         for (int i = 1; i < 12; ++i)
           if ((n >> (i - 1) & 1) != 0) path[static_cast<std::size_t>(i)] -= 32;
         return path;
       },
       5, "/sameoldpage (in many spellings)"},
      {"order of the query",
       [](int n) {
         std::vector<std::string> keys = {"a=1", "b=2", "c=3", "d=4", "e=5", "f=6"};
         for (int i = 0; i < n; ++i) std::next_permutation(keys.begin(), keys.end());
         std::string path = "/q?";
         for (const std::string& key : keys) path += key + "&";
         return path;
       },
       5, "many spellings"},
      {"folder in itself",
       [](int n) {
         std::string path = "/";
         for (int i = 0; i < n + 3; ++i) path += i % 2 == 0 ? "x/" : "y/";
         return path;
       },
       25, "a folder in itself"},
      {"mirrors", [](int n) { return "https://m" + std::to_string(n) + ".partner.example/"; }, 10,
       "hosts like mN.partner.example"},
  };
  for (const Row& row : rows) {
    FakeClock clock;
    FakeFetcher fetcher(clock);
    std::size_t trapped = 0;
    int next = 1;
    fetcher.set_default([&](const FetchRequest& request) {
      const std::string path(request.url.path_and_search());
      if (path == "/robots.txt" || path == "/sitemap.xml") return FakeAnswer{.http_status = 404};
      const bool home = request.url == url("/");
      if (path == "/beside") return FakeAnswer::html(page_with({"/target"}));
      if (path == "/target") return FakeAnswer::html(page_with({}));
      if (!home) ++trapped;
      std::string links;
      for (int i = 0; i < 8; ++i, ++next) links += "<a href='" + row.link(next) + "'>on</a>";
      // Each page shows something of its own: it is the addresses that give the trap away.
      return FakeAnswer::html(page_with({}, links +
                                                std::string(static_cast<std::size_t>(next), 'x') +
                                                (home ? "<a href='/beside'>beside</a>" : "")));
    });
    CrawlOptions options;
    options.delay_ms = 0;
    options.max_pages_per_pattern = 20;
    const std::vector<Wish> wants = {{url("/target"), true, 4, ""},
                                     {url("/nowhere"), true, 30, ""}};
    std::optional<Evidence> evidence;
    Crawler crawler(fetcher, clock);
    crawler.add(
        {.application = application(),
         .options = options,
         .wants = [&](const Evidence&) { return wants; },
         .on_done = [&](Result<Evidence> result) { evidence = std::move(result.value()); }});
    crawler.run();
    INFO(row.name);
    for (const std::string& each : evidence->crawl().capped_patterns) UNSCOPED_INFO(each);
    CHECK(evidence->path_to(url("/target")).kind == PathAnswer::Kind::found);
    CHECK(evidence->path_to(url("/nowhere")).kind == PathAnswer::Kind::unknown);
    // And the wish that is nowhere, and the address that is made up beside it.
    CHECK(trapped <= row.at_most + 2);
    const auto names = [&](const std::string& each) {
      return each.find(row.capped) != std::string::npos;
    };
    CHECK(std::ranges::any_of(evidence->crawl().capped_patterns, names));
  }
}

TEST_CASE("a pattern whose pages show the same again and again is left early", "[crawl]") {
  Site site;
  std::string links;
  for (int i = 0; i < 60; ++i) {
    const std::string path = "/s/" + std::to_string(i);
    links += "<a href='" + path + "'>" + std::to_string(i) + "</a>";
    site.page(path, page_with({}, "<a href='/s/1'>same</a>"));
  }
  site.page("/", page_with({}, links));
  site.wish("/nowhere");
  const Evidence evidence = site.crawl();
  CHECK(site.fetcher.asked_urls().size() < 20);
  CHECK(evidence.crawl().capped_patterns ==
        std::vector<std::string>{"https://partner.example/s/N"});
}
