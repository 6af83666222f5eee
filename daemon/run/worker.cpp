#include "daemon/run/worker.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ranges>
#include <stdexcept>

#include "daemon/run/confirmation.h"
#include "daemon/run/ending.h"
#include "daemon/run/submission.h"
#include "verify/engine.h"

namespace verify::daemon {
namespace {

using nlohmann::ordered_json;

constexpr Duration kLookAnyway = std::chrono::seconds(2);  // at the queue, when nobody called
constexpr int kTakenAtOnce = 2;  // so that threads with room share what is queued
constexpr Duration kProgressPause = std::chrono::seconds(1);
constexpr std::size_t kMaxError = 500;
constexpr std::size_t kMostLeftOut = 20;  // told of one run
constexpr int kMostAttempts = 10;
// After a run that could not be stored: doubled each time, until one could.
constexpr Duration kFirstRest = std::chrono::minutes(1), kLongestRest = std::chrono::hours(1);

std::string line(const ordered_json& object) {
  return object.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

// A run that was taken so often and never ended has ended who made it, and others with him.
void refuse_after_many(const Run& run) {
  if (run.attempts <= kMostAttempts) return;
  throw std::runtime_error("given up: it was begun " + std::to_string(kMostAttempts) +
                           " times, and each time the daemon, or its thread, ended before it did");
}

FetcherOptions fetcher_options(const Settings& settings) {
  FetcherOptions options = settings.fetcher;
  options.user_agent = user_agent_header(settings.crawl);
  options.max_connections = std::max<std::size_t>(
      options.max_connections,
      static_cast<std::size_t>(settings.crawls_per_thread * settings.crawl.connections_per_host));
  return options;
}

}  // namespace

// From one configuration to the next: a fetcher cannot be told another one.
class Worker::Session {
 public:
  explicit Session(PoolShared& shared)
      : shared_(shared),
        settings_(shared.settings),
        rules_(shared.rules),
        reloaded_(shared.reloaded),
        fetcher_(make_curl_fetcher(fetcher_options(*settings_), shared.clock)),
        files_(make_child_file_reader({.program = settings_->file_reader})),
        assessments_(make_child_file_reader({.program = settings_->file_reader})),
        crawler_(*fetcher_, shared.clock, shared.gate, files_.get()),
        endings_(shared) {}

  ~Session() {
    for (const auto& open : open_) shared_.leases.forget(*open->lease);
    shared_.running -= static_cast<int>(open_.size());
  }

  void run() {
    while (goes_on()) {
      crawler_.run(nullptr, [this] { between(); });
      sleep();
    }
  }

 private:
  using Handle = std::shared_ptr<OpenRun>;

  bool goes_on() {
    const std::lock_guard lock(shared_.mutex);
    return !shared_.ending && (!endings_.empty() || shared_.reloaded == reloaded_);
  }

  void sleep() {
    std::unique_lock lock(shared_.mutex);
    if (!endings_.empty()) {
      shared_.changed.wait_for(lock, std::chrono::milliseconds(100), [] { return false; });
      return;
    }
    shared_.changed.wait_for(lock, kLookAnyway, [&] {
      return shared_.ending || shared_.reloaded != reloaded_ ||
             (shared_.called != called_ && shared_.begins_runs());
    });
  }

  // Called by the crawler again and again.
  void between() {
    endings_.try_again();
    const int room = settings_->crawls_per_thread - static_cast<int>(open_.size());
    if (room > 0 && may_look()) take(std::min(room, kTakenAtOnce));
  }

  bool may_look() {
    const std::lock_guard lock(shared_.mutex);
    if (!shared_.begins_runs() || shared_.reloaded != reloaded_) return false;
    const Duration now = shared_.clock.monotonic();
    if (shared_.called == called_ && now < next_look_) return false;
    called_ = shared_.called;
    next_look_ = now + kLookAnyway;
    return true;
  }

  void take(int limit) {
    const Instant now = shared_.clock.now();
    std::vector<Run> runs;
    try {
      runs = shared_.store.lease(shared_.leases.holder(), now, settings_->lease, limit);
    } catch (const StoreUnavailable&) {
      return;  // looked at again soon
    }
    if (static_cast<int>(runs.size()) == limit) called_ = 0;  // there may be more
    for (Run& run : runs) begin(std::move(run), now);
  }

  void begin(Run run, Instant now) {
    ++shared_.running;
    auto open = std::make_shared<OpenRun>();
    open->lease = shared_.leases.keep(run.id, now, settings_->lease);
    open->run = std::move(run);
    open->settings = settings_;
    open->rules = rules_;
    shared_.events.publish({"run.started", open->run.partner, open->run.id, "{}"});
    guarded(open, [&] {
      refuse_after_many(open->run);
      start(open);
      return true;
    });
  }

