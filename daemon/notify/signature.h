#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace verify::daemon {

/// The value of X-Verify-Signature: "v1=" and, in lower-case hex, the HMAC-SHA256 (RFC 2104) with
/// `key` over the timestamp in decimal, a full stop and the body. A receiver computes the same,
/// compares without an early end, and refuses a timestamp that is not about now.
std::string webhook_signature(std::string_view key, std::int64_t timestamp, std::string_view body);

}  // namespace verify::daemon
