#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "crawl/site.h"
#include "support/fake_file_reader.h"
#include "support/with_etags.h"

namespace verify::test {

inline FakeAnswer typed(std::string_view type, std::string body) {
  return {.headers = "Content-Type: " + std::string(type) + "\n", .body = std::move(body)};
}

// A small site in a table that can be changed between crawls.
struct World {
  FakeClock clock;
  FakeFetcher fetcher{clock};
  std::map<std::string, FakeAnswer> pages = {
      {"/", FakeAnswer::html(page_with({"/a", "/b", "/file.pdf"}))},
      {"/a", FakeAnswer::html(page_with({"/a/story", "/a/other"}))},
      {"/b", FakeAnswer::html(page_with({}))},
      {"/a/story", FakeAnswer::html(page_with({}))},
      {"/a/other", FakeAnswer::html(page_with({}))},
      {"/moved", FakeAnswer::redirect("/b")},
      {"/file.pdf", typed("application/pdf", "%PDF-1.4")},
      {"/robots.txt", typed("text/plain", "User-agent: *\nAllow: /\n")},
      {"/sitemap.xml", typed("application/xml", "<urlset></urlset>")}};
  bool etags = true;
  std::string home = std::string(kHome);
  std::string basis = "1";
  CrawlOptions options;
  std::vector<Wish> wants = {{url("/a/story"), true, 4, ""},
                             {url("/hidden"), true, 4, ""},
                             {url("/file.pdf"), false, 0, ""}};
  int wanted = 0;  // how often the wishes were asked for
  FileText file = file_text({{"The text of the file"}});
  FakeFileReader reader{[this](const FileJob&) { return file; }};

  World() {
    fetcher.set_default([this](const FetchRequest& request) {
      const auto found = pages.find(std::string(request.url.path_and_search()));
      const FakeAnswer answer =
          found != pages.end() ? found->second : FakeAnswer{.http_status = 404};
      return etags ? with_etag(answer, request.if_none_match) : answer;
    });
  }

  Evidence crawl(const Evidence* previous) {
    std::optional<Evidence> out;
    Crawler crawler(fetcher, clock, nullptr, &reader);
    CrawlJob job{.application = application(home), .options = options};
    wanted = 0;
    job.wants = [this](const Evidence&) { return ++wanted, wants; };
    job.basis = basis;
    job.previous = previous;
    job.on_done = [&](Result<Evidence> result) { out = std::move(result.value()); };
    crawler.add(std::move(job));
    crawler.run();
    return std::move(out.value());
  }
};

/// Something that differs the next time.
struct WorldChange {
  std::string_view what;
  std::function<void(World&)> change;
  bool tagged = true;  ///< the server's tags say so
};
inline std::vector<WorldChange> world_changes() {
  return {
      {"the home page", [](World& w) { w.pages["/"].body += "<p>more"; }},
      {"a page in the middle", [](World& w) { w.pages["/a"].body += "<a href='/new'>new</a>"; }},
      {"the last page", [](World& w) { w.pages["/a/other"].body += "<a href='/hidden'>h</a>"; }},
      {"a page with another type", [](World& w) { w.pages["/b"] = typed("text/plain", "b"); }},
      {"a coding of the same bytes",
       [](World& w) { w.pages["/b"].headers += "Content-Encoding: gzip\n"; }, false},
      {"a page that is gone", [](World& w) { w.pages.erase("/b"); }},
      {"a page that was gone",
       [](World& w) {
         w.pages["/hidden"] = FakeAnswer::html(page_with({}));
         w.pages["/b"].body += "<a href='/hidden'>h</a>";
       }},
      {"a redirect", [](World& w) { w.pages["/b"] = FakeAnswer::redirect("/a"); }},
      {"a robot's rule",
       [](World& w) { w.pages["/robots.txt"].body = "User-agent: *\nDisallow: /b\n"; }},
      {"no robots.txt", [](World& w) { w.pages.erase("/robots.txt"); }},
      {"the sitemap",
       [](World& w) {
         w.pages["/sitemap.xml"].body =
             "<urlset><loc>https://partner.example/hidden</loc></urlset>";
       }},
      {"no sitemap", [](World& w) { w.pages.erase("/sitemap.xml"); }},
      {"the file", [](World& w) { w.pages["/file.pdf"].body += " more"; }},
      {"what is said of anything",
       [](World& w) {
         w.fetcher.set_default([&w](const FetchRequest& request) {
           const auto found = w.pages.find(std::string(request.url.path_and_search()));
           return found != w.pages.end() ? found->second : FakeAnswer::html("<p>anything");
         });
       }},
      {"other wishes",
       [](World& w) {
         w.basis = "2";
         w.wants.push_back({url("/moved"), false, 0, ""});
       }},
      {"fewer pages", [](World& w) { w.options.max_pages = 3; }}};
}

}  // namespace verify::test
