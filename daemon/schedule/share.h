#pragma once

#include <string_view>

#include "verify/time.h"

namespace verify::daemon {

/// A share of `span`, from nothing to less than all of it, in whole seconds. It depends on the
/// partner's id and the moment alone: the same on every machine and after every restart, and spread
/// evenly over partners.
Duration share_of(std::string_view partner, Instant due, Duration span);

}  // namespace verify::daemon
