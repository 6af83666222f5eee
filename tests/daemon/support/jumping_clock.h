#pragma once

#include <atomic>

#include "verify/time.h"

namespace verify::test {

/// A clock that goes when a test says so, and that can be put forward or back like one of a
/// machine: then the monotonic one does not move with it.
class JumpingClock final : public Clock {
 public:
  explicit JumpingClock(std::string_view start)
      : wall_(parse_instant(start).value().time_since_epoch().count()) {}

  Instant now() const override { return Instant{Duration{wall_.load()}}; }
  Duration monotonic() const override { return Duration{tick_.load()}; }
  void pass(Duration by) {
    wall_ += by.count();
    tick_ += by.count();
  }
  void jump(Duration by) { wall_ += by.count(); }

 private:
  std::atomic<Duration::rep> wall_;
  std::atomic<Duration::rep> tick_{1'000'000};
};

}  // namespace verify::test
