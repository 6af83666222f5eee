#pragma once

#include <sys/socket.h>

#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "verify/address.h"
#include "verify/time.h"

namespace verify::daemon {

/// The addresses of a name by the system's resolver, or why there are none. The system's call
/// cannot be broken off: it is left alone on a thread of its own when `at_most` has passed or
/// `given_up` says so. At most 32 such threads are left; then look-ups fail at once. Thread-safe.
std::expected<std::vector<IpAddress>, std::string> look_up(const std::string& host,
                                                           Duration at_most,
                                                           const std::function<bool()>& given_up);

/// The IP of a socket address; nothing for another family.
std::optional<IpAddress> ip_of(const sockaddr& address, socklen_t size);

}  // namespace verify::daemon
