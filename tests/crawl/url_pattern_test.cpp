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
      {"https://a.example/up/down/up/down/up/x", "https://a.example/…/up/…"},
  };
  for (const auto& [href, pattern] : rows) {
    INFO(href);
    CHECK(url_pattern(Url::parse(href).value()) == pattern);
  }
}

TEST_CASE("assets are told by their ending", "[crawl]") {
  for (const char* href :
       {"https://a.example/x.PNG", "https://a.example/a/b.pdf", "https://a.example/app.js?v=1"})
    CHECK(is_asset(Url::parse(href).value()));
  for (const char* href : {"https://a.example/", "https://a.example/v1.2/notes",
                           "https://a.example/x.html", "https://a.example/x.php"})
    CHECK_FALSE(is_asset(Url::parse(href).value()));
}
