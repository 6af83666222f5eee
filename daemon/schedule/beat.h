#pragma once

#include <atomic>
#include <functional>
#include <optional>

#include "daemon/base/events.h"
#include "daemon/schedule/plan_review.h"

namespace verify::daemon {

/// What the scheduler does each time it wakes up, without its thread. One thread calls it; the
/// figures may be read from any.
class Beat {
 public:
  /// Runs that are queued in one beat, and that may wait at a time: there are always as many where
  /// these came from.
  static constexpr int kMostQueued = 100, kMostWaiting = 1000;
  /// How far the clock may run apart from the monotonic one before it counts as put forward or
  /// back.
  static constexpr Duration kJump = std::chrono::minutes(1);
  static constexpr Duration kLongestSleep = std::chrono::minutes(1);
  static constexpr Duration kSleepWhileFull = std::chrono::seconds(5);
  static constexpr Duration kUpkeepEvery = std::chrono::hours(1);

  /// `on_queued` after runs were queued or put back; `upkeep` at the first beat and then every
  /// hour.
  Beat(Store& store, Events& events, const Clock& clock, std::function<void()> on_queued,
       std::function<void()> upkeep);

  /// Queues what is due, puts runs with an ended lease back, brings plans forward that are too far
  /// off, does the upkeep. How long to sleep until something is due: at most kLongestSleep. Throws
  /// StoreUnavailable, and what upkeep throws; it may then be called again.
  Duration operator()(const Settings& settings);
  /// Looks at all plans again, a page a beat.
  void review() { review_.begin(); }

  /// How long the longest overdue partner has been so without a run being queued though there was
  /// room for one, by the monotonic clock since it was first known to be due: a clock that jumps
  /// makes no lag, and a queue that is full none either. It goes on growing while no beat comes.
  Duration lag() const;
  std::uint64_t queued() const { return queued_; }
  std::uint64_t put_back() const { return put_back_; }

 private:
  void notice_jump(const Settings& settings);
  bool put_leases_back();
  bool queue_due(const Settings& settings);
  void tell_of(const Run& run, Trigger trigger);
  void put_off(const Store::Due& due, const Settings& settings);
  Duration sleep_until_due();
  void look_after_files();

  Store& store_;
  Events& events_;
  const Clock& clock_;
  std::function<void()> on_queued_, upkeep_;
  PlanReview review_;
  Instant now_{};
  Duration tick_{};                       // the monotonic clock at `now_`
  bool full_ = false, more_due_ = false;  // why somebody is overdue after the last beat
  std::optional<Duration> last_upkeep_;
  Duration leases_count_from_{};       // monotonic
  Duration known_from_{};              // monotonic: nobody was overdue by our fault before
  std::atomic<Duration::rep> due_at_;  // monotonic: when who waits longest became due
  std::atomic<std::uint64_t> queued_{0}, put_back_{0};
};

}  // namespace verify::daemon
