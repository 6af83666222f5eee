// What a crawl makes of answers: redirects, robots.txt, what is a page and what is none.
#include "crawl/site.h"
#include "verify/robots.h"

using namespace verify;
using namespace verify::test;

TEST_CASE("robots.txt is asked for before anything else of an origin", "[crawl]") {
  Site site;
  site.page("/", page_with({}));
  site.crawl();
  REQUIRE(site.fetcher.asked_urls().size() == 2);
  CHECK(site.fetcher.asked_urls()[0] == "https://partner.example/robots.txt");
  CHECK(site.fetcher.asked_urls()[1] == kHome);
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

TEST_CASE("of very many pages that robots.txt forbids some are kept, and none is called absent",
          "[crawl]") {
  Site site;
  site.fetcher.set(
      "https://partner.example/robots.txt",
      FakeAnswer{.headers = "Content-Type: text/plain\n", .body = "User-agent: *\nDisallow: /x\n"});
  std::string links;
  const auto word = [](int i) {
    std::string out;
    for (; out.size() < 4; i /= 26) out += static_cast<char>('a' + i % 26);
    return "/x/" + out;
  };
  for (int i = 0; i < 3000; ++i) links += "<a href='" + word(i) + "'>page</a>";
  site.page("/", page_with({}, links + "<a href='/free'>free</a>"));
  site.page("/free", page_with({}));
  site.wish("/acme");
  site.wish(word(2999));
  const Evidence evidence = site.crawl();
  CHECK(evidence.pages().size() < 1100);
  CHECK(site.asked("/free"));
  CHECK(evidence.path_to(url("/acme")).kind == PathAnswer::Kind::blocked);
  // What is looked for is told whatever its number.
  REQUIRE(evidence.find(url(word(2999))) != nullptr);
  CHECK(evidence.find(url(word(2999)))->status == FetchStatus::refused_by_robots);
}

TEST_CASE("a page that sends on by itself is resolved against its base", "[crawl]") {
  Site site;
  site.page("/", page_with({"/a/start"}));
  site.page("/a/start",
            "<base href='/b/'><meta http-equiv=refresh content='0; url=practice'><p>Wait.");
  site.page("/b/practice", page_with({}));
  site.wish("/a/start");
  const Evidence evidence = site.crawl();
  REQUIRE(evidence.find(url("/a/start")) != nullptr);
  CHECK(evidence.find(url("/a/start"))->final_url == url("/b/practice"));
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

TEST_CASE("robots.txt: what cannot be had, or only in part, is no permission", "[crawl]") {
  struct Row {
    FakeAnswer robots;
    FetchStatus home;
  };
  const std::vector<Row> rows = {
      {FakeAnswer{.http_status = 429}, FetchStatus::refused_by_robots},
      {FakeAnswer{.http_status = 206}, FetchStatus::refused_by_robots},
      {FakeAnswer{.http_status = 304}, FetchStatus::refused_by_robots},
      {FakeAnswer{.http_status = 204}, FetchStatus::ok},
      {FakeAnswer{.headers = "Content-Encoding: gzip\n", .body = "no gzip at all"},
       FetchStatus::unreachable},
  };
  for (const Row& row : rows) {
    Site site;
    site.page("/", page_with({}));
    site.fetcher.set("https://partner.example/robots.txt", row.robots);
    const Evidence evidence = site.crawl();
    INFO(row.robots.http_status);
    REQUIRE(evidence.home() != nullptr);
    CHECK(evidence.home()->status == row.home);
    CHECK(site.asked("/") == (row.home == FetchStatus::ok));
  }
}

TEST_CASE("robots.txt is asked for with its limit, and cut there", "[crawl]") {
  Site site;
  site.page("/", page_with({}));
  site.crawl();
  const FetchRequest& robots = site.fetcher.asked().front().request;
  CHECK(robots.max_bytes == Robots::kMaxBytes);
  CHECK(robots.cut_at_max_bytes);
  CHECK_FALSE(site.fetcher.asked().back().request.cut_at_max_bytes);
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

TEST_CASE("a redirect that is not plain leads nowhere", "[crawl]") {
  struct Row {
    FakeAnswer answer;
    FetchStatus status;
    FetchFault fault;
  };
  const std::string endless = "/" + std::string(Url::kMaxLength, 'x');
  const std::vector<Row> rows = {
      {FakeAnswer{.http_status = 302, .headers = "Location: /a\nLocation: /b\n"},
       FetchStatus::redirect_loop, FetchFault::redirect_nowhere},
      {FakeAnswer{.http_status = 302, .headers = "Location: /ok\nLocation: /ok\n"}, FetchStatus::ok,
       FetchFault::none},
      {FakeAnswer{.http_status = 302, .headers = "Location:\n"}, FetchStatus::redirect_loop,
       FetchFault::redirect_nowhere},
      {FakeAnswer::redirect("http://"), FetchStatus::redirect_loop, FetchFault::redirect_nowhere},
      {FakeAnswer::redirect(endless), FetchStatus::refused_by_policy, FetchFault::url_too_long},
      {FakeAnswer::redirect("ftp://partner.example/"), FetchStatus::refused_by_policy,
       FetchFault::scheme_not_http},
      {FakeAnswer::redirect("/odd", 300), FetchStatus::http_error, FetchFault::none},
      {FakeAnswer::redirect("/odd", 304), FetchStatus::http_error, FetchFault::none},
      {FakeAnswer::redirect("/odd", 399), FetchStatus::http_error, FetchFault::none},
  };
  for (const Row& row : rows) {
    Site site;
    site.page("/ok", page_with({}));
    site.page("/odd", page_with({}));
    site.fetcher.set(std::string(kHome), row.answer);
    const Evidence evidence = site.crawl();
    INFO(row.answer.http_status << " " << row.answer.headers.substr(0, 60));
    REQUIRE(evidence.home() != nullptr);
    CHECK(evidence.home()->status == row.status);
    CHECK(to_string(evidence.home()->fault) == to_string(row.fault));
    CHECK_FALSE(site.asked("/a"));
    CHECK_FALSE(site.asked("/odd"));
  }
}

TEST_CASE("an answer without a page is none, plain text is read", "[crawl]") {
  const auto typed = [](std::string_view type, std::string body, int status = 200) {
    return FakeAnswer{.http_status = status,
                      .headers = "Content-Type: " + std::string(type) + "\n",
                      .body = std::move(body)};
  };
  struct Row {
    FakeAnswer answer;
    FetchStatus status;
    std::string_view text;
  };
  const std::vector<Row> rows = {
      {typed("text/html", "<p>part", 206), FetchStatus::http_error, ""},
      {typed("text/html", "", 204), FetchStatus::ok, ""},
      {typed("text/html", "", 205), FetchStatus::ok, ""},
      {typed("text/plain; charset=utf-8", "<h1>a & b</h1>"), FetchStatus::ok, "<h1>a & b</h1>"},
      {FakeAnswer{.body = "<p>no type"}, FetchStatus::ok, "no type"},
      {FakeAnswer{.body = std::string("\0\1\2", 3)}, FetchStatus::unsupported_type, ""},
      {typed("text/html", "%PDF-1.4 and so on"), FetchStatus::unsupported_type, ""},
      {typed("text/html", "\x89PNG\r\n\x1a\n"), FetchStatus::unsupported_type, ""},
      {typed("text/html", "\x1f\x8b\x08 gzip that nobody declared"), FetchStatus::unsupported_type,
       ""},
      {typed("application/octet-stream", "?"), FetchStatus::unsupported_type, ""},
  };
  for (const Row& row : rows) {
    Site site;
    site.fetcher.set(std::string(kHome), row.answer);
    const Evidence evidence = site.crawl();
    INFO(row.answer.http_status << " " << row.answer.headers << row.answer.body);
    const Page* home = evidence.home();
    REQUIRE(home != nullptr);
    CHECK(home->status == row.status);
    const Document* document = evidence.document(*home);
    CHECK((document != nullptr) == (row.status == FetchStatus::ok));
    if (document != nullptr) CHECK(document->text == row.text);
  }
}

TEST_CASE("a link that leads to the page by a redirect is a path", "[crawl]") {
  Site site;
  site.page("/", page_with({"/short"}));
  site.fetcher.set("https://partner.example/short", FakeAnswer::redirect("/customers/acme"));
  site.page("/customers/acme", page_with({}));
  site.wish("/customers/acme");
  CHECK(site.crawl().path_to(url("/customers/acme")).kind == PathAnswer::Kind::found);
}
