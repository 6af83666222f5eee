#pragma once

#include <deque>
#include <unordered_map>

#include "crawl/crawl_task.h"
#include "crawl/host_gate.h"
#include "crawl/origin_rules.h"
#include "verify/recheck.h"

namespace verify {

/// One RecheckJob under way.
class Recheck final : public CrawlTask {
 public:
  /// `salt` makes the addresses that nobody can have meant others each time.
  Recheck(RecheckJob job, HostGate& gate, Duration now, std::string salt);
  ~Recheck() override;

  std::optional<FetchRequest> next(Duration now, Duration& retry_in) override;
  void on_exchange(const Exchange& exchange, Duration now) override;
  void abandon(std::string reason) override;
  bool finished() const override { return over_ && running_.empty(); }
  bool is_unwanted() const override {
    return job_.stop != nullptr && job_.stop->load(std::memory_order_relaxed);
  }
  void finish(Duration now) override;

 private:
  // One request of the trace.
  struct Place {
    std::size_t step = 0, hop = 0;
    Duration spent{};  // on the hops before
  };
  const CrawlTrace::Step& step(const Place& place) const { return job_.trace->steps[place.step]; }
  const Url& url(const Place& place) const { return step(place).hops[place.hop].url; }
  std::optional<Place> choose(Duration now, Duration& retry_in);
  bool may_ask(const Place& place);
  bool rules_are_coming() const;
  Duration time_for(const Place& place) const;
  FetchRequest request_for(const Place& place) const;
  void take(Place place, const Exchange& exchange);
  void differs(const Place& place);
  void leave_hosts(Duration now);

  RecheckJob job_;
  HostGate& gate_;
  const Duration deadline_;
  OriginRules rules_;
  const std::string salt_;
  std::deque<Place> waiting_;
  std::unordered_map<std::uint64_t, Place> running_;
  std::uint64_t next_id_ = 1;
  Duration now_{};
  bool over_ = false;
  RecheckResult result_;
};

}  // namespace verify
