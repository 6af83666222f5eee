// How a crawl treats servers: delays, retries, patience.
#include <ctime>

#include "crawl/site.h"

using namespace verify;
using namespace verify::test;

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
  // What is longer than is obeyed holds between pages only.
  const auto [written, first] =
      GENERATE(std::pair("3", 1), std::pair("2.9", 1), std::pair("60", 2));
  CAPTURE(written);
  Site site;
  site.options.delay_ms = 0;
  site.options.max_crawl_delay_ms = 3000;
  site.fetcher.set(
      "https://partner.example/robots.txt",
      FakeAnswer{.headers = "Content-Type: text/plain\n",
                 .body = "User-agent: *\nCrawl-delay: " + std::string(written) + "\n"});
  site.page("/", page_with({"/a"}));
  site.page("/a", page_with({}));
  site.wish("/nowhere");
  site.crawl();
  const auto& asked = site.fetcher.asked();
  for (std::size_t i = static_cast<std::size_t>(first); i < asked.size(); ++i) {
    CHECK(asked[i].at - asked[i - 1].at >= std::chrono::milliseconds(2900));
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

TEST_CASE("what heals is known by its status", "[crawl]") {
  struct Row {
    FakeAnswer answer;
    std::size_t times;
  };
  const std::vector<Row> rows = {
      {FakeAnswer{.http_status = 500}, 3},
      {FakeAnswer{.http_status = 502}, 3},
      {FakeAnswer{.http_status = 429}, 3},
      {FakeAnswer{.http_status = 501}, 1},
      {FakeAnswer{.http_status = 403}, 1},
      {FakeAnswer{.http_status = 404}, 1},
      {FakeAnswer::failure(FetchStatus::unreachable, "connection refused"), 3},
      {FakeAnswer::failure(FetchStatus::timed_out, "silence"), 3},
      {FakeAnswer::failure(FetchStatus::tls_error, "expired"), 1},
      {FakeAnswer::failure(FetchStatus::refused_by_policy, "private"), 1},
  };
  for (const Row& row : rows) {
    Site site;
    site.page("/", page_with({}));
    site.fetcher.set("https://partner.example/x", row.answer);
    site.wants.push_back({url("/x")});
    site.crawl();
    INFO(row.answer.http_status << " " << row.answer.detail);
    CHECK(site.fetcher.times_asked("https://partner.example/x") == row.times);
  }
}

TEST_CASE("Retry-After is obeyed in both forms, and told when it is too long", "[crawl]") {
  struct Row {
    std::string value;  // "" and a number: an HTTP date so many seconds from now
    int seconds_from_now;
    std::int64_t at_least, at_most;  // seconds before the second request; 0: there is none
  };
  const std::vector<Row> rows = {
      {"7", 0, 7, 9},
      {"", 9, 8, 11},
      {"-5", 0, 1, 3},
      {"soon", 0, 1, 3},
      {"0", 0, 1, 3},
      {"Wed, 21 Oct 2015 07:28:00 GMT", 0, 1, 3},
      {"1000000000", 0, 0, 0},
      {"31", 0, 0, 0},
      {"", 3600, 0, 0},
      {"99999999999999999999", 0, 1, 3},
      {"Fri, 31 Dec 9999 23:59:59 GMT", 0, 0, 0},
      {"Wed, 21 Oct 5548007 07:28:00 GMT", 0, 1, 3},
  };
  for (const Row& row : rows) {
    Site site;
    site.options.delay_ms = 0;
    site.page("/", page_with({}));
    site.fetcher.set("https://partner.example/x", [&](const FetchRequest&) {
      std::string value = row.value;
      if (value.empty()) {
        const auto when =
            std::chrono::system_clock::to_time_t(std::chrono::system_clock::time_point(
                site.clock.now().time_since_epoch() + std::chrono::seconds(row.seconds_from_now)));
        char text[64];
        std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", std::gmtime(&when));
        value = text;
      }
      return FakeAnswer{.http_status = 429, .headers = "Retry-After: " + value + "\n"};
    });
    site.wants.push_back({url("/x")});
    const Evidence evidence = site.crawl();
    INFO(row.value << " " << row.seconds_from_now);
    std::vector<Instant> at;
    for (const auto& asked : site.fetcher.asked())
      if (asked.request.url == url("/x")) at.push_back(asked.at);
    const Page* page = evidence.find(url("/x"));
    REQUIRE(page != nullptr);
    CHECK(page->http_status == 429);
    if (row.at_most == 0) {
      CHECK(at.size() == 1);
      CHECK(page->fault == FetchFault::retry_later);
      continue;
    }
    REQUIRE(at.size() == 3);
    CHECK(at[1] - at[0] >= std::chrono::seconds(row.at_least));
    CHECK(at[1] - at[0] <= std::chrono::seconds(row.at_most));
    CHECK(page->fault == FetchFault::none);
  }
}

TEST_CASE("one page has its time over all hops and tries", "[crawl]") {
  Site site;
  site.options.max_page_seconds = 40;
  site.options.max_redirects = 20;
  site.page("/", page_with({}));
  for (int i = 0; i < 20; ++i)
    site.fetcher.set("https://partner.example/" + std::to_string(i), [i](const FetchRequest&) {
      FakeAnswer hop = FakeAnswer::redirect("/" + std::to_string(i + 1));
      hop.latency = std::chrono::seconds(6);
      return hop;
    });
  site.fetcher.set("https://partner.example/silent", [&](const FetchRequest& request) {
    FakeAnswer silence = FakeAnswer::failure(FetchStatus::timed_out, "silence");
    silence.latency = std::min<Duration>(request.max_time, std::chrono::seconds(25));
    return silence;
  });
  for (const char* path : {"/0", "/silent"}) site.wants.push_back({url(path)});
  const Evidence evidence = site.crawl();
  CHECK(evidence.find(url("/0"))->fault == FetchFault::total_time);
  CHECK(evidence.find(url("/0"))->hops.size() == 7);
  CHECK(site.fetcher.times_asked("https://partner.example/silent") == 2);
  CHECK(evidence.find(url("/silent"))->status == FetchStatus::timed_out);
}

TEST_CASE("the time of a crawl runs from its beginning, whatever it waits for", "[crawl]") {
  SECTION("the host is busy with another crawl, and slow with its robots.txt") {
    FakeClock clock;
    FakeFetcher fetcher(clock);
    fetcher.set_default([](const FetchRequest& request) {
      FakeAnswer answer = request.url.pathname() == "/robots.txt" ? FakeAnswer{.http_status = 404}
                                                                  : FakeAnswer::html(page_with({}));
      answer.latency = std::chrono::seconds(4);
      return answer;
    });
    Crawler crawler(fetcher, clock);
    std::vector<CrawlSummary> ended;
    for (const std::int64_t seconds : {100, 8})
      crawler.add({.application = application(),
                   .options = {.max_seconds = seconds},
                   .on_done = [&](const Result<Evidence>& evidence) {
                     ended.push_back(evidence.value().crawl());
                   }});
    crawler.run();
    REQUIRE(ended.size() == 2);
    // Its robots.txt was asked for after four seconds and answered after eight.
    CHECK(ended[0].ended == "max_seconds");
    CHECK(ended[0].pages == 0);
    CHECK(ended[0].seconds >= 8);
    CHECK(ended[0].seconds < 9);
    CHECK(ended[1].ended == "satisfied");
  }
  SECTION("the server asks to be left alone for longer") {
    Site site;
    site.options.max_seconds = 5;
    site.fetcher.set("https://partner.example/",
                     FakeAnswer{.http_status = 503, .headers = "Retry-After: 20\n"});
    const Evidence evidence = site.crawl();
    CHECK(evidence.crawl().ended == "max_seconds");
    CHECK(evidence.crawl().seconds >= 5);
    CHECK(evidence.crawl().seconds < 6);
  }
}

TEST_CASE("a site that does not answer does not slow another", "[crawl]") {
  FakeClock clock;
  FakeFetcher fetcher(clock);
  fetcher.set_default([](const FetchRequest& request) {
    if (request.url.hostname() == "bad.example") {
      FakeAnswer silence = FakeAnswer::failure(FetchStatus::timed_out, "silence");
      silence.latency = std::chrono::seconds(20);
      return silence;
    }
    return request.url.pathname() == "/robots.txt" ? FakeAnswer{.http_status = 404}
                                                   : FakeAnswer::html(page_with({"/a", "/b"}));
  });
  Crawler crawler(fetcher, clock);
  std::map<std::string, double> seconds;
  for (const std::string host : {"bad.example", "good.example"})
    crawler.add(
        {.application =
             parse_application(
                 R"({"partner": {"name": "P", "home_page": "https://)" + host + R"(/"}})", "test")
                 .value(),
         .wants =
             [host](const Evidence&) {
               return std::vector{Wish{Url::parse("https://" + host + "/no").value(), true, 4}};
             },
         .on_done =
             [&seconds, host](const Result<Evidence>& evidence) {
               seconds[host] = evidence.value().crawl().seconds;
             }});
  crawler.run();
  CHECK(seconds["bad.example"] > 20);
  CHECK(seconds["good.example"] < 10);
}
