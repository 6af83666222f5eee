#include "crawl/host_gate.h"

#include <algorithm>

namespace verify {
namespace {

// How soon to ask again for a host whose places are all taken by others.
constexpr Duration kAskAgain = std::chrono::milliseconds(50);
constexpr std::size_t kMaxHosts = 10'000;

}  // namespace

std::optional<Duration> HostGate::enter(std::string_view host, const Manners& manners,
                                        Duration now) {
  const std::lock_guard lock(mutex_);
  if (hosts_.size() > kMaxHosts) forget_idle(now);
  Host& state = hosts_[std::string(host)];
  if (state.busy >= manners.connections) return kAskAgain;
  if (state.free_at > now) return state.free_at - now;
  ++state.busy;
  // Where several may run at once, their starts are spaced by the delay as well.
  state.free_at = now + manners.delay;
  return std::nullopt;
}

void HostGate::leave(std::string_view host, Duration now, Duration delay) {
  const std::lock_guard lock(mutex_);
  const auto it = hosts_.find(std::string(host));
  if (it == hosts_.end()) return;
  it->second.busy = std::max(0, it->second.busy - 1);
  it->second.free_at = std::max(it->second.free_at, now + delay);
}

void HostGate::rest(std::string_view host, Duration now, Duration delay) {
  const std::lock_guard lock(mutex_);
  Duration& free_at = hosts_[std::string(host)].free_at;
  free_at = std::max(free_at, now + delay);
}

void HostGate::forget_idle(Duration now) {
  std::erase_if(hosts_, [&](const auto& each) {
    return each.second.busy == 0 && each.second.free_at <= now;
  });
}

}  // namespace verify
