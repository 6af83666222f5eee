#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <queue>
#include <string>
#include <thread>
#include <vector>

#include "daemon/base/settings.h"
#include "daemon/notify/reply.h"
#include "daemon/store/store.h"

namespace verify::daemon {

/// What all lanes share. Must outlive them; its functions are called from their threads.
struct LaneContext {
  Store& store;
  const Clock& clock;
  const NotifyLimits& limits;
  std::function<std::shared_ptr<const Settings>()> settings;  ///< the current ones
  std::function<bool()> given_up;                             ///< true: break tries off
  std::atomic<std::uint64_t> sent{0}, failed_tries{0}, dead{0};
};

/// Sends what is due of one channel, one message at a time, on a thread of its own. What a try came
/// to is stored before the next one begins, however long the store is not to be had. A channel that
/// is not in the configuration is left alone: it may come back.
class Lane {
 public:
  /// Begins at once.
  Lane(std::string channel, LaneContext& context);
  /// Ends it and waits for the try under way.
  ~Lane();
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;

  void wake();
  /// No try begins any more. Does not wait.
  void retire();

 private:
  void run();
  void serve();
  bool attempt(const Delivery& delivery);
  bool record(const Delivery& delivery);
  bool sleep(Duration at_most);
  Duration until_next() const;
  void count(const Delivery& delivery);

  const std::string channel_;
  LaneContext& context_;
  std::mutex mutex_;
  std::condition_variable woken_;
  bool wake_ = false;
  std::atomic<bool> stop_{false};
  // Of the thread:
  std::optional<Instant> resting_until_;  // the receiver asked for a pause: it is for all messages
  std::priority_queue<Instant, std::vector<Instant>, std::greater<>> postponed_;
  std::thread thread_;
};

}  // namespace verify::daemon
