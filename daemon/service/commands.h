#pragma once

#include <string>

#include "daemon/base/log.h"
#include "daemon/base/settings.h"

namespace verify::daemon {

/// What `verifyd` does besides running. Each prints what it did to standard output and what is
/// wrong to standard error, and returns an exit code: 0 fine, 3 usage or bad input, 4 trouble.

/// Makes a token and prints it; only its hash is kept. `expires` a duration, or empty: never.
int add_token(const Settings& settings, const std::string& name, const std::string& role,
              const std::string& expires);
int list_tokens(const Settings& settings);
int revoke_token(const Settings& settings, const std::string& name);

/// Takes every application.json in `folder` and below. A partner's id is its folder's name, or what
/// partner.json beside it says. What is there already is left as it is.
int import_folder(const Settings& settings, const std::string& folder);
/// Writes a folder for each partner: application.json with its files, partner.json, and of the last
/// run report.json and evidence.warc.gz. `import` reads it again.
int export_folder(const Settings& settings, const std::string& folder);

/// A consistent copy of the database, while the daemon runs.
int back_up(const Settings& settings, const std::string& file);

/// Runs the daemon until SIGINT or SIGTERM; SIGHUP reads the configuration again.
int serve(Settings settings);

}  // namespace verify::daemon
