#include "portfolio.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <deque>
#include <exception>
#include <iostream>
#include <mutex>
#include <thread>

#include "running.h"
#include "verify/safe_text.h"

namespace verify::cli {
namespace {

namespace fs = std::filesystem;

// Screens the entries on a few threads, each with its own fetcher, file reader and crawls; the
// limits per host are kept over all of them. A thread takes the next entry when one of its crawls
// ends.
class Portfolio {
 public:
  Portfolio(const ScreenArgs& args, const Judge& judge, const Network& network)
      : args_(args),
        judge_(judge),
        network_(network),
        format_(*std::ranges::find(report_formats(), args.output.format, &ReportFormat::name)) {}

  int run(std::vector<PortfolioEntry> entries) {
    std::map<std::string, const PortfolioEntry*> by_name;
    for (const PortfolioEntry& entry : entries) by_name.emplace(entry.name, &entry);
    const auto holds = [&](const PortfolioLine& line) {
      const auto entry = by_name.find(line.name);
      return entry == by_name.end() ||
             (is_unchanged(entry->second->file, line) && has_report(*entry->second, line));
    };
    if (!may_write_reports(entries)) return kUsage;
    if (!log_.open(args_.output.output, judge_.checklist, args_.output.as_of, holds)) return kUsage;
    for (PortfolioEntry& entry : entries) {
      if (log_.has(entry.name))
        log_.count_before(entry.name);
      else
        waiting_.push_back(std::move(entry));
    }
    told_before_ = log_.lines().size();
    total_ = told_before_ + waiting_.size();
    work();
    return finish();
  }

 private:
  // A line speaks of the application as it was then.
  static bool is_unchanged(const fs::path& file, const PortfolioLine& line) {
    const auto application = load_application(file);
    return application && application->sha256 == line.application_sha256;
  }

  void work() {
    const std::size_t slots = std::min<std::size_t>(static_cast<std::size_t>(args_.jobs),
                                                    std::max<std::size_t>(waiting_.size(), 1));
    const std::size_t threads =
        std::min<std::size_t>(slots, std::max(1u, std::thread::hardware_concurrency()));
    std::vector<std::jthread> workers;
    workers.reserve(threads);
    for (std::size_t i = 0; i < threads; ++i)
      workers.emplace_back(
          [this, count = slots / threads + (i < slots % threads ? 1 : 0)] { worker(count); });
  }

  // The fence of a thread: what is thrown here costs its crawls, and is told.
  void worker(std::size_t slots) try {
    const auto fetcher = make_curl_fetcher(network_.fetcher, system_clock());
    const auto files = make_child_file_reader({.program = file_reader_program()});
    Crawler crawler(*fetcher, system_clock(), gate_, files.get());
    for (std::size_t i = 0; i < slots; ++i) feed(crawler);
    crawler.run(&signals_.requested());
  } catch (const std::exception& error) {
    internal(error.what());
  }

  void internal(const std::string& what) {
    tell("internal error: " + what);
    internal_ = true;
  }

  // Gives the crawler the next application that has to be crawled, if there is one.
  void feed(Crawler& crawler) {
    while (auto entry = next()) {
      if (auto job = start(*entry)) {
        job->on_done = [this, &crawler, entry = std::move(*entry)](Result<Evidence> evidence) {
          done(entry, std::move(evidence));
          feed(crawler);
        };
        crawler.add(std::move(*job));
        return;
      }
    }
  }

  std::optional<PortfolioEntry> next() {
    const std::lock_guard lock(mutex_);
    if (waiting_.empty() || signals_.requested() || unwritable_) return std::nullopt;
    PortfolioEntry entry = std::move(waiting_.front());
    waiting_.pop_front();
    ++under_way_;
    return entry;
  }

