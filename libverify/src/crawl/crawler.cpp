#include <algorithm>
#include <deque>
#include <list>
#include <unordered_map>
#include <variant>

#include "base/spare_files.h"
#include "crawl/crawl_run.h"
#include "crawl/host_gate.h"
#include "crawl/recheck.h"
#include "verify/crawl.h"

namespace verify {

// The loop around the runs: starts what they ask for as long as the fetcher has room, sleeps in the
// fetcher, hands the answers back. Each run says when it wants to be asked again.
class Crawler::Impl {
 public:
  Impl(Fetcher& fetcher, const Clock& clock, std::shared_ptr<HostGate> gate, FileReader* files)
      : fetcher_(fetcher),
        clock_(clock),
        gate_(gate ? std::move(gate) : make_host_gate()),
        files_(files) {}

  void add(std::variant<CrawlJob, RecheckJob> job) { jobs_.push_back(std::move(job)); }

  void run(const std::atomic<bool>* stop, const std::function<void()>& between) {
    for (;;) {
      if (between) between();
      if (!open_jobs() && runs_.empty()) return;
      if (stop != nullptr && stop->load(std::memory_order_relaxed)) stop_all();
      start_requests();
      if (runs_.empty()) continue;
      for (Exchange& exchange : fetcher_.wait(nap())) deliver(exchange);
      read_files();
    }
  }

 private:
  // Crawls open at once: more would only hold memory and files while they wait for a connection.
  static constexpr std::size_t kMaxOpen = 500;
  const std::size_t max_open_ =
      std::min(kMaxOpen, spare_files() / 2);  // each has its evidence open
  static constexpr Duration kLongestNap = std::chrono::milliseconds(250);
  static constexpr Duration kNapWhileReading = std::chrono::milliseconds(5);

  struct Running {
    std::unique_ptr<CrawlTask> run;
    Duration wake_at{};
  };
  using Handle = std::list<Running>::iterator;
  struct Flight {
    Handle handle;
    std::uint64_t id;
  };

  bool open_jobs() {
    while (!jobs_.empty() && runs_.size() < max_open_) {
      auto job = std::move(jobs_.front());
      jobs_.pop_front();
      std::visit([this](auto& each) { open(std::move(each)); }, job);
    }
    return !jobs_.empty();
  }

  void open(CrawlJob job) {
    auto done = job.on_done;
    auto run = std::make_unique<CrawlRun>(std::move(job), *gate_, clock_, files_ != nullptr);
    if (auto opened = run->open(); !opened) return done(std::unexpected(std::move(opened.error())));
    runs_.push_back({std::move(run)});
  }

  void open(RecheckJob job) {
    runs_.push_back({std::make_unique<Recheck>(std::move(job), *gate_, clock_.monotonic(),
                                               to_string(clock_.now()))});
  }

  // Somebody wants to be gone: what is under way is not waited for, and its answers find nobody.
  void stop_all() {
    flights_.clear();
    file_flights_.clear();
    for (Running& each : runs_) each.run->abandon("interrupted");
  }

  void stop_one(Handle handle) {
    const auto is_its_own = [&](const auto& flight) { return flight.second.handle == handle; };
    std::erase_if(flights_, is_its_own);
    std::erase_if(file_flights_, is_its_own);
    handle->run->abandon("interrupted");
  }

  void start_requests() {
    const Duration now = clock_.monotonic();
    for (Handle it = runs_.begin(); it != runs_.end();) {
      const Handle current = it++;
      if (current->run->is_unwanted()) stop_one(current);
      // By its own clock: what the runs before it took is not its time.
      if (current->wake_at <= now) pump(current, clock_.monotonic());
      if (current->run->finished()) {
        current->run->finish(clock_.monotonic());
        runs_.erase(current);
      }
    }
    // Whoever was first this time is last the next: fair when the connections are few.
    if (runs_.size() > 1) runs_.splice(runs_.end(), runs_, runs_.begin());
  }

  void pump(Handle handle, Duration now) {
    while (fetcher_.capacity() > 0) {
      Duration retry_in{};
      auto request = handle->run->next(now, retry_in);
      if (!request) {
        handle->wake_at = retry_in == Duration::max() ? Duration::max() : now + retry_in;
        return;
      }
      const std::uint64_t id = next_id_++;
      flights_.emplace(id, Flight{handle, request->id});
      request->id = id;
      fetcher_.start(std::move(*request));
    }
    handle->wake_at = now;
  }

  Duration nap() const {
    const Duration now = clock_.monotonic();
    Duration longest = file_flights_.empty() ? kLongestNap : kNapWhileReading;
    if (fetcher_.capacity() == 0) return longest;
    for (const Running& each : runs_)
      if (each.wake_at != Duration::max())
        longest = std::min(longest, std::max(Duration{}, each.wake_at - now));
    return longest;
  }

  void deliver(Exchange& exchange) {
    const auto flight = flights_.find(exchange.id);
    if (flight == flights_.end()) return;
    const Handle handle = flight->second.handle;
    exchange.id = flight->second.id;
    flights_.erase(flight);
    const Duration now = clock_.monotonic();
    handle->run->on_exchange(exchange, now);
    handle->wake_at = now;
  }

  // Files are read beside the network: their reader is only looked at in passing.
  void read_files() {
    if (files_ == nullptr) return;
    for (Handle it = runs_.begin(); it != runs_.end() && files_->capacity() > 0;)
      if (!start_file(it)) ++it;
    if (file_flights_.empty()) return;
    for (FileAnswer& answer : files_->wait(Duration{})) {
      const auto flight = file_flights_.find(answer.id);
      if (flight == file_flights_.end()) continue;
      const Handle handle = flight->second.handle;
      answer.id = flight->second.id;
      file_flights_.erase(flight);
      handle->run->on_file(answer);
      handle->wake_at = clock_.monotonic();
    }
  }

  bool start_file(Handle handle) {
    auto job = handle->run->next_file();
    if (!job) return false;
    const std::uint64_t id = next_id_++;
    file_flights_.emplace(id, Flight{handle, job->id});
    job->id = id;
    files_->start(std::move(*job));
    return true;
  }

  Fetcher& fetcher_;
  const Clock& clock_;
  std::shared_ptr<HostGate> gate_;
  FileReader* const files_;
  std::deque<std::variant<CrawlJob, RecheckJob>> jobs_;
  std::list<Running> runs_;
  std::unordered_map<std::uint64_t, Flight> flights_;
  std::unordered_map<std::uint64_t, Flight> file_flights_;
  std::uint64_t next_id_ = 1;
};

std::shared_ptr<HostGate> make_host_gate() {
  return std::make_shared<HostGate>();
}

Crawler::Crawler(Fetcher& fetcher, const Clock& clock, std::shared_ptr<HostGate> gate,
                 FileReader* files)
    : impl_(std::make_unique<Impl>(fetcher, clock, std::move(gate), files)) {}
Crawler::~Crawler() = default;
void Crawler::add(CrawlJob job) {
  impl_->add(std::move(job));
}
void Crawler::add(RecheckJob job) {
  impl_->add(std::move(job));
}
void Crawler::run(const std::atomic<bool>* stop, const std::function<void()>& between) {
  impl_->run(stop, between);
}

}  // namespace verify
