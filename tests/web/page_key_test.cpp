#include <catch2/catch.hpp>

#include "verify/url.h"

namespace verify::test {
namespace {

std::string key(std::string_view text) {
  const auto url = Url::parse(text);
  REQUIRE(url);
  return page_key(*url);
}

}  // namespace

TEST_CASE("page_key joins the spellings of one page", "[web]") {
  struct Row {
    std::string_view a, b;
  };
  const auto row = GENERATE(values<Row>({
      {"http://www.example.com/", "https://example.com"},
      {"https://example.com/a/", "https://example.com/a"},
      {"https://example.com/a/index.html", "https://example.com/a"},
      {"https://example.com/Default.aspx", "https://example.com/"},
      {"https://example.com/a#part", "https://example.com/a"},
      {"https://example.com/a?utm_source=x&id=1&gclid=2", "https://example.com/a?id=1"},
      {"https://example.com/a?fbclid=1", "https://example.com/a/"},
      {"https://example.com:443/a?", "https://example.com/a"},
  }));
  CHECK(key(row.a) == key(row.b));
}

TEST_CASE("page_key keeps different pages apart", "[web]") {
  struct Row {
    std::string_view a, b;
  };
  const auto row = GENERATE(values<Row>({
      {"https://example.com/a", "https://example.com/b"},
      {"https://example.com/a", "https://example.com/A"},
      {"https://example.com/a?id=1", "https://example.com/a?id=2"},
      {"https://example.com/index.pdf", "https://example.com/"},
      {"https://example.com:8080/", "https://example.com/"},
      {"https://blog.example.com/", "https://example.com/"},
  }));
  CHECK(key(row.a) != key(row.b));
}

TEST_CASE("registrable domains follow the public suffix list", "[web]") {
  CHECK(registrable_domain("www.example.co.uk") == "example.co.uk");
  CHECK(registrable_domain("example.com") == "example.com");
  CHECK(registrable_domain("a.b.example.github.io") == "example.github.io");
  CHECK(registrable_domain("co.uk") == "co.uk");
  CHECK(registrable_domain("127.0.0.1") == "127.0.0.1");
  CHECK(registrable_domain("[::1]") == "[::1]");
  CHECK(registrable_domain("localhost") == "localhost");
  CHECK(
      same_site(*Url::parse("https://www.example.com/"), *Url::parse("http://blog.example.com/")));
  CHECK_FALSE(same_site(*Url::parse("https://a.github.io/"), *Url::parse("https://b.github.io/")));
}

}  // namespace verify::test
