#include <catch2/catch.hpp>

#include "support/evidence_builder.h"

namespace verify::test {
namespace {

const Url kWork = *Url::parse("https://partner.example/work");

TEST_CASE("a page that sends its visitors to the home page is the home page", "[evidence]") {
  const Evidence evidence =
      EvidenceBuilder(plain_application())
          .html("https://partner.example/", "<h1>Hello</h1><a href=/work>Our work</a>")
          .redirected({"https://partner.example/work", "https://partner.example/"},
                      "<h1>Hello</h1>")
          .build();
  CHECK(evidence.path_to(kWork).kind == PathAnswer::Kind::is_home);
}

TEST_CASE("a way leads over a page that failed when it was sent to once more", "[evidence]") {
  const Evidence evidence =
      EvidenceBuilder(plain_application())
          .html("https://partner.example/", "<h1>Hello</h1><a href=/a>A</a>")
          .html("https://partner.example/b", "<h1>B</h1><a href=/work>Our work</a>")
          .redirected({"https://partner.example/a", "https://partner.example/b"}, "<p>no</p>", 403)
          .html("https://partner.example/work", "<h1>Work</h1>")
          .build();
  const PathAnswer answer = evidence.path_to(kWork);
  REQUIRE(answer.kind == PathAnswer::Kind::found);
  REQUIRE(answer.clicks.size() == 2);
  CHECK(answer.clicks[0].text == "A");
  CHECK(answer.clicks[1].text == "Our work");
  CHECK(evidence.pages()[answer.clicks[1].from].final_url.href() == "https://partner.example/b");
}

TEST_CASE("nothing is absent where a page was too much to be read whole", "[evidence]") {
  std::string deep, links = "<base href='/" + std::string(15'000, 'a') + "/'>";
  for (int i = 0; i < 600; ++i) deep += "<div>";
  for (int i = 0; i < 2000; ++i) links += "<a href=" + std::to_string(i) + ">x</a>";
  for (const std::string& more : {deep + "<a href=/work>x</a>", links}) {
    const Evidence evidence =
        EvidenceBuilder(plain_application())
            .html("https://partner.example/", "<h1>Hello</h1><a href=/b>B</a>")
            .html("https://partner.example/b", "<h1>B</h1>" + more)
            .build();
    INFO(more.substr(0, 20));
    CHECK(evidence.path_to(kWork).kind != PathAnswer::Kind::not_found);
  }
}

TEST_CASE("nothing is absent behind a wall that answers 200", "[evidence]") {
  struct Row {
    const char* wall;
    const char* where;
    bool hides = true;
  };
  const char* const log_in =
      "<title>Sign in</title><h1>Sign in</h1><form><input name=u><input type=password><button>Sign "
      "in</button></form><p>Please sign in to continue.";
  const Row rows[] = {
      {"<title>Security check</title><h1>Please verify you are a human</h1><p>Access to this page "
       "has been denied because we believe you are using automation tools.<div "
       "id=px-captcha></div><script src=/px/captcha.js></script>",
       "/stories"},
      {log_in, "/stories"},
      // A visitor who is sent to log in where it says so has missed nothing.
      {log_in, "/login", false},
      {log_in, "/connect/account", false},
      {log_in, "https://login.partner.example/?to=here", false},
      {log_in, "/compte-rendu"},
      {log_in, "/portal/stories"},
      {log_in, "/accounting-for-connected-cars"},
      {"<title>Before you continue</title><h1>Before you continue</h1><p>We use cookies. Please "
       "choose which cookies you accept.<button>Accept all</button><button>Reject</button>",
       "/stories"},
      {"<div id=root></div><noscript>You need to enable JavaScript to run this "
       "app.</noscript><p>One "
       "moment<a href=/>1</a><a href=/a>2</a><a href=/b>3</a><script src=/app.js></script>",
       "/stories"},
      {"<html><body></body></html>", "/stories"},
      {"<h1>Stories</h1><p>We have none to tell yet.", "/stories", false},
  };
  for (const Row& row : rows) {
    const bool whole = std::string_view(row.where).starts_with("https:");
    const std::string where = (whole ? "" : "https://partner.example") + std::string(row.where);
    INFO(where << " " << row.wall);
    const Evidence on_the_way =
        EvidenceBuilder(plain_application())
            .html("https://partner.example/",
                  "<h1>Hello</h1><a href='" + std::string(row.where) + "'>More</a>")
            .html(where, row.wall)
            .build();
    CHECK((on_the_way.path_to(kWork).kind == PathAnswer::Kind::blocked) == row.hides);
    const Evidence at_home =
        EvidenceBuilder(plain_application()).html("https://partner.example/", row.wall).build();
    const bool wall = row.hides || row.wall == log_in;
    CHECK((at_home.path_to(kWork).kind == PathAnswer::Kind::blocked) == wall);
  }
}

TEST_CASE("nothing is absent that is shown in a frame or comes by itself, though it was asked for",
          "[evidence]") {
  for (const char* way :
       {"<iframe src=/work></iframe>", "<meta http-equiv=refresh content='5; url=/work'>",
        "<form action=/work><button>Work</button></form>"}) {
    INFO(way);
    const Evidence evidence =
        EvidenceBuilder(plain_application())
            .html("https://partner.example/", "<h1>Hello</h1>" + std::string(way))
            .html("https://partner.example/work", "<h1>Our work</h1>")
            .build();
    CHECK(evidence.path_to(kWork).kind == PathAnswer::Kind::unknown);
  }
}

TEST_CASE("a log-in elsewhere that sends back is in the way, another site is not", "[evidence]") {
  const auto path = [](const char* gate, const char* link) {
    return EvidenceBuilder(plain_application())
        .html("https://partner.example/",
              "<h1>Hello</h1><a href=" + std::string(link) + ">Stories</a>")
        .redirected({"https://partner.example" + std::string(link), gate},
                    "<title>Sign in</title><h1>Sign in</h1><form><input name=u><input "
                    "type=password><button>Sign in</button></form>")
        .build()
        .path_to(kWork)
        .kind;
  };
  const char* const back = "https://sso.example.net/?to=https%3A%2F%2Fpartner.example%2Fstories";
  CHECK(path(back, "/stories") == PathAnswer::Kind::blocked);
  CHECK(path(back, "/login") == PathAnswer::Kind::not_found);
  CHECK(path("https://social.example.net/partner", "/stories") == PathAnswer::Kind::not_found);
}

TEST_CASE("a page with a log-in beside its links is no wall before them", "[evidence]") {
  const Evidence evidence =
      EvidenceBuilder(plain_application())
          .html("https://partner.example/",
                "<title>Acme</title><h1>Acme</h1><a href=/work>Our work</a><h2>Customer "
                "login</h2><form><input name=u><input type=password><button>Login</button></form>")
          .html("https://partner.example/work", "<h1>Our work</h1>")
          .build();
  CHECK(evidence.path_to(kWork).kind == PathAnswer::Kind::found);
}

TEST_CASE("a page is listed where one of the first 50,000 places of a sitemap says so",
          "[evidence]") {
  std::string list;
  for (int i = 0; i < 50'000; ++i)
    list += "<loc>https://partner.example/" + std::to_string(i) + "</loc>";
  const auto path = [](const std::string& sitemap) {
    return EvidenceBuilder(plain_application())
        .html("https://partner.example/", "<h1>Hello</h1>")
        .sitemap("https://partner.example/sitemap.xml", "<urlset></urlset>")
        .sitemap("https://partner.example/more.xml", sitemap)
        .build()
        .path_to(kWork)
        .kind;
  };
  const std::string work = "<loc>" + std::string(kWork.href()) + "</loc>";
  CHECK(path(work + list) == PathAnswer::Kind::sitemap_only);
  CHECK(path(list + work) == PathAnswer::Kind::not_found);
}

TEST_CASE("nothing is absent where scripts or frames may lead on", "[evidence]") {
  const auto path = [](std::string home) {
    return EvidenceBuilder(plain_application())
        .html("https://partner.example/", std::move(home))
        .build()
        .path_to(kWork);
  };
  CHECK(path("<h1>Hello</h1><a href='#'>Work</a>").kind == PathAnswer::Kind::not_found);
  const PathAnswer answer = path("<h1>Hello</h1><a onclick=\"location.href='/work'\">Work</a>");
  CHECK(answer.kind == PathAnswer::Kind::unknown);
  CHECK(path("<h1>Hello</h1><iframe src=/stories></iframe>").kind == PathAnswer::Kind::unknown);
  CHECK(path("<h1>Hello</h1><iframe src=https://video.example/1></iframe>").kind ==
        PathAnswer::Kind::not_found);
  CHECK(path("<h1>Hello</h1><meta http-equiv=refresh content='5; url=/next'>").kind ==
        PathAnswer::Kind::unknown);
  for (const char* button : {"<form action='#'><button>Close</button></form>",
                             "<form action=https://book.example/x><button>Book</button></form>",
                             "<a href=/a>A</a><form action=/a><button>A</button></form>"})
    CHECK(path("<h1>Hello</h1>" + std::string(button)).kind == PathAnswer::Kind::not_found);
  CHECK(path("<h1>Hello</h1><form action=/a><button>A</button></form>").kind ==
        PathAnswer::Kind::unknown);
  CHECK(path("<h1>Hello</h1><meta http-equiv=refresh content='600'>").kind ==
        PathAnswer::Kind::not_found);
  CHECK(answer.why.find("https://partner.example/") != std::string::npos);
}

}  // namespace
}  // namespace verify::test