  // A crawl to be run; nothing when the application was dealt with without one.
  std::optional<CrawlJob> start(const PortfolioEntry& entry) try {
    auto application = load_application(entry.file);
    if (!application) {
      add(failure_line(entry, application.error().front().describe()));
      return std::nullopt;
    }
    const fs::path stored = stored_evidence(entry);
    if (!stored.empty() && fs::exists(stored) && judge_stored(entry, stored, *application))
      return std::nullopt;
    std::error_code ignored;
    fs::remove(evidence_in_work(entry), ignored);  // what an interrupted run left
    CrawlJob job = job_for(std::move(*application), entry.file, judge_, network_.crawl,
                           evidence_in_work(entry));
    if (on_terminal_)
      job.on_progress = [this](const CrawlProgress& progress) { show(progress.url); };
    return job;
  } catch (const std::exception& error) {
    internal(error.what());
    add(failure_line(entry, std::string("internal error: ") + error.what()));
    return std::nullopt;
  }

  // Where evidence lies once it is sealed and told; empty when it is not kept.
  fs::path stored_evidence(const PortfolioEntry& entry) const {
    return args_.evidence.empty() ? fs::path()
                                  : fs::path(args_.evidence) / (entry.stem + ".warc.gz");
  }

  // Evidence is written under another name first: what has the final name is whole.
  fs::path evidence_in_work(const PortfolioEntry& entry) const {
    return args_.evidence.empty() ? scratch_.file(entry.stem + ".warc.gz")
                                  : fs::path(stored_evidence(entry).string() + ".part");
  }

  // False where it is evidence for another text of the application, which is then screened again.
  bool judge_stored(const PortfolioEntry& entry, const fs::path& file,
                    const Application& application) {
    const auto evidence = Evidence::open(file);
    if (!evidence)
      add(failure_line(entry, evidence.error().describe()));
    else if (evidence->application().source != application.source)
      return false;
    else
      tell_result(entry, *evidence);
    return true;
  }

  // What was seen for an earlier text of the application is kept beside the new.
  void keep_evidence(const PortfolioEntry& entry) const {
    const fs::path part = evidence_in_work(entry), stored = stored_evidence(entry);
    std::error_code failed;
    if (fs::exists(stored)) {
      const fs::path before = fs::path(args_.evidence) / (entry.stem + ".before.warc.gz");
      fs::rename(stored, before, failed);
      if (!failed)
        tell(entry.name + ": has changed; what was seen before is in " + before.string());
    }
    if (!failed) fs::rename(part, stored, failed);
    if (failed) tell(part.string() + ": could not be given its name: " + failed.message());
  }

  // The fence of an application: its own failure costs no other.
  void done(const PortfolioEntry& entry, Result<Evidence> evidence) try {
    const fs::path part = evidence_in_work(entry);
    std::error_code failed;
    if (!evidence) {
      add(failure_line(entry, evidence.error().describe()));
    } else if (evidence->crawl().ended == "interrupted") {
      fs::remove(part, failed);
      const std::lock_guard lock(mutex_);
      --under_way_;
    } else {
      if (!args_.evidence.empty()) keep_evidence(entry);
      tell_result(entry, *evidence);
      if (args_.evidence.empty()) fs::remove(part, failed);
    }
  } catch (const std::exception& error) {
    internal(error.what());
    add(failure_line(entry, std::string("internal error: ") + error.what()));
  }

  void tell_result(const PortfolioEntry& entry, const Evidence& evidence) {
    const Report report = verify::judge(evidence, judge_.checklist, judge_.lexicons, judge_.as_of);
    if (!args_.reports.empty() && !write_report(entry, report)) {
      add(failure_line(entry, "its report could not be written"));
      return;
    }
    add(line_of(entry, evidence.application(), report,
                args_.reports.empty() ? fs::path() : report_of(entry)));
  }

  fs::path report_of(const PortfolioEntry& entry) const {
    return fs::path(args_.reports) / (entry.stem + "." + std::string(format_.extension));
  }

