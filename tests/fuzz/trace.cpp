#include "fuzz/input.h"
#include "fuzz/targets.h"
#include "verify/recheck.h"

namespace verify::fuzz {

/// The way of an earlier crawl, as it is kept beside the evidence.
void trace(std::string_view input) {
  const auto read = read_trace(input);
  if (!read) return;
  require(!read->steps.empty(), "a trace has steps");
  for (const CrawlTrace::Step& step : read->steps) {
    require(!step.hops.empty() && step.hops.front().http_status != 0, "a step was asked for");
    for (const CrawlTrace::Hop& hop : step.hops)
      require(Url::parse(hop.url.href()) == hop.url, "an address is a URL");
  }
  const std::string written = write_trace(*read);
  const auto again = read_trace(written);
  require(again && write_trace(*again) == written, "what is written reads back");
}

}  // namespace verify::fuzz
