#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "daemon/base/settings.h"
#include "daemon/store/file_vault.h"
#include "daemon/store/store.h"

namespace verify::daemon {

/// For commands beside a running daemon: opens its data, calls `work` and turns what is wrong into
/// a message and an exit code.
int with_store(const Settings& settings, const std::function<int(Store&)>& work);
int with_data(const Settings& settings, const std::function<int(Store&, FileVault&)>& work);

/// Prints "verifyd: " and the message, on one line; 3 and 4.
int refuse(const std::string& message);
int trouble(const std::string& message);

}  // namespace verify::daemon
