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
  CHECK(answer.why.find("https://partner.example/") != std::string::npos);
}

}  // namespace
}  // namespace verify::test