  void start(const Handle& open) {
    const auto partner = shared_.store.partner(open->run.partner);
    const auto version =
        shared_.store.application(open->run.partner, open->run.application_version);
    if (!partner || !version) throw std::runtime_error("the partner or its application is gone");
    open->partner = *partner;
    open->application_sha256 = version->sha256;
    const std::string id = checklist_of(*partner, *settings_);
    const auto checklist = rules_->checklists.find(id);
    if (checklist == rules_->checklists.end())
      throw std::runtime_error("there is no checklist \"" + id + "\"");
    open->checklist = &checklist->second;
    std::vector<std::string> told;
    auto job = job_of(*version, {*open->checklist, rules_->lexicons, date_of(shared_.clock.now())},
                      settings_->crawl, shared_.vault, *assessments_, told);
    tell_left_out(open->run, told);
    if (!job) throw std::runtime_error(job.error().describe());
    auto last = confirmable(*open, *job, shared_.store, shared_.vault, shared_.clock.now());
    open_.push_back(open);
    if (last) {
      ask_again(open, *std::move(last), std::make_shared<CrawlJob>(*std::move(job)));
    } else {
      crawl(open, *std::move(job));
    }
  }

  // Most sites are as they were: to know that, nothing of the last run need be opened.
  void ask_again(const Handle& open, Confirmable last, std::shared_ptr<CrawlJob> job) {
    RecheckJob recheck{.trace = std::move(last.trace),
                       .options = job->options,
                       .stop = open->lease->stop,
                       .on_done = {}};
    recheck.on_done = [this, open, last = std::move(last.last),
                       job = std::move(job)](const RecheckResult& seen) {
      const bool ends = guarded(open, [&] { return close_again(open, last, seen); });
      if (!ends) guarded(open, [&] { return crawl(open, std::move(*job)), true; });
    };
    crawler_.add(std::move(recheck));
  }

  // False where the site must be crawled after all.
  bool close_again(const Handle& open, const Run& last, const RecheckResult& seen) {
    const bool unwanted = !seen.same && *open->lease->stop;
    if (seen.interrupted || unwanted || open->lease->ended(shared_.clock.now())) {
      std::erase(open_, open);
      give_back(open);
      return true;
    }
    if (!seen.same) return false;
    auto result =
        confirm(*open, last, seen, shared_.store, shared_.leases.holder(), shared_.clock.now());
    if (!result) return false;
    std::erase(open_, open);
    end(open, std::make_shared<RunResult>(*std::move(result)));
    return true;
  }

  void crawl(const Handle& open, CrawlJob job) {
    open->past = last_finished_run(shared_.store, shared_.vault, open->partner.id);
    job.evidence_file = shared_.vault.scratch("evidence");
    // Who asks for a run may ask because a server wrongly says that nothing has changed.
    const bool anew = open->run.trigger == Trigger::manual;
    if (!anew && open->past && open->past->evidence) job.previous = &*open->past->evidence;
    job.stop = open->lease->stop;
    job.on_progress = progress_of(open);
    job.on_done = [this, open, file = job.evidence_file](Result<Evidence> evidence) {
      close(open, std::move(evidence), file);
    };
    crawler_.add(std::move(job));
  }

  // The fence around what a run's beginning or its end sets off: what `act` says, or true where it
  // broke and the run is done with.
  template <class Act>
  bool guarded(const Handle& open, const Act& act) {
    try {
      return act();
    } catch (const StoreUnavailable& unavailable) {
      std::erase(open_, open);
      put_off(open, unavailable.what());
    } catch (const std::exception& error) {
      std::erase(open_, open);
      fail(open, error.what());
    }
    return true;
  }

  // One event however many files they are: who watches is dropped when too many wait for him.
  void tell_left_out(const Run& run, const std::vector<std::string>& told) {
    if (told.empty()) return;
    ordered_json what = ordered_json::array();
    for (const std::string& each : told | std::views::take(kMostLeftOut))
      what.push_back(each.substr(0, kMaxError));
    shared_.events.publish({"run.left_out", run.partner, run.id,
                            line({{"files", told.size()}, {"what", std::move(what)}})});
  }

  std::function<void(const CrawlProgress&)> progress_of(const Handle& open) {
    return [this, run = open->run.id, partner = open->run.partner,
            next = Duration{}](const CrawlProgress& progress) mutable {
      const Duration now = shared_.clock.monotonic();
      if (now < next) return;
      next = now + kProgressPause;
      shared_.events.publish({"run.progress", partner, run,
                              line({{"pages", progress.pages},
                                    {"waiting", progress.waiting},
                                    {"url", std::string(progress.url)}})});
    };
  }

  void close(const Handle& open, Result<Evidence> evidence, const std::filesystem::path& file) {
    std::erase(open_, open);
    guarded(open, [&] {
      if (!evidence) refuse(evidence.error(), file);
      if (evidence->crawl().ended == "interrupted") {
        give_back(open);
      } else {
        finish(open, *evidence, file);
      }
      return true;
    });
    std::error_code ignored;
    std::filesystem::remove(file, ignored);  // where it was not adopted
  }

