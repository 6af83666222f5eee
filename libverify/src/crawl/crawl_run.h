#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "crawl/answer.h"
#include "crawl/crawl_task.h"
#include "crawl/earlier_crawl.h"
#include "crawl/frontier.h"
#include "crawl/host_gate.h"
#include "crawl/origin_rules.h"
#include "crawl/replay.h"
#include "evidence/recorder.h"
#include "verify/crawl.h"
#include "verify/file_reader.h"

namespace verify {

/// One crawl.
class CrawlRun final : public CrawlTask {
 public:
  /// `reads_files`: what next_file() hands out will be read.
  CrawlRun(CrawlJob job, HostGate& gate, const Clock& clock, bool reads_files);
  ~CrawlRun() override;

  /// Opens the evidence. Nothing when it cannot be written.
  Result<void> open();

  std::optional<FetchRequest> next(Duration now, Duration& retry_in) override;
  void on_exchange(const Exchange& exchange, Duration now) override;
  std::optional<FileJob> next_file() override;
  void on_file(const FileAnswer& answer) override;

  /// Stops asking for more; what is under way is still awaited.
  void stop(std::string reason);
  void abandon(std::string reason) override;
  bool finished() const override;
  bool is_unwanted() const override {
    return job_.stop != nullptr && job_.stop->load(std::memory_order_relaxed);
  }
  /// Seals the evidence and calls the job's on_done.
  void finish(Duration now) override;

 private:
  // What one request is for. Whatever is asked for is a chain of hops.
  struct Task {
    PageRole role = PageRole::page;
    Url asked;
    Url url;  // of the hop to fetch next
    std::vector<ExchangeRef> refs{};
    std::vector<Page::Hop> hops{};
    int retries = 0;
    std::uint64_t bytes = 0;  // of the last body, decoded where that was possible
    Duration not_before{};
    Duration spent{};  // on all hops and tries so far
    // The answer that the hop is asked for on the condition that it no longer holds; null: none.
    std::shared_ptr<const EarlierAnswer> earlier{};
    bool unconditional = false;  // whatever is known of it
    bool not_modified = false;   // `earlier` holds
    bool admitted = false;       // the rules of the origin allow `url`
    bool only_found = false;     // by a link; nobody wished for it
  };

  // A page that is a file, while it is read. `last` has no body.
  struct Reading {
    Task task;
    Exchange last;
  };

  // choosing
  std::optional<Task> choose(Duration now, Duration& retry_in);
  std::optional<Task> choose_ready(Duration now, Duration& retry_in);
  std::optional<Task> choose_from_replay(Duration now, Duration& retry_in);
  std::optional<Task> choose_from_frontier(Duration now, Duration& retry_in);
  OriginRules::Admission admission(const Task& task) const;
  void put_aside(Task task);
  void refuse(Task task);
  bool others_wait(Duration since, Duration& retry_in) const;
  bool over_budget(Duration now);
  void leave_hosts();
  bool idle() const { return running_.empty() && reading_.empty() && submitted_.empty(); }
  Result<void> keep_texts();
  void queue_submitted_files();
  Duration deadline() const;
  HostGate::Manners manners(const Url& url) const;
  void enqueue_page(const Url& url);
  void plan_next_phase();

  // answers
  void ask_on_condition(Task& task, FetchRequest& request) const;
  Result<ExchangeRef> record(Task& task, const Exchange& exchange);
  bool ask_again(Task& task, const Exchange& exchange);
  void on_page_hop(Task task, const Exchange& exchange, Duration now);
  void keep_earlier(Task task);
  bool keep_identical(Task& task, const Exchange& exchange);
  void read_page(Task task, const Exchange& exchange, bool is_file);
  void put_to_reading(Task task, const Exchange& exchange, std::string bytes, bool is_file);
  bool may_read_file(const Task& task) const;
  void follow(Task task, const Redirect& redirect, const Exchange& exchange);
  bool retry(Task& task, const Exchange& exchange, PageAnswer& answer, Duration now);
  Duration time_left(const Task& task) const;
  // `scan` is given for a page of HTML.
  void finish_task(Task task, const PageAnswer& answer, const Exchange* last,
                   const PageScan* scan = nullptr);
  void finish_robots(const Task& task, const PageAnswer& answer, const Exchange* last);
  bool is_wished(const Url& url) const;
  void finish_page(std::uint32_t id, const PageScan* scan);

  // an earlier crawl, gone again
  void take_in(const Page& page, const PageScan* scan);
  bool goes_as_before(const Page& page, PageRole role);
  void leave_replay();
  void plan_end_of_replay();
  bool request_made_up_like(const Url& before);

  // wishes
  void refresh_wishes();
  bool satisfied() const;
  bool path_open(const Wish& wish) const;
  void extend_frontier();
  int max_depth() const;
  void request_sitemaps();
  bool request_made_up(const Url& url);
  void fail(Error error);

  CrawlJob job_;
  HostGate& gate_;
  const Clock& clock_;
  std::unique_ptr<Recorder> recorder_;
  std::unique_ptr<EarlierCrawl> earlier_;
  std::unique_ptr<Replay> replay_;  // as long as every answer is the one it was
  std::optional<Error> error_;

  Frontier frontier_;
  std::deque<Task> ready_;
  std::unordered_map<std::uint64_t, Task> running_;
  const bool reads_files_;
  std::deque<FileJob> files_;  // to be handed out
  std::unordered_map<std::uint64_t, Reading> reading_;
  std::unordered_map<std::uint64_t, std::string> submitted_;  // files being read, by path
  std::size_t files_read_ = 0;
  std::size_t refused_ = 0;  // pages that were only found
  OriginRules rules_;
  std::map<std::string, std::deque<Task>> waiting_for_rules_;  // by origin
  std::vector<Wish> wishes_;
  std::set<std::string>
      requested_;  // page_key of everything asked for outside the frontier, and in it
  std::set<std::string> made_up_;  // made_up_key of what was asked for beside a page
  std::set<std::string> proven_;   // page_key of wishes whose path is proven

  std::uint64_t next_id_ = 1;
  CrawlSummary summary_;
  Duration opened_at_{};
  bool depth_limited_ = false;
  bool sitemaps_requested_ = false;
  bool wishes_stale_ = true;
};

}  // namespace verify
