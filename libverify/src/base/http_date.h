#pragma once

#include <optional>
#include <string_view>

#include "verify/time.h"

namespace verify {

/// An HTTP-date (RFC 9110 section 5.6.7) in any of its three forms, and in what servers make of
/// them. Nothing where it is no date.
std::optional<Instant> http_date(std::string_view text);

}  // namespace verify
