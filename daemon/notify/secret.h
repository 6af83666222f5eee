#pragma once

#include <expected>
#include <filesystem>
#include <string>

namespace verify::daemon {

/// The content of a file of one secret, without the final line break. Read each time it is needed,
/// so that a secret is changed by changing its file. The error says why there is none: not there,
/// empty, over 64 KiB.
std::expected<std::string, std::string> read_secret(const std::filesystem::path& file);

}  // namespace verify::daemon