  // Where it is our file that cannot be written, the run is not to blame.
  [[noreturn]] static void refuse(const Error& error, const std::filesystem::path& file) {
    if (error.code == Error::Code::unreadable && error.file == file.string())
      throw StoreUnavailable("the evidence: " + error.message);
    throw std::runtime_error(error.describe());
  }

  void finish(const Handle& open, const Evidence& evidence, const std::filesystem::path& file) {
    if (open->lease->ended(shared_.clock.now())) return give_back(open);
    const auto digest = shared_.vault.adopt(file);
    if (!digest) throw StoreUnavailable(digest.error().describe());
    end(open,
        std::make_shared<RunResult>(conclude(*open, evidence, *digest, shared_.store, shared_.vault,
                                             shared_.leases.holder(), shared_.clock.now())));
  }

  void end(const Handle& open, const std::shared_ptr<const RunResult>& result) {
    endings_.add(
        open->lease, [this, result] { return shared_.store.finish(*result); },
        [this, result, partner = open->run.partner] { tell(*result, partner); });
  }

  void tell(const RunResult& result, const std::string& partner) {
    ++shared_.finished;
    {
      const std::lock_guard lock(shared_.mutex);
      shared_.rests = 0;
    }
    shared_.pages += static_cast<std::uint64_t>(result.pages);
    shared_.not_modified += static_cast<std::uint64_t>(result.not_modified);
    shared_.events.publish({"run.finished", partner, result.run,
                            line({{"outcome", to_string(result.outcome)},
                                  {"pages", result.pages},
                                  {"not_modified", result.not_modified}})});
    for (const Transition& each : result.transitions)
      shared_.events.publish(
          {"transition", partner, result.run,
           line({{"requirement", each.requirement},
                 {"from", each.from ? ordered_json(to_string(*each.from)) : ordered_json(nullptr)},
                 {"to", to_string(each.to)},
                 {"cause", to_string(each.cause)}})});
  }

  void fail(const Handle& open, std::string error) {
    error = error.substr(0, kMaxError);
    const auto write = [this, open, error] {
      const Instant now = shared_.clock.now();
      return shared_.store.fail(
          open->run.id, shared_.leases.holder(), error, now,
          retry_after_failure(shared_.store, open->run.partner, settings_->plan, now));
    };
    endings_.add(open->lease, write, [this, open, error] {
      ++shared_.failed;
      shared_.events.publish(
          {"run.failed", open->run.partner, open->run.id, line({{"error", error}})});
    });
  }

  // Nothing can be stored, so the run is for later. Not for at once: on a disk that is nearly full
  // each crawl may end like this, and all of them would ask the site for everything.
  void put_off(const Handle& open, const std::string& why) {
    rest(why);
    shared_.events.publish({"run.put_off", open->run.partner, open->run.id,
                            line({{"error", why.substr(0, kMaxError)}})});
    give_back(open);
  }

  // Runs that end in a rest like the one that made it are no reason for a longer one.
  void rest(const std::string& why) {
    const std::lock_guard lock(shared_.mutex);
    const Duration now = shared_.clock.monotonic();
    if (now < shared_.rests_until) return;
    const int doublings = std::min(shared_.rests++, 6);
    shared_.rests_until = now + std::min<Duration>(kFirstRest * (1 << doublings), kLongestRest);
    shared_.rests_for = why;
  }

  // As if it had never been taken. Where the lease is lost it is gone already.
  void give_back(const Handle& open) {
    endings_.add(
        open->lease,
        [this, open] { return shared_.store.release(open->run.id, shared_.leases.holder()); }, {});
  }

  PoolShared& shared_;
  const std::shared_ptr<const Settings> settings_;
  const std::shared_ptr<const Rules> rules_;
  const std::uint64_t reloaded_;
  std::uint64_t called_ = 0;
  Duration next_look_{};
  const std::unique_ptr<Fetcher> fetcher_;
  const std::unique_ptr<FileReader> files_, assessments_;
  std::vector<Handle> open_;
  Crawler crawler_;
  Endings endings_;
};

Worker::Worker(PoolShared& shared) : shared_(shared), thread_([this] { run(); }) {}

Worker::~Worker() {
  thread_.join();
}

// A session that breaks (no memory, no threads) costs its own runs only: their leases end, and they
// are queued again.
void Worker::run() {
  for (;;) {
    std::unique_ptr<Session> session;
    try {
      {
        const std::lock_guard lock(shared_.mutex);
        if (shared_.ending) return;
        session = std::make_unique<Session>(shared_);
      }
      session->run();
    } catch (const std::exception& error) {
      session.reset();
      shared_.events.publish({"run.failed", "", 0, line({{"error", error.what()}})});
      std::unique_lock lock(shared_.mutex);
      shared_.changed.wait_for(lock, kLookAnyway, [&] { return shared_.ending; });
    }
  }
}

}  // namespace verify::daemon
