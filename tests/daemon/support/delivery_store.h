#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <mutex>
#include <stdexcept>

#include "daemon/store/store.h"

namespace verify::test {

/// A store in memory with what notifications need; everything else throws. Fails when told to.
/// Thread-safe.
class DeliveryStore : public daemon::Store {
 public:
  using Delivery = daemon::Delivery;
  using State = daemon::DeliveryState;

  /// Called before each change with its name ("update_delivery" …); may throw.
  std::function<void(const std::string&)> before_change = [](const std::string&) {};
  std::vector<daemon::Transition> told;  ///< ids rising
  std::map<std::string, std::string> notes;
  std::map<std::string, daemon::Partner> partners;

  void tell(daemon::Transition transition) {
    const std::lock_guard lock(mutex_);
    transition.id = told.empty() ? 1 : told.back().id + 1;
    told.push_back(std::move(transition));
  }

  Delivery delivery(const std::string& id) {
    const std::lock_guard lock(mutex_);
    return deliveries_.at(id);
  }

  void add_delivery(const Delivery& delivery) override {
    change("add_delivery", [&] { deliveries_.emplace(delivery.id, delivery); });
  }
  void update_delivery(const Delivery& delivery) override {
    change("update_delivery", [&] { deliveries_[delivery.id] = delivery; });
  }
  int hasten_deliveries(Instant latest, Instant now) override {
    int count = 0;
    change("hasten_deliveries", [&] {
      for (auto& [id, delivery] : deliveries_) {
        if (delivery.state != State::pending || delivery.next_try <= latest) continue;
        delivery.next_try = now;
        ++count;
      }
    });
    return count;
  }
  std::vector<Delivery> due_deliveries(Instant now, int limit,
                                       const std::string& channel) override {
    const std::lock_guard lock(mutex_);
    std::vector<Delivery> out;
    for (const auto& [id, delivery] : deliveries_)
      if (delivery.state == State::pending && delivery.next_try <= now &&
          (channel.empty() || channel == delivery.channel))
        out.push_back(delivery);
    std::ranges::stable_sort(out, {}, &Delivery::next_try);
    out.resize(std::min(out.size(), static_cast<std::size_t>(limit)));
    return out;
  }
  std::int64_t pending_deliveries() override {
    const std::lock_guard lock(mutex_);
    return std::ranges::count(deliveries_, State::pending,
                              [](const auto& entry) { return entry.second.state; });
  }
  std::vector<Delivery> deliveries(const DeliveryFilter&) override {
    const std::lock_guard lock(mutex_);
    std::vector<Delivery> out;
    for (const auto& [id, delivery] : deliveries_) out.push_back(delivery);
    return out;
  }
  bool replay_delivery(const std::string& id, Instant now) override {
    const std::lock_guard lock(mutex_);
    Delivery& delivery = deliveries_.at(id);
    if (delivery.state != State::dead) return false;
    delivery.state = State::pending;
    delivery.attempts = 0;
    delivery.next_try = now;
    return true;
  }
  std::vector<daemon::Transition> transitions(const TransitionFilter& filter) override {
    const std::lock_guard lock(mutex_);
    std::vector<daemon::Transition> out;
    for (auto at = told.rbegin(); at != told.rend(); ++at)
      if (at->id > filter.after && (filter.before == 0 || at->id < filter.before) &&
          static_cast<int>(out.size()) < filter.limit)
        out.push_back(*at);
    return out;
  }
  std::optional<std::string> note(const std::string& name) override {
    const std::lock_guard lock(mutex_);
    const auto found = notes.find(name);
    return found == notes.end() ? std::nullopt : std::optional(found->second);
  }
  void put_note(const std::string& name, const std::string& value) override {
    change("put_note", [&] { notes[name] = value; });
  }
  std::optional<daemon::Partner> partner(const std::string& id) override {
    const std::lock_guard lock(mutex_);
    const auto found = partners.find(id);
    return found == partners.end() ? std::nullopt : std::optional(found->second);
  }

  // What notifications have nothing to do with.
  void put_partner(const daemon::Partner&) override { never(); }
  bool rename_partner(const std::string&, const std::string&) override { never(); }
  bool remove_partner(const std::string&) override { never(); }
  std::vector<daemon::PortfolioRow> portfolio(const daemon::PortfolioFilter&, Instant) override {
    never();
  }
  std::optional<daemon::PortfolioRow> portfolio_row(const std::string&, Instant) override {
    never();
  }
  daemon::PortfolioCounts counts(Instant) override { never(); }
  int add_application(const daemon::ApplicationVersion&) override { never(); }
  std::optional<daemon::ApplicationVersion> application(const std::string&, int) override {
    never();
  }
  std::vector<daemon::ApplicationVersion> applications(const std::string&) override { never(); }
  std::vector<Due> due(Instant, int) override { never(); }
  std::optional<Due> next_due(const std::string&) override { never(); }
  void set_due(const std::string&, Instant, daemon::Trigger) override { never(); }
  void bring_forward(const std::vector<Due>&) override { never(); }
  bool move_due(const Due&, Instant, daemon::Trigger) override { never(); }
  std::optional<Instant> earliest_due() override { never(); }
  std::optional<daemon::Run> enqueue(const std::string&, daemon::Trigger, const std::string&,
                                     Instant) override {
    never();
  }
  std::vector<std::optional<daemon::Run>> enqueue(const std::vector<Due>&, Instant) override {
    never();
  }
  int waiting(int) override { never(); }
  std::vector<daemon::Run> lease(const std::string&, Instant, Duration, int) override { never(); }
  bool heartbeat(std::int64_t, const std::string&, Instant, Duration) override { never(); }
  bool finish(const daemon::RunResult&) override { never(); }
  bool fail(std::int64_t, const std::string&, const std::string&, Instant, Instant) override {
    never();
  }
  bool release(std::int64_t, const std::string&) override { never(); }
  int reclaim(Instant, const std::optional<std::string>&) override { never(); }
  std::optional<daemon::Run> run(std::int64_t) override { never(); }
  std::vector<daemon::Run> runs(const RunFilter&) override { never(); }
  std::vector<daemon::FindingRow> findings(std::int64_t) override { never(); }
  std::vector<daemon::FindingRow> history(const std::string&, int) override { never(); }
  std::vector<daemon::Standing> standings(const std::string&) override { never(); }
  daemon::Override add_override(daemon::Override) override { never(); }
  bool withdraw_override(std::int64_t, const std::string&, Instant) override { never(); }
  std::vector<daemon::Override> overrides(const std::string&) override { never(); }
  bool add_token(const daemon::Token&) override { never(); }
  bool revoke_token(const std::string&, Instant) override { never(); }
  std::optional<daemon::Token> token_by_sha256(const std::string&) override { never(); }
  std::vector<daemon::Token> tokens() override { never(); }
  std::vector<Referred> referred_files() override { never(); }
  void drop_evidence(const std::vector<std::string>&) override { never(); }
  void backup(const std::filesystem::path&) override { never(); }
  std::string check() override { never(); }
  std::optional<std::string> trouble() override { never(); }

 private:
  [[noreturn]] static void never() { throw std::logic_error("not for notifications"); }
  void change(const std::string& name, const std::function<void()>& work) {
    before_change(name);
    const std::lock_guard lock(mutex_);
    work();
  }

  std::mutex mutex_;
  std::map<std::string, Delivery> deliveries_;
};

}  // namespace verify::test
