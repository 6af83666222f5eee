#include "daemon/notify/lane.h"

#include <algorithm>

#include "daemon/notify/quiet_thread.h"
#include "daemon/notify/retry.h"
#include "daemon/notify/smtp_mail.h"
#include "daemon/notify/webhook.h"

namespace verify::daemon {
namespace {

constexpr int kBatch = 10;
constexpr Duration kFirstStorePause = std::chrono::seconds(1);
constexpr Duration kLongestStorePause = std::chrono::seconds(30);

template <class Channel>
const Channel* find(const std::vector<Channel>& channels, const std::string& name) {
  const auto found = std::ranges::find(channels, name, &Channel::name);
  return found == channels.end() ? nullptr : &*found;
}

Reply send(const Settings& settings, const Delivery& delivery, const Outbound& outbound) {
  // A fence: what goes wrong in one message must not end the others.
  try {
    if (const auto* webhook = find(settings.webhooks, delivery.channel))
      return post_webhook(*webhook, delivery, outbound);
    if (const auto* mail = find(settings.mails, delivery.channel))
      return send_mail(*mail, delivery, outbound);
    return {.kind = Reply::Kind::interrupted};  // taken out of the configuration just now
  } catch (const std::exception& fault) {
    return {.words = fault.what()};
  }
}

}  // namespace

Lane::Lane(std::string channel, LaneContext& context)
    : channel_(std::move(channel)), context_(context), thread_(quiet_thread([this] { run(); })) {}

Lane::~Lane() {
  retire();
  thread_.join();
}

void Lane::wake() {
  const std::lock_guard lock(mutex_);
  wake_ = true;
  woken_.notify_all();
}

void Lane::retire() {
  stop_ = true;
  wake();
}

// False when it is to end.
bool Lane::sleep(Duration at_most) {
  std::unique_lock lock(mutex_);
  woken_.wait_for(lock, at_most, [&] { return wake_; });
  wake_ = false;
  return !stop_;
}

void Lane::run() {
  Duration store_pause = kFirstStorePause;
  Duration pause{};
  do {
    try {
      serve();
      pause = until_next();
      store_pause = kFirstStorePause;
    } catch (const StoreUnavailable&) {  // said by /readyz; here it is waited for
      pause = store_pause;
      store_pause = std::min(2 * store_pause, kLongestStorePause);
    }
  } while (!stop_ && sleep(pause));
}

Duration Lane::until_next() const {
  const Instant now = context_.clock.now();
  Duration pause = context_.limits.beat;
  if (!postponed_.empty()) pause = std::min(pause, Duration(postponed_.top() - now));
  if (resting_until_) pause = std::max(pause, Duration(*resting_until_ - now));
  return std::clamp<Duration>(pause, std::chrono::milliseconds(1), context_.limits.beat);
}

void Lane::serve() {
  while (!stop_) {
    const Instant now = context_.clock.now();
    // A clock that was put back does not make the pause longer than it was.
    if (resting_until_ && now < *resting_until_ &&
        *resting_until_ - now <= context_.limits.longest_asked)
      return;
    resting_until_.reset();
    while (!postponed_.empty() && postponed_.top() <= now) postponed_.pop();
    const auto batch = context_.store.due_deliveries(now, kBatch, channel_);
    if (batch.empty()) return;
    for (const Delivery& delivery : batch)
      if (stop_ || resting_until_ || !attempt(delivery)) return;
  }
}

// False: no more of this channel now.
bool Lane::attempt(const Delivery& delivery) {
  const auto settings = context_.settings();
  const Outbound outbound{settings->fetcher, context_.clock, context_.limits, context_.given_up};
  const Reply reply = send(*settings, delivery, outbound);
  if (reply.kind == Reply::Kind::interrupted) return false;
  const Instant now = context_.clock.now();
  const Delivery after = after_try(delivery, reply, now, context_.limits);
  if (after.state == DeliveryState::pending) {
    postponed_.push(after.next_try);
    if (reply.retry_after) resting_until_ = after.next_try;
  }
  count(after);
  return record(after);
}

void Lane::count(const Delivery& delivery) {
  if (delivery.state == DeliveryState::sent) {
    ++context_.sent;
    return;
  }
  ++context_.failed_tries;
  if (delivery.state == DeliveryState::dead) ++context_.dead;
}

// Until it is stored the message would be sent again and again.
bool Lane::record(const Delivery& delivery) {
  for (Duration pause = kFirstStorePause;; pause = std::min(2 * pause, kLongestStorePause)) {
    try {
      context_.store.update_delivery(delivery);
      return true;
    } catch (const StoreUnavailable&) {
      if (stop_ || !sleep(pause)) return false;
    }
  }
}

}  // namespace verify::daemon
