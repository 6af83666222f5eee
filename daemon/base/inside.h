#pragma once

#include <filesystem>

namespace verify::daemon {

/// Whether a path as a stranger wrote it names a file below the folder it is relative to.
bool stays_inside(const std::filesystem::path& path);

}  // namespace verify::daemon
