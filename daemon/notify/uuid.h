#pragma once

#include <string>

namespace verify::daemon {

/// A random UUID (RFC 9562 version 4), lower case. Throws std::runtime_error where the machine has
/// no randomness.
std::string random_uuid();

}  // namespace verify::daemon
