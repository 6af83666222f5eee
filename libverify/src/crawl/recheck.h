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
  Recheck(RecheckJob job, HostGate& gate, Duration now);
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
  };
  const CrawlTrace::Step& step(const Place& place) const { return job_.trace->steps[place.step]; }
  const Url& url(const Place& place) const { return step(place).hops[place.hop].url; }
  std::optional<Place> first_waiting() const;
  bool may_ask(const Place& place);
  FetchRequest request_for(const Place& place) const;
  void take(const Place& place, const Exchange& exchange);
  void differs(const Place& place);
  void leave_hosts(Duration now);

  RecheckJob job_;
  HostGate& gate_;
  const Duration deadline_;
  OriginRules rules_;
  std::size_t next_ = 0;          // step that is begun next
  std::deque<Place> redirected_;  // to be followed, before anything else is begun
  std::unordered_map<std::uint64_t, Place> running_;
  std::uint64_t next_id_ = 1;
  Duration now_{};
  bool over_ = false;
  RecheckResult result_;
};

}  // namespace verify
