#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "verify/error.h"

namespace verify {

/// The bytes of a file, whole or not at all; of any kind that can be read, a pipe as well. Errors:
/// not_found; unreadable, with the system's reason, also where it fails in the middle; too_large,
/// of which no more than `max_bytes` are read, so that a device without an end has one. Safe from
/// any thread.
Result<std::string> read_file_bytes(const std::filesystem::path& file, std::size_t max_bytes);

}  // namespace verify
