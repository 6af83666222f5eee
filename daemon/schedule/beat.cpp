#include "daemon/schedule/beat.h"

#include <algorithm>

#include "daemon/schedule/partner_cadence.h"

namespace verify::daemon {

Beat::Beat(Store& store, Events& events, const Clock& clock, std::function<void()> on_queued,
           std::function<void()> upkeep)
    : store_(store),
      events_(events),
      clock_(clock),
      on_queued_(std::move(on_queued)),
      upkeep_(std::move(upkeep)),
      review_(store),
      now_(clock.now()),
      tick_(clock.monotonic()),
      leases_count_from_(tick_),
      known_from_(tick_),
      due_at_(tick_.count()) {  // not known yet: until the first beat everybody may be
  review_.begin();              // the clock may have been put back while nobody looked
}

Duration Beat::operator()(const Settings& settings) {
  notice_jump(settings);
  const bool put_back = put_leases_back();
  const bool queued = queue_due(settings);
  if (put_back || queued) on_queued_();
  const bool more_plans = review_.page(settings, now_);
  const Duration sleep = sleep_until_due();
  look_after_files();
  return more_plans ? Duration::zero() : sleep;
}

void Beat::notice_jump(const Settings& settings) {
  const Instant now = clock_.now();
  const Duration tick = clock_.monotonic();
  const Duration ahead = (now - now_) - (tick - tick_);
  // After a jump ahead every lease seems to have ended: whoever is alive gets the time to say so.
  if (ahead > kJump) leases_count_from_ = tick + settings.lease;
  // What fell due by the jump was not overdue before.
  if (ahead > kJump) known_from_ = tick;
  // After one back, what was planned by the wrong time lies too far off.
  if (ahead < -kJump) review_.begin();
  now_ = now;
  tick_ = tick;
}

bool Beat::put_leases_back() {
  if (tick_ < leases_count_from_) return false;
  const int count = store_.reclaim(now_);
  put_back_ += static_cast<std::uint64_t>(count);
  return count > 0;
}

bool Beat::queue_due(const Settings& settings) {
  const int most = std::min(kMostWaiting - store_.waiting(kMostWaiting), kMostQueued);
  full_ = most <= 0;
  // Who finds no room waits for the runs, not for us; that goes on until there is some.
  if (full_) known_from_ = tick_;
  if (full_) return false;
  const auto due = store_.due(now_, most);
  more_due_ = static_cast<int>(due.size()) == most;
  if (due.empty()) return false;
  const auto runs = store_.enqueue(due, now_);
  for (std::size_t i = 0; i < due.size(); ++i)
    if (runs[i]) tell_of(*runs[i], due[i].trigger);
  for (std::size_t i = 0; i < due.size(); ++i)
    if (!runs[i]) put_off(due[i], settings);
  return true;
}

void Beat::tell_of(const Run& run, Trigger trigger) {
  ++queued_;
  events_.publish({.type = "run.queued",
                   .partner = run.partner,
                   .run = run.id,
                   .data = R"({"trigger":")" + std::string(to_string(trigger)) + "\"}"});
}

// Removed meanwhile, or without an application: it must not stay due for ever.
void Beat::put_off(const Store::Due& due, const Settings& settings) {
  if (const auto partner = store_.partner(due.partner))
    store_.move_due(due, cadence_of(*partner, settings).next(now_, due.partner), due.trigger);
}

Duration Beat::sleep_until_due() {
  const auto earliest = store_.earliest_due();
  if (!earliest) {
    due_at_ = Duration::max().count();
    return kLongestSleep;
  }
  due_at_ = std::max(tick_ + (*earliest - now_), known_from_).count();
  if (*earliest > now_) return std::min(*earliest - now_, kLongestSleep);
  return more_due_ && !full_ ? Duration::zero() : kSleepWhileFull;
}

void Beat::look_after_files() {
  if (!upkeep_ || (last_upkeep_ && tick_ - *last_upkeep_ < kUpkeepEvery)) return;
  last_upkeep_ = tick_;
  upkeep_();
}

Duration Beat::lag() const {
  const Duration due_at{due_at_.load()};
  if (due_at == Duration::max()) return Duration::zero();
  return std::max(clock_.monotonic() - due_at, Duration::zero());
}

}  // namespace verify::daemon
