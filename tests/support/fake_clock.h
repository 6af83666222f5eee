#pragma once

#include <atomic>

#include "verify/time.h"

namespace verify::test {

/// A clock that stands still until a test, or FakeFetcher::wait, moves it.
class FakeClock final : public Clock {
 public:
  explicit FakeClock(Instant start = Instant{std::chrono::sys_days{
                         Date{std::chrono::year{2026}, std::chrono::March, std::chrono::day{1}}}})
      : start_(start) {}

  Instant now() const override { return start_ + monotonic(); }
  Duration monotonic() const override { return Duration{elapsed_.load()}; }
  void advance(Duration by) { elapsed_ += by.count(); }

 private:
  const Instant start_;
  std::atomic<Duration::rep> elapsed_{0};
};

}  // namespace verify::test
