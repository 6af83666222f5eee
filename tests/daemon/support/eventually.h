#pragma once

#include <chrono>
#include <functional>
#include <thread>

namespace verify::test {

/// Whether it comes true while somebody else's thread works; false only after very long.
inline bool eventually(const std::function<bool()>& condition) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

}  // namespace verify::test
