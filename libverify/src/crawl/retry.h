#pragma once

#include <optional>

#include "verify/fetch.h"

namespace verify {

/// How long a server asks to be left alone (Retry-After, RFC 9110 section 10.2.3, in both forms).
std::optional<Duration> retry_after(const Exchange& exchange);

/// Whether, and how long after its end, the same request is made again.
struct RetryPlan {
  enum class Kind {
    no,     ///< it would not help, or was tried often enough
    again,  ///< after `wait`
    later,  ///< the server asks for `wait`, which is more than a crawl waits
  };
  Kind kind = Kind::no;
  Duration wait{};
};
/// `tries`: how often it was made before this one.
RetryPlan plan_retry(const Exchange& exchange, int tries);

/// The longest a crawl waits before it asks again, and leaves a host alone because it was asked to.
inline constexpr Duration kLongestWait = std::chrono::seconds(30);

}  // namespace verify
