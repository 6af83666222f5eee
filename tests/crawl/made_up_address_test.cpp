// A server that shows one page for every address does not show that a page exists.
#include <catch2/catch.hpp>

#include "crawl/site.h"
#include "support/temp_folder.h"

using namespace verify;
using namespace verify::test;

namespace {

// Addresses of the site beside those that are known to the test, and robots.txt.
std::vector<std::string> made_up_asked(const Site& site) {
  std::vector<std::string> out;
  for (const std::string& href : site.fetcher.asked_urls())
    if (href.size() > 20 &&
        std::string_view("abcdefghijklmnop").find(href[href.size() - 2]) !=
            std::string_view::npos &&
        href.find("/known") == std::string::npos && !href.ends_with("robots.txt") &&
        href != kHome && !href.ends_with("sitemap.xml"))
      out.push_back(href);
  return out;
}

const std::string kOther =
    "<!doctype html><title>Acme</title><p>Acme had too many returns, and nobody knew why. With us "
    "it built a forecast that says which parcels come back, and it now prints fewer labels.</p>";

}  // namespace

TEST_CASE("a page that is shown for made-up addresses as well is not known to exist", "[crawl]") {
  Site site;
  site.fetcher.set_default([](const FetchRequest& request) {
    return request.url.pathname() == "/robots.txt" ? FakeAnswer{.http_status = 404}
                                                   : FakeAnswer::html(page_with({"/known-real"}));
  });
  site.page("/known-real", kOther);
  for (const char* path : {"/", "/known-gone", "/known-real", "/known/deep/one"})
    site.wants.push_back({url(path)});
  const Evidence evidence = site.crawl();
  const auto answer = [&](std::string_view path) {
    return evidence.document(*evidence.find(url(path)))->soft_answer;
  };
  CHECK(answer("/known-gone") == SoftAnswer::catch_all);
  CHECK(answer("/known/deep/one") == SoftAnswer::catch_all);
  CHECK(answer("/known-real") == SoftAnswer::none);
  CHECK(answer("/") == SoftAnswer::none);  // exempt
  CHECK(evidence.pages().size() == 4);
  CHECK(evidence.crawl().pages == 4);
}

TEST_CASE("a made-up address is asked for once a folder, as politely as any", "[crawl]") {
  Site site;
  site.page("/", page_with({}));
  for (const char* path : {"/known-a", "/known-b", "/known-c"}) {
    site.page(path, page_with({}));
    site.wants.push_back({url(path)});
  }
  SECTION("and the server knows what does not exist") {
    const Evidence evidence = site.crawl();
    REQUIRE(made_up_asked(site).size() == 1);
    for (const Wish& wish : site.wants)
      CHECK(evidence.document(*evidence.find(wish.url))->soft_answer == SoftAnswer::none);
    CHECK(site.fetcher.peak() == 1);
    const auto& asked = site.fetcher.asked();
    for (std::size_t i = 1; i < asked.size(); ++i)
      CHECK(asked[i].at - asked[i - 1].at >= std::chrono::milliseconds(site.options.delay_ms));
  }
  SECTION("where robots.txt allows it") {
    site.fetcher.set("https://partner.example/robots.txt",
                     FakeAnswer{.headers = "Content-Type: text/plain\n",
                                .body = "User-agent: *\nAllow: /known\nAllow: /$\nDisallow: /\n"});
    site.crawl();
    CHECK(site.asked("/known-a"));
    CHECK(made_up_asked(site).empty());
  }
  SECTION("and not again when it fails") {
    int failures = 0;
    site.fetcher.set_default([&](const FetchRequest& request) {
      if (request.url.pathname() == "/robots.txt") return FakeAnswer{.http_status = 404};
      ++failures;
      return FakeAnswer{.http_status = 503};
    });
    site.crawl();
    CHECK(failures == 1);
  }
}

TEST_CASE("a page that does not answer, and the home page, raise no such question", "[crawl]") {
  Site site;
  site.page("/", page_with({}));
  site.fetcher.set("https://partner.example/known-gone", FakeAnswer{.http_status = 410});
  site.fetcher.set("https://partner.example/known-file",
                   FakeAnswer{.headers = "Content-Type: image/png\n", .body = "dots"});
  for (const char* path : {"/", "/known-gone", "/known-file"}) site.wants.push_back({url(path)});
  site.crawl();
  CHECK(made_up_asked(site).empty());
}

TEST_CASE("what was made up is in the evidence, and judged the same from the file", "[crawl]") {
  const TempFolder folder;
  const auto file = folder.path() / "evidence.warc.gz";
  Site site;
  site.fetcher.set_default([](const FetchRequest& request) {
    return request.url.pathname() == "/robots.txt" ? FakeAnswer{.http_status = 404}
                                                   : FakeAnswer::html(page_with({}));
  });
  Crawler crawler(site.fetcher, site.clock);
  crawler.add({.application = application(),
               .wants = [](const Evidence&) { return std::vector{Wish{url("/known-gone")}}; },
               .evidence_file = file,
               .on_done = [](const Result<Evidence>& result) { REQUIRE(result.has_value()); }});
  crawler.run();
  const Evidence evidence = Evidence::open(file).value();
  const Document* document = evidence.document(*evidence.find(url("/known-gone")));
  REQUIRE(document->soft_answer == SoftAnswer::catch_all);
  const auto made_up = made_up_asked(site);
  REQUIRE(made_up.size() == 1);
  CHECK(document->soft_answer_reason.find(made_up.front()) != std::string::npos);
}

TEST_CASE("a page that is all that is asked about is doubted like any other", "[crawl]") {
  for (const bool one_page : {false, true}) {
    Site site;
    site.fetcher.set_default([](const FetchRequest& request) {
      return request.url.pathname() == "/robots.txt" ? FakeAnswer{.http_status = 404}
                                                     : FakeAnswer::html(page_with({}));
    });
    std::optional<Evidence> evidence;
    Crawler crawler(site.fetcher, site.clock);
    const auto asked_about = parse_application(
        R"({"partner": {"name": "P", "home_page": "https://partner.example/known-gone"}})", "test");
    crawler.add(
        {.application = asked_about.value(),
         .one_page = one_page,
         .on_done = [&](Result<Evidence> result) { evidence = std::move(result.value()); }});
    crawler.run();
    CHECK(made_up_asked(site).size() == (one_page ? 1 : 0));
    CHECK(evidence->document(*evidence->home())->soft_answer ==
          (one_page ? SoftAnswer::catch_all : SoftAnswer::none));
  }
}

TEST_CASE("a made-up address is waited for only a short while", "[crawl]") {
  Site site;
  site.options.max_page_seconds = 30;
  site.wants.push_back({url("/known-real")});
  Duration longest{};
  site.fetcher.set_default([&](const FetchRequest& request) {
    if (request.url.pathname() == "/robots.txt") return FakeAnswer{.http_status = 404};
    longest = request.max_time;
    return FakeAnswer{.http_status = 404};
  });
  site.page("/", page_with({"/known-real"}));
  site.page("/known-real", kOther);
  const Evidence evidence = site.crawl();
  REQUIRE(made_up_asked(site).size() == 1);
  CHECK(longest == std::chrono::seconds(5));
}
