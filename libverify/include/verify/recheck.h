#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verify/crawl.h"
#include "verify/evidence.h"
#include "verify/fetch.h"

namespace verify {

/// The way a crawl went, in short: what it asked for and what the answers were known by. Enough to
/// ask for all of it again and to tell whether anything is different; what it saw is in its
/// evidence. A plain value.
struct CrawlTrace {
  enum class Kind { page, robots, sitemap, made_up };
  struct Hop {
    Url url;
    int http_status = 0;  ///< 0: robots.txt forbids it, and it was not asked for
  };
  /// One chain of requests, and what its last answer was.
  struct Step {
    Kind kind = Kind::page;
    std::vector<Hop> hops;  ///< at least one
    FetchStatus status = FetchStatus::ok;
    FetchFault fault = FetchFault::none;
    std::string content_type, content_encoding;  ///< the headers' values
    std::string sha256;                          ///< of the body as transferred; empty without one
    std::string etag, last_modified;             ///< fit to be sent; empty: none
  };

  std::string basis;  ///< CrawlSummary::basis
  Instant oldest{};   ///< when the oldest of its answers was really sent
  /// robots.txt files first. One that was only refused is not among them.
  std::vector<Step> steps;  ///< at least one
};

/// The trace of a crawl that can be gone again: one that ended by itself, that left out nothing,
/// whose basis is known and whose pages and files each came to something lasting. Nothing for any
/// other.
std::optional<CrawlTrace> trace_of(const Evidence& evidence);

/// Lines of UTF-8, and back; nothing for anything write_trace() would not have written. Total.
std::string write_trace(const CrawlTrace& trace);
std::optional<CrawlTrace> read_trace(std::string_view text);

/// What CrawlSummary::basis would be for a crawl of `job`, by a crawler with a file reader or
/// without one. Empty where CrawlJob::basis is.
std::string basis_of(const CrawlJob& job, bool reads_files);

/// Whether a trace may stand for what it was made of: it is no older than what a crawl takes over
/// of an earlier one.
bool is_believed(const CrawlTrace& trace, Instant now);

/// What came of asking again.
struct RecheckResult {
  /// Every answer was what it was: a crawl would have seen the same.
  bool same = false;
  bool interrupted = false;  ///< RecheckJob::stop, or the crawler's; nothing is known
  /// The address of the first that was not the same; empty: none, also where the time a crawl may
  /// take was over.
  std::string different;
  int pages = 0;         ///< asked for again
  int not_modified = 0;  ///< of these, by a 304
};

/// One trace to be gone again: with the manners of a crawl, in the order of the trace. It ends with
/// the first answer that differs. Nothing is stored, and no answer is read but as bytes.
struct RecheckJob {
  std::shared_ptr<const CrawlTrace> trace;
  CrawlOptions options;
  std::shared_ptr<const std::atomic<bool>> stop;      ///< as CrawlJob::stop
  std::function<void(const RecheckResult&)> on_done;  ///< called once; may add jobs
};

}  // namespace verify