  bool write_report(const PortfolioEntry& entry, const Report& report) const {
    return write_whole(report_of(entry), format_.render(report));
  }

  // Where reports are asked for, and none was written with this line, it is not done.
  bool has_report(const PortfolioEntry& entry, const PortfolioLine& line) const {
    return args_.reports.empty() ||
           (line.report == report_of(entry).string() && fs::exists(report_of(entry)));
  }

  // A report takes the place of nothing that is read or written besides.
  bool may_write_reports(const std::vector<PortfolioEntry>& entries) const {
    if (args_.reports.empty()) return true;
    std::set<fs::path> used;
    for (const fs::path& each : {fs::path(args_.application), fs::path(args_.output.output),
                                 fs::path(args_.network.config), fs::path(args_.network.ca_file)})
      if (!each.empty()) used.insert(whole_path(each));
    for (const PortfolioEntry& entry : entries) used.insert(whole_path(entry.file));
    for (const PortfolioEntry& entry : entries)
      if (used.contains(whole_path(report_of(entry)))) {
        refuse(report_of(entry).string() +
               ": is read or written by this command, and a report would take its place; name "
               "another folder with --reports");
        return false;
      }
    return true;
  }

  void add(PortfolioLine line) {
    const std::lock_guard lock(mutex_);
    --under_way_;
    if (on_terminal_) std::cerr << "\r\033[K" << std::flush;
    if (!log_.add(std::move(line))) unwritable_ = true;
  }

  void show(std::string_view url) {
    const std::lock_guard lock(mutex_);
    std::cerr << "\r\033[K" + std::to_string(log_.lines().size()) + " of " +
                     std::to_string(total_) + " done, " + std::to_string(under_way_) +
                     " under way  " + safe_text(url, 80)
              << std::flush;
  }

  int finish() {
    if (on_terminal_) std::cerr << "\r\033[K" << std::flush;
    const std::size_t open = total_ - log_.lines().size();
    if (unwritable_) return refuse("the results could not be written");
    if (!args_.output.quiet) {
      if (told_before_ > 0)
        std::cerr << std::to_string(told_before_) + " were told by an earlier run\n";
      std::cerr << portfolio_table(log_.lines(), open) << std::flush;
    }
    return internal_ ? kInternal : portfolio_exit(log_.lines(), open);
  }

  const ScreenArgs& args_;
  const Judge& judge_;
  const Network& network_;
  const ReportFormat& format_;
  const StopOnSignal signals_;
  const ScratchFolder scratch_;
  const bool on_terminal_ = !args_.output.quiet && isatty(STDERR_FILENO) != 0;
  const std::shared_ptr<HostGate> gate_ = make_host_gate();
  std::atomic<bool> internal_{false};

  std::mutex mutex_;  // of everything below while the threads run
  PortfolioLog log_;
  std::deque<PortfolioEntry> waiting_;
  std::size_t total_ = 0, told_before_ = 0, under_way_ = 0;
  bool unwritable_ = false;
};

bool make_folder(const std::string& folder) {
  std::error_code failed;
  if (folder.empty()) return true;
  fs::create_directories(folder, failed);
  if (!failed && fs::is_directory(folder)) return true;
  refuse(folder + ": expected a folder, or a place to make one");
  return false;
}

}  // namespace

int run_portfolio(const ScreenArgs& args) {
  if (args.reports.empty() && args.output.format != OutputArgs().format)
    tell("--format is for the reports that --reports asks for; the results are lines of JSON");
  auto entries = portfolio_entries(args.application);
  const auto judge =
      entries
          ? load_judge(args.output, {args.application, args.network.config, args.network.ca_file})
          : std::nullopt;
  const auto network = judge ? load_network(args.network) : std::nullopt;
  if (!network || !make_folder(args.evidence) || !make_folder(args.reports)) return kUsage;
  return Portfolio(args, *judge, *network).run(std::move(*entries));
}

}  // namespace verify::cli
