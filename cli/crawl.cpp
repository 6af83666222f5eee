#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <iostream>

#include "commands.h"
#include "verify/safe_text.h"

namespace verify::cli {
namespace {

std::atomic<bool> stop_requested{false};

extern "C" void request_stop(int) {
  stop_requested.store(true, std::memory_order_relaxed);
}

// While it lives, SIGINT and SIGTERM end the crawl with its evidence so far. A second one kills as
// usual.
class StopOnSignal {
 public:
  StopOnSignal() {
    struct sigaction action{};
    action.sa_handler = &request_stop;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigaction(SIGINT, &action, &old_int_);
    sigaction(SIGTERM, &action, &old_term_);
  }
  ~StopOnSignal() {
    sigaction(SIGINT, &old_int_, nullptr);
    sigaction(SIGTERM, &old_term_, nullptr);
  }
  StopOnSignal(const StopOnSignal&) = delete;
  StopOnSignal& operator=(const StopOnSignal&) = delete;

 private:
  struct sigaction old_int_{};
  struct sigaction old_term_{};
};

// Evidence nobody asked to keep still goes to a file, so that a large site does not fill the
// memory.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "verify-XXXXXX").string();
    if (mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~ScratchFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  std::filesystem::path file() const { return path_.empty() ? path_ : path_ / "evidence.warc.gz"; }

 private:
  std::filesystem::path path_;
};

void show_progress(const CrawlProgress& progress) {
  std::cerr << "\r\033[K" << progress.pages << " pages, " << progress.waiting << " waiting  "
            << safe_text(progress.url, 100) << std::flush;
}

}  // namespace

Result<Evidence> crawl_once(CrawlJob job, const Network& network, bool quiet) {
  const ScratchFolder scratch;
  if (job.evidence_file.empty()) job.evidence_file = scratch.file();
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
  crawler.run(&stop_requested);
  if (on_terminal) std::cerr << "\r\033[K" << std::flush;
  return result;
}

}  // namespace verify::cli
