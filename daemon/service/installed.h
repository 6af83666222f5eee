#pragma once

#include <expected>
#include <filesystem>
#include <vector>

#include "daemon/base/rules.h"
#include "daemon/base/settings.h"

namespace verify::daemon {

/// The configuration of `file`; what it leaves to the installation is filled in.
std::expected<Settings, std::vector<Error>> installed_settings(const std::filesystem::path& file);

/// The description of the API. It is of this program and not of the configuration: a folder of
/// somebody's own checklists need not have it.
std::filesystem::path installed_openapi();

/// The checklists and lexicons of the configuration; the one by which partners are judged that name
/// none is among them.
std::expected<Rules, std::vector<Error>> rules_for(const Settings& settings);

}  // namespace verify::daemon
