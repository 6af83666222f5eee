#include "crawl/url_pattern.h"

using namespace verify;

TEST_CASE("URLs of one shape share a pattern, plain pages have none", "[crawl]") {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"https://a.example/", ""},
      {"https://a.example/case-studies/acme", ""},
      {"https://a.example/2024/03/15/", "https://a.example/N/N/N"},
      {"https://a.example/news/page-17", "https://a.example/news/page-N"},
      {"https://a.example/list?page=2", "https://a.example/list?page"},
      {"https://a.example/list?b=1&a=2&b=3", "https://a.example/list?a&b"},
      {"https://a.example/s/0a1b2c3d4e5f60718293/x", "https://a.example/s/*/x"},
      {"https://a.example/s/0a1b2c3d4e/x", "https://a.example/s/*/x"},
      {"https://a.example/(S(0a1b2c3d4e5f))/p3", "https://a.example/(S(*))/pN"},
      {"https://a.example/k/x9y8z7w6v", "https://a.example/k/*"},
      {"https://a.example/iso27001-certified", "https://a.example/isoN-certified"},
      {"https://a.example/decade/facade", ""},
      {"https://a.example/shop/f1-f7-f12", "https://a.example/shop/fN"},
      {"https://a.example/a;jsessionid=8F3A", "https://a.example/a;jsessionid"},
      {"https://a.example/up/down/up/down/up/x", "https://a.example/…/ (a folder in itself)"},
  };
  for (const auto& [href, pattern] : rows) {
    INFO(href);
    CHECK(url_pattern(Url::parse(href).value()).shape == pattern);
  }
}

TEST_CASE("addresses with very many folders are of one kind", "[crawl]") {
  const auto shape = [](int folders) {
    std::string href = "https://a.example/";
    for (int i = 0; i < folders; ++i)
      href += std::string(1 + i % 7, static_cast<char>('a' + i / 7)) + "/";
    return url_pattern(Url::parse(href).value()).shape;
  };
  CHECK(shape(64).empty());
  CHECK(shape(65) == "https://a.example/…/ (more than 64 folders)");
  CHECK(shape(150) == shape(65));
}

TEST_CASE("spellings of one address have one key, other pages have others", "[crawl]") {
  const auto key = [](std::string_view href) { return spelling_key(Url::parse(href).value()); };
  for (const char* href :
       {"https://a.example/Some/Page?a=1&b=2", "https://a.example/some//page?b=2&a=1",
        "https://a.example/%73ome/p%61ge/?a=1&b=2", "https://a.example/some/page;id=7?a=1&b=2"})
    CHECK(key(href) == key("https://a.example/some/page?a=1&b=2"));
  for (const char* href :
       {"https://a.example/some/pages?a=1&b=2", "https://a.example/some/page",
        "https://b.example/some/page?a=1&b=2", "https://a.example/some/page?a=1&b=3"})
    CHECK(key(href) != key("https://a.example/some/page?a=1&b=2"));
}

TEST_CASE("numbered hosts have one pattern", "[crawl]") {
  CHECK(host_pattern("m17.mirrors.example.com") == "mN.mirrors.example.com");
  CHECK(host_pattern("www.example.com") == "www.example.com");
}

TEST_CASE("assets are told by their ending", "[crawl]") {
  for (const char* href :
       {"https://a.example/x.PNG", "https://a.example/a/b.pdf", "https://a.example/x.zip?v=1"})
    CHECK(is_asset(Url::parse(href).value()));
  for (const char* href :
       {"https://a.example/", "https://a.example/v1.2/notes", "https://a.example/x.html",
        "https://a.example/x.php", "https://a.example/node.js", "https://a.example/news.xml"})
    CHECK_FALSE(is_asset(Url::parse(href).value()));
}
