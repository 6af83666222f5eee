#include <unistd.h>

#include <iostream>

#include "commands.h"
#include "running.h"
#include "verify/safe_text.h"

namespace verify::cli {
namespace {

void show_progress(const CrawlProgress& progress) {
  std::cerr << "\r\033[K" << progress.pages << " pages, " << progress.waiting << " waiting  "
            << safe_text(progress.url, 100) << std::flush;
}

}  // namespace

Result<Evidence> crawl_once(CrawlJob job, const Network& network, bool quiet) {
  const ScratchFolder scratch;
  if (job.evidence_file.empty()) job.evidence_file = scratch.file("evidence.warc.gz");
  const bool on_terminal = !quiet && isatty(STDERR_FILENO) != 0;
  if (on_terminal) job.on_progress = &show_progress;
  Result<Evidence> result =
      std::unexpected(Error{Error::Code::unreadable, "the crawl did not end"});
  job.on_done = [&](Result<Evidence> evidence) { result = std::move(evidence); };

  const StopOnSignal signals;
  const auto fetcher = make_curl_fetcher(network.fetcher, system_clock());
  const auto files = make_child_file_reader({.program = file_reader_program()});
  Crawler crawler(*fetcher, system_clock(), nullptr, files.get());
  crawler.add(std::move(job));
  crawler.run(&signals.requested());
  if (on_terminal) std::cerr << "\r\033[K" << std::flush;
  if (!quiet && result && result->crawl().ended == "interrupted")
    tell("interrupted: what follows speaks of what was seen so far");
  return result;
}

}  // namespace verify::cli
