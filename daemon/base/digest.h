#pragma once

#include <string>
#include <string_view>

namespace verify::daemon {

/// SHA-256, lower-case hex.
std::string sha256_hex(std::string_view bytes);

}  // namespace verify::daemon
