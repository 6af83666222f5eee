#pragma once

#include <string>

#include "support/fake_fetcher.h"
#include "support/fixture_site.h"
#include "support/probe_question.h"
#include "verify/crawl.h"
#include "verify/report.h"

namespace verify::test {

/// What a screening of a fixture sees through the network in memory, with the files it submits.
inline Evidence crawl_fixture(const FixtureSite& site, const std::string& application,
                              const Checklist& pack, const Date& as_of) {
  FakeClock clock;
  FakeFetcher fetcher(clock);
  fetcher.set_default([&](const FetchRequest& request) {
    return site.answer(request.url.hostname(), request.url.path_and_search());
  });
  std::optional<Evidence> evidence;
  CrawlOptions options;
  options.delay_ms = 0;
  Crawler crawler(fetcher, clock);
  crawler.add(
      {.application = parse_application(application, "application.json").value(),
       .files = site.submitted_files(),
       .options = options,
       .wants = [&](const Evidence& seen) { return wishes(seen, pack, bundled_lexicons(), as_of); },
       .on_done = [&](Result<Evidence> result) { evidence = std::move(result.value()); }});
  crawler.run();
  return std::move(*evidence);
}

}  // namespace verify::test
