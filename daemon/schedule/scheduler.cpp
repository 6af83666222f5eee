#include "daemon/schedule/scheduler.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "daemon/schedule/beat.h"

namespace verify::daemon {
namespace {

constexpr Duration kFirstRetry = std::chrono::seconds(1);
constexpr Duration kLongestRetry = std::chrono::minutes(1);

class BeatingScheduler final : public Scheduler {
 public:
  BeatingScheduler(Store& store, Events& events, const Clock& clock,
                   std::shared_ptr<const Settings> settings, std::function<void()> on_queued,
                   std::function<void()> upkeep)
      : events_(events),
        settings_(std::move(settings)),
        beat_(store, events, clock, std::move(on_queued), std::move(upkeep)),
        thread_([this](const std::stop_token& stop) { run(stop); }) {}

  void wake() override {
    const std::lock_guard lock(mutex_);
    awake_ = true;
    changed_.notify_all();
  }

  void reload(std::shared_ptr<const Settings> settings) override {
    const std::lock_guard lock(mutex_);
    settings_ = std::move(settings);
    reloaded_ = awake_ = true;
    changed_.notify_all();
  }

  Duration lag() const override { return beat_.lag(); }

  Gauge gauge() const override {
    const std::lock_guard lock(mutex_);
    return {beat_.queued(), beat_.put_back(), failures_, trouble_};
  }

 private:
  void run(const std::stop_token& stop) {
    Duration retry = kFirstRetry;
    while (!stop.stop_requested()) {
      Duration sleep = retry;
      if (const auto slept = beat()) {
        sleep = *slept;
        retry = kFirstRetry;
      } else {
        retry = std::min(2 * retry, kLongestRetry);
      }
      std::unique_lock lock(mutex_);
      changed_.wait_for(lock, stop, sleep, [this] { return awake_; });
    }
  }

  // The fence: whatever goes wrong in a beat costs that beat.
  std::optional<Duration> beat() {
    std::shared_ptr<const Settings> settings;
    {
      const std::lock_guard lock(mutex_);
      awake_ = false;
      settings = settings_;
      if (std::exchange(reloaded_, false)) beat_.review();
    }
    try {
      const Duration sleep = beat_(*settings);
      tell({});
      return sleep;
    } catch (const std::exception& fault) {
      tell(fault.what());
      return std::nullopt;
    }
  }

  void tell(const std::string& trouble) {
    bool news = false;
    {
      const std::lock_guard lock(mutex_);
      if (!trouble.empty()) ++failures_;
      news = trouble.empty() != trouble_.empty();
      trouble_ = trouble;
    }
    if (!news) return;
    const nlohmann::json data = {{"error", trouble}};
    events_.publish({.type = trouble.empty() ? "scheduler.resumed" : "scheduler.failed",
                     .data = data.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)});
  }

  Events& events_;
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::shared_ptr<const Settings> settings_;
  bool awake_ = false, reloaded_ = false;
  std::uint64_t failures_ = 0;
  std::string trouble_;
  Beat beat_;  // of the thread alone, but for its figures
  std::jthread thread_;
};

}  // namespace

std::unique_ptr<Scheduler> make_scheduler(Store& store, Events& events, const Clock& clock,
                                          std::shared_ptr<const Settings> settings,
                                          std::function<void()> on_queued,
                                          std::function<void()> upkeep) {
  return std::make_unique<BeatingScheduler>(store, events, clock, std::move(settings),
                                            std::move(on_queued), std::move(upkeep));
}

}  // namespace verify::daemon
