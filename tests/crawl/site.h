#pragma once

#include <atomic>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "support/fake_fetcher.h"
#include "verify/crawl.h"

namespace verify::test {

inline constexpr std::string_view kHome = "https://partner.example/";

inline Application application(std::string_view home = kHome) {
  return parse_application(
             R"({"partner": {"name": "Partner", "home_page": ")" + std::string(home) + "\"}}",
             "test")
      .value();
}

inline std::string page_with(std::initializer_list<std::string_view> links,
                             std::string_view more = "") {
  std::string html =
      "<!doctype html><title>Page</title><p>We help companies to get value out of their data, from "
      "the first idea to a model that runs in production, and we stay with them afterwards. Our "
      "team has done so for ten years in many industries, and it likes to tell how.</p>";
  for (const std::string_view link : links)
    html += "<a href='" + std::string(link) + "'>to " + std::string(link) + "</a>";
  return html + std::string(more);
}

inline Url url(std::string_view href) {
  return Url::parse(href, Url::parse(kHome).value()).value();
}

// A crawl of one site that wishes for clicks to some of its pages.
struct Site {
  FakeClock clock;
  FakeFetcher fetcher{clock};
  CrawlOptions options;
  std::vector<Wish> wants;

  void page(std::string_view path, std::string html) {
    fetcher.set(std::string(url(path).href()), FakeAnswer::html(std::move(html)));
  }
  void wish(std::string_view path, int clicks = 4) {
    wants.push_back({url(path), true, clicks, ""});
  }

  Evidence crawl(const std::atomic<bool>* stop = nullptr) {
    std::optional<Evidence> out;
    Crawler crawler(fetcher, clock);
    crawler.add({.application = application(),
                 .options = options,
                 .wants = [this](const Evidence&) { return wants; },
                 .on_done = [&](Result<Evidence> result) { out = std::move(result.value()); }});
    crawler.run(stop);
    return std::move(out.value());
  }
  bool asked(std::string_view path) const { return fetcher.times_asked(url(path).href()) > 0; }
};

inline std::vector<std::string> texts(const PathAnswer& path) {
  std::vector<std::string> out;
  for (const Click& click : path.clicks) out.push_back(click.text);
  return out;
}

}  // namespace verify::test
