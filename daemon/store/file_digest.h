#pragma once

#include <filesystem>
#include <string>

#include "verify/error.h"

namespace verify::daemon {

/// SHA-256 of what is read from an open file up to its end, in lower-case hex. `name` is for the
/// Error where it cannot be read.
Result<std::string> digest_of_file(int descriptor, const std::filesystem::path& name);

}  // namespace verify::daemon
