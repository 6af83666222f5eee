#include "evidence/made_up.h"

#include <catch2/catch.hpp>

namespace verify::test {
namespace {

Url url(std::string_view href) {
  return Url::parse(href).value();
}

Document document(std::string_view href, std::string text, std::string_view canonical = {}) {
  Document out{.url = url(href)};
  out.text = std::move(text);
  if (!canonical.empty()) out.canonical = url(canonical);
  return out;
}

std::string prose(std::string_view about) {
  std::string out;
  for (int i = 0; i < 12; ++i)
    out += "Sentence " + std::to_string(i) + " says how " + std::string(about) +
           " helped a customer to get value out of what it knows.\n";
  return out;
}

}  // namespace

TEST_CASE("a made-up address differs from a page's in its last part", "[evidence]") {
  const struct {
    std::string_view page;
    std::string_view key;  // empty: there is none
  } rows[] = {
      {"https://a.example/case-studies/acme", "https://a.example/case-studies/*"},
      {"https://a.example/case-studies/acme/", "https://a.example/case-studies/*/"},
      {"https://a.example/cases/acme.html?x=1#y", "https://a.example/cases/*.html"},
      {"http://a.example:8080/ml", "http://a.example:8080/*"},
      {"https://a.example/v1.2-release", "https://a.example/*"},
      {"https://a.example/2024/acme", "https://a.example/2024/*"},
      {"https://a.example/.well-known", "https://a.example/*"},
      // The home page of a site or folder.
      {"https://a.example/", ""},
      {"https://a.example/index.php", ""},
      {"https://a.example/en/Default.aspx", ""},
      {"https://a.example/news/4711", ""},
      // The page is known by the part before.
      {"https://a.example/questions/4711/how-to", ""},
      {"https://a.example/p/8f14e45f-99ab/acme", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.page);
    const auto key = made_up_key(url(row.page));
    CHECK(key.value_or("") == row.key);
    const auto made_up = made_up_address(url(row.page), "today");
    REQUIRE(made_up.has_value() == key.has_value());
    if (!made_up) continue;
    CHECK(made_up_key(*made_up) == key);
    CHECK(page_key(*made_up) != page_key(url(row.page)));
    CHECK(made_up == made_up_address(url(row.page), "today"));
    CHECK(made_up != made_up_address(url(row.page), "tomorrow"));
  }
}

TEST_CASE("a page that shows what a made-up address shows is told by its text", "[evidence]") {
  const Url asked = url("https://a.example/cases/acme");
  const Document page = document("https://a.example/cases/acme", prose("Acme"));
  const struct {
    std::string_view what;
    Document made_up;
    bool same;
  } rows[] = {
      {"the same text", document("https://a.example/cases/xyz", prose("Acme")), true},
      {"one sentence more, that names the address",
       document("https://a.example/cases/xyz", prose("Acme") + "You asked for xyz."), true},
      {"another page", document("https://a.example/cases/xyz", prose("Bolt")), false},
      {"what stands around every page",
       document("https://a.example/cases/xyz", prose("Acme").substr(0, 500)), false},
      {"no text", document("https://a.example/cases/xyz", ""), false},
      {"the server leads to the page", document("https://www.a.example/cases/acme/", prose("Acme")),
       false},
      {"the page has many names",
       document("https://a.example/cases/xyz", prose("Acme"), "https://a.example/cases/acme"),
       false},
      {"it calls itself canonical",
       document("https://a.example/cases/xyz", prose("Acme"), "https://a.example/cases/xyz"), true},
  };
  for (const auto& row : rows) {
    INFO(row.what);
    CHECK(shows_the_same(asked, page, row.made_up) == row.same);
  }
  // Both are sent to the entrance, as all that is gone; to a page of its own, which is judged by
  // what it says.
  const Document home = document("https://a.example/", "Welcome to our site.");
  CHECK(shows_the_same(asked, home, home));
  const Document moved = document("https://a.example/stories", prose("Acme"));
  CHECK_FALSE(shows_the_same(asked, moved, moved));
  CHECK_FALSE(shows_the_same(asked, document("https://a.example/cases/acme", ""),
                             document("https://a.example/cases/xyz", "")));
}

}  // namespace verify::test
