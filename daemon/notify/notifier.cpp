#include "daemon/notify/notifier.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "daemon/notify/digests.h"
#include "daemon/notify/lane.h"
#include "daemon/notify/quiet_thread.h"

namespace verify::daemon {
namespace {

constexpr int kBatch = 20;
constexpr Duration kStorePause = std::chrono::seconds(5);
// How far the clock may run behind the monotonic one before it counts as put back.
constexpr Duration kJump = std::chrono::minutes(1);

std::vector<std::string> channels_of(const Settings& settings) {
  std::vector<std::string> out;
  for (const WebhookSettings& webhook : settings.webhooks) out.push_back(webhook.name);
  for (const MailSettings& mail : settings.mails) out.push_back(mail.name);
  return out;
}

class LaneNotifier final : public Notifier {
 public:
  LaneNotifier(Store& store, const Clock& clock, std::shared_ptr<const Settings> settings,
               const NotifyLimits& limits)
      : limits_(limits),
        settings_(std::move(settings)),
        context_{.store = store,
                 .clock = clock,
                 .limits = limits_,
                 .settings = [this] { return current(); },
                 .given_up = [this] { return given_up(); }} {
    match_lanes(*settings_);
    keeper_ = quiet_thread([this] { keep(); });
  }

  ~LaneNotifier() override {
    break_off_at_ = (std::chrono::steady_clock::now() + limits_.drain).time_since_epoch().count();
    {
      const std::lock_guard lock(mutex_);
      stop_ = true;
      woken_.notify_all();
      // All of them first, so that their last tries go on side by side.
      for (auto& [channel, lane] : lanes_) lane->retire();
    }
    keeper_.join();
  }

  void wake() override {
    wake_lanes();
    const std::lock_guard lock(mutex_);
    wake_ = true;
    woken_.notify_all();
  }

  void reload(std::shared_ptr<const Settings> settings) override {
    {
      const std::lock_guard lock(mutex_);
      settings_ = settings;
      match_lanes(*settings);
    }
    wake();
  }

  Gauge gauge() const override {
    return {context_.sent, context_.failed_tries, context_.dead, pending_};
  }

 private:
  void wake_lanes() {
    const std::lock_guard lock(mutex_);
    for (auto& [channel, lane] : lanes_) lane->wake();
  }

  std::shared_ptr<const Settings> current() const {
    const std::lock_guard lock(mutex_);
    return settings_;
  }

  bool given_up() const {
    const auto at = break_off_at_.load();
    return at != 0 && std::chrono::steady_clock::now().time_since_epoch().count() >= at;
  }

  void match_lanes(const Settings& settings);
  void keep();
  void bury_orphans(const Settings& settings);
  void notice_clock();
  Instant make_digests(const Settings& settings);
  Duration look_after();

  const NotifyLimits limits_;
  mutable std::mutex mutex_;
  std::condition_variable woken_;
  bool wake_ = false, stop_ = false;
  std::shared_ptr<const Settings> settings_;
  std::atomic<std::int64_t> pending_{0};
  std::atomic<std::chrono::steady_clock::rep> break_off_at_{0};  // 0: not yet
  LaneContext context_;
  std::map<std::string, std::unique_ptr<Lane>> lanes_;
  std::optional<std::pair<Instant, Duration>> seen_;  // of both clocks, by the keeper
  std::thread keeper_;
};

// Each channel that ever was in the configuration keeps its lane: two at work for one channel would
// send the same message twice. Under the lock, or before anybody else knows of us.
void LaneNotifier::match_lanes(const Settings& settings) {
  for (const std::string& channel : channels_of(settings))
    if (!lanes_.contains(channel))
      lanes_.emplace(channel, std::make_unique<Lane>(channel, context_));
}

// What is meant for a channel that is no more would wait for ever and nobody would know. It may be
// sent again when the channel is back.
void LaneNotifier::bury_orphans(const Settings& settings) {
  const auto channels = channels_of(settings);
  for (Delivery& delivery : context_.store.due_deliveries(context_.clock.now(), kBatch)) {
    if (std::ranges::find(channels, delivery.channel) != channels.end()) continue;
    delivery.state = DeliveryState::dead;
    delivery.error = "the configuration has no such channel";
    context_.store.update_delivery(delivery);
    ++context_.dead;
  }
}

// After a clock was put back, what was to be tried by the wrong time lies years off; also when that
// was while nobody looked. Nothing of ours waits longer than a receiver may ask for.
void LaneNotifier::notice_clock() {
  const Instant now = context_.clock.now();
  const Duration tick = context_.clock.monotonic();
  const bool put_back = !seen_ || (now - seen_->first) - (tick - seen_->second) < -kJump;
  if (put_back) {
    const Instant latest = now + std::max(limits_.longest_asked, 2 * limits_.longest_pause);
    if (context_.store.hasten_deliveries(latest, now) > 0) wake_lanes();
  }
  seen_ = {now, tick};
}

Instant LaneNotifier::make_digests(const Settings& settings) {
  const Instant now = context_.clock.now();
  Instant next = now + limits_.beat;
  for (const MailSettings& mail : settings.mails) {
    if (mail.digest.empty()) continue;
    const DigestTurn turn = make_digest(context_.store, mail, settings, now);
    if (turn.made) wake_lanes();
    next = std::min(next, turn.next);
  }
  return next;
}

// How long there is nothing more to do.
Duration LaneNotifier::look_after() {
  const auto settings = current();
  try {
    notice_clock();
    bury_orphans(*settings);
    const Instant next = make_digests(*settings);
    pending_ = context_.store.pending_deliveries();
    return std::clamp<Duration>(next - context_.clock.now(), std::chrono::milliseconds(1),
                                limits_.beat);
  } catch (const StoreUnavailable&) {
    return kStorePause;
  }
}

void LaneNotifier::keep() {
  while (true) {
    const Duration pause = look_after();
    std::unique_lock lock(mutex_);
    woken_.wait_for(lock, pause, [&] { return wake_ || stop_; });
    if (stop_) return;
    wake_ = false;
  }
}

}  // namespace

std::unique_ptr<Notifier> make_notifier(Store& store, const Clock& clock,
                                        std::shared_ptr<const Settings> settings,
                                        const NotifyLimits& limits) {
  return std::make_unique<LaneNotifier>(store, clock, std::move(settings), limits);
}

}  // namespace verify::daemon
