#pragma once

#include <functional>
#include <optional>
#include <string>

#include "daemon/notify/limits.h"
#include "verify/fetch.h"

namespace verify::daemon {

/// What one try to send a message came to.
struct Reply {
  enum class Kind {
    accepted,
    failed,       ///< may be better another time
    refused,      ///< by the receiver, for good
    interrupted,  ///< we broke it off: no try
  };
  Kind kind = Kind::failed;
  std::string words;                    ///< why, for people; of an accepted one what it lacks
  std::optional<Duration> retry_after;  ///< as the receiver asks for
};

/// What sending needs of its surroundings. The references must outlive the try.
struct Outbound {
  const FetcherOptions& fetcher;  ///< allow_net, connect_to, ca_file, user_agent
  const Clock& clock;
  const NotifyLimits& limits;
  const std::function<bool()>& given_up;  ///< true: break it off
};

}  // namespace verify::daemon
