#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "daemon/api/server.h"

namespace verify::daemon {

/// The latest moment at which `bytes` may still not have moved.
class Pace {
 public:
  explicit Pace(const ApiLimits& limits) : limits_(limits) {}
  std::chrono::steady_clock::time_point latest(std::size_t bytes) const {
    const auto share = std::chrono::microseconds(static_cast<std::int64_t>(
        1e6 * static_cast<double>(bytes) / static_cast<double>(limits_.bytes_per_second)));
    return began_ + limits_.grace + share;
  }

 private:
  const ApiLimits& limits_;
  const std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

}  // namespace verify::daemon
