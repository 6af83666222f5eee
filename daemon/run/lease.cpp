#include "daemon/run/lease.h"

#include <unistd.h>

#include <algorithm>
#include <random>
#include <vector>

namespace verify::daemon {
namespace {

constexpr Duration kLongestPause = std::chrono::seconds(20);
constexpr Duration kShortestPause = std::chrono::milliseconds(20);

}  // namespace

std::string make_holder() {
  char host[256] = "";
  if (gethostname(host, sizeof host - 1) != 0) host[0] = '\0';
  std::random_device random;
  return std::string(host) + ":" + std::to_string(getpid()) + ":" + std::to_string(random()) +
         std::to_string(random());
}

LeaseKeeper::LeaseKeeper(Store& store, const Clock& clock, std::string holder)
    : store_(store), clock_(clock), holder_(std::move(holder)), thread_([this] { run(); }) {}

LeaseKeeper::~LeaseKeeper() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

std::shared_ptr<Lease> LeaseKeeper::keep(std::int64_t run, Instant now, Duration ttl) {
  auto lease = std::make_shared<Lease>();
  lease->run = run;
  lease->stop = std::make_shared<std::atomic<bool>>(false);
  lease->until = (now + ttl).time_since_epoch().count();
  {
    const std::lock_guard lock(mutex_);
    Kept& kept = kept_[run];
    // Taken away and leased again before a heartbeat noticed: two would work on one run.
    if (kept.lease) lose(*kept.lease);
    kept = {lease, ttl};
    news_ = true;
  }
  changed_.notify_all();
  return lease;
}

void LeaseKeeper::forget(const Lease& lease) {
  const std::lock_guard lock(mutex_);
  const auto found = kept_.find(lease.run);
  if (found != kept_.end() && found->second.lease.get() == &lease) kept_.erase(found);
}

void LeaseKeeper::stop_all() {
  const std::lock_guard lock(mutex_);
  for (const auto& [run, kept] : kept_) *kept.lease->stop = true;
}

std::size_t LeaseKeeper::size() const {
  const std::lock_guard lock(mutex_);
  return kept_.size();
}

void LeaseKeeper::lose(Lease& lease) {
  if (!lease.lost.exchange(true)) ++lost_;
  *lease.stop = true;
}

void LeaseKeeper::beat() {
  std::vector<Kept> all;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [run, kept] : kept_) all.push_back(kept);
  }
  for (const auto& [lease, ttl] : all) {
    if (lease->lost) continue;
    const Instant now = clock_.now();
    try {
      if (store_.heartbeat(lease->run, holder_, now, ttl)) {
        lease->until = (now + ttl).time_since_epoch().count();
      } else {
        // One that was forgotten meanwhile has ended as it should.
        const std::lock_guard lock(mutex_);
        if (kept_.contains(lease->run)) lose(*lease);
      }
    } catch (const StoreUnavailable&) {
      if (lease->ended(now)) lose(*lease);  // it may be somebody else's by now
    }
  }
}

Duration LeaseKeeper::pause() const {
  Duration shortest = kLongestPause * 3;
  for (const auto& [run, kept] : kept_) shortest = std::min(shortest, kept.ttl);
  return std::max(kShortestPause, shortest / 3);
}

// A new lease may bring the next beat forward and never puts it off: leases that keep coming would
// leave those that are there without one.
void LeaseKeeper::run() {
  using Steady = std::chrono::steady_clock;
  std::unique_lock lock(mutex_);
  Steady::time_point next_beat = Steady::now() + pause();
  while (!ending_) {
    next_beat = std::min(next_beat, Steady::now() + pause());
    news_ = false;
    if (changed_.wait_until(lock, next_beat, [&] { return ending_ || news_; })) continue;
    lock.unlock();
    beat();
    lock.lock();
    next_beat = Steady::now() + pause();
  }
}

}  // namespace verify::daemon
