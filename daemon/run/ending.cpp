#include "daemon/run/ending.h"

#include <exception>
#include <nlohmann/json.hpp>

namespace verify::daemon {
namespace {

constexpr Duration kPause = std::chrono::seconds(1);

}  // namespace

Endings::~Endings() {
  shared_.unwritten -= static_cast<int>(left_.size());
  shared_.running -= static_cast<int>(left_.size());
}

void Endings::add(std::shared_ptr<Lease> lease, std::function<bool()> write,
                  std::function<void()> after) {
  shared_.leases.forget(*lease);
  Ending ending{std::move(lease), std::move(write), std::move(after)};
  if (try_one(ending)) return;
  if (left_.empty()) next_try_ = shared_.clock.monotonic() + kPause;
  left_.push_back(std::move(ending));
  ++shared_.unwritten;
}

// True when there is nothing left to do.
bool Endings::try_one(Ending& ending) {
  const bool lost = ending.lease->ended(shared_.clock.now());
  bool written = false;
  try {
    written = !lost && ending.write();
  } catch (const StoreUnavailable&) {
    return false;
  } catch (const std::exception& error) {
    // A fault of ours: the lease ends, and the run is made again.
    shared_.events.publish({"run.put_off", "", ending.lease->run,
                            nlohmann::json{{"error", error.what()}}.dump(
                                -1, ' ', false, nlohmann::json::error_handler_t::replace)});
  }
  if (!written && !ending.lease->lost) ++shared_.refused;
  --shared_.running;
  if (written && ending.after) ending.after();
  return true;
}

void Endings::try_again() {
  if (left_.empty() || shared_.clock.monotonic() < next_try_) return;
  next_try_ = shared_.clock.monotonic() + kPause;
  for (auto it = left_.begin(); it != left_.end();) {
    if (try_one(*it)) {
      it = left_.erase(it);
      --shared_.unwritten;
    } else {
      ++it;
    }
  }
}

}  // namespace verify::daemon
