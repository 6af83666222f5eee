#pragma once

#include <cstddef>

#include "verify/time.h"

namespace verify::daemon {

/// How long a receiver of messages is waited for, and how a failed try is made again.
struct NotifyLimits {
  Duration connect_timeout = std::chrono::seconds(10);  ///< also of the look-up of its name
  Duration webhook_timeout = std::chrono::seconds(30);  ///< of one POST with its answer
  Duration mail_timeout = std::chrono::seconds(120);    ///< of one mail
  std::size_t max_answer_bytes = 64u << 10;  ///< header and body each; the rest is not read

  Duration first_pause = std::chrono::minutes(1);  ///< after the first failed try; then doubled
  Duration longest_pause = std::chrono::hours(12);
  Duration longest_asked = std::chrono::hours(24);  ///< of what Retry-After asks for

  Duration drain = std::chrono::seconds(3);  ///< that tries under way have when the daemon stops
  Duration beat = std::chrono::seconds(60);  ///< the store is asked at least so often
};

}  // namespace verify::daemon
