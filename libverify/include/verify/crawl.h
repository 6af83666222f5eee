#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "verify/application.h"
#include "verify/evidence.h"
#include "verify/fetch.h"
#include "verify/file_reader.h"
#include "verify/probe.h"

namespace verify {

/// Budgets and manners of one crawl. Every limit is finite.
struct CrawlOptions {
  std::int64_t delay_ms = 500;               ///< between two requests to one host, 0…60,000
  int connections_per_host = 1;              ///< requests at once to one host, 1…16
  std::uint64_t max_pages = 500;             ///< 1…1,000,000
  std::uint64_t max_bytes = 256u << 20;      ///< of bodies over the wire
  std::int64_t max_seconds = 900;            ///< from when the crawl is opened: waiting for a
                                             ///< host, its robots.txt and its name counts. No
                                             ///< request begins later; what is under way is awaited
  std::uint64_t max_page_bytes = 10u << 20;  ///< of one body, on the wire and decoded
  int max_redirects = 10;                    ///< hops of one page
  std::int64_t max_page_seconds = 35;        ///< of all hops and tries of one page, waiting between
                                             ///< them not counted
  int max_pages_per_pattern = 100;  ///< pages whose URLs differ only in numbers or query values
  std::int64_t max_crawl_delay_ms = 10'000;  ///< a longer Crawl-delay is cut to this
  bool respect_robots = true;                ///< false only for servers of one's own
  std::string user_agent = "libverify";      ///< product token; letters, '-' and '_'
  std::string contact;                       ///< URL or mail address in the User-Agent header
  bool whole_site = false;  ///< follow every link until the budget ends, whatever is wished for
};

/// What the fetcher should announce: "libverify/0.1 (+contact)".
std::string user_agent_header(const CrawlOptions& options);

/// What a crawl tells while it runs. All on the crawl's thread.
struct CrawlProgress {
  std::uint64_t pages = 0;
  std::uint64_t waiting = 0;  ///< URLs known and not yet asked for
  std::string_view url;       ///< of the page that just arrived
};

/// Pages the crawl is for, asked again as pages arrive.
using Wants = std::function<std::vector<Wish>(const Evidence&)>;

/// One crawl to be run.
struct CrawlJob {
  Application application;
  std::vector<std::pair<std::string, std::string>> files;  ///< path as written, content
  std::map<std::string, FileText> texts;  ///< of files that were read already, by path
  CrawlOptions options;
  Wants wants;
  /// What `wants` goes by besides the pages it is shown, as a digest or an id: with another basis
  /// it may ask for other pages. Empty: unknown.
  std::string basis;
  /// What an earlier crawl saw, or null. Where it went by the same basis, a page it has an ETag or
  /// a Last-Modified of is asked for on the condition that it has changed; where it has not, what
  /// is stored of it becomes part of this crawl's evidence as well, for 90 days after it was really
  /// sent. Evidence of another program must not be given where the basis is unknown: how it read a
  /// page is taken over. Must outlive the job; used on the crawl's thread only.
  const Evidence* previous = nullptr;
  /// Where the WARC is written: a file that must not exist, or empty for memory.
  std::filesystem::path evidence_file;
  /// The home page is just a page somebody asks about: it is not exempt from the question whether
  /// the server shows it under any address (SoftAnswer::catch_all).
  bool one_page = false;
  /// Ends this crawl early when it becomes true, as the `stop` of Crawler::run ends all. May be
  /// null.
  std::shared_ptr<const std::atomic<bool>> stop;
  std::function<void(const CrawlProgress&)> on_progress;  ///< may be empty
  std::function<void(Result<Evidence>)> on_done;  ///< called once; evidence is sealed and reopened
};

struct RecheckJob;  // verify/recheck.h

/// Keeps the limits per host. Crawlers on several threads that are given one keep them together.
class HostGate;
std::shared_ptr<HostGate> make_host_gate();

/// Runs many crawls over one fetcher on the calling thread. Limits per host hold over all of them,
/// and over those of every crawler with the same `gate`.
class Crawler {
 public:
  /// The fetcher, the clock and the reader must outlive the crawler. Without a gate it has its own;
  /// without a reader PDFs are kept and not read.
  Crawler(Fetcher& fetcher, const Clock& clock, std::shared_ptr<HostGate> gate = nullptr,
          FileReader* files = nullptr);
  ~Crawler();
  void add(CrawlJob job);
  void add(RecheckJob job);
  /// Runs until every job is done. `stop`, where given, ends all crawls early when it becomes true;
  /// their evidence is sealed and says so. `between`, where given, is called again and again, at
  /// least every quarter of a second; it may add jobs, and so may CrawlJob::on_done.
  void run(const std::atomic<bool>* stop = nullptr, const std::function<void()>& between = {});

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace verify
