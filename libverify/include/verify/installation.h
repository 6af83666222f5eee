#pragma once

#include <filesystem>

namespace verify {

/// Where a program of this project finds what it is installed with. `built` is where the build left
/// it, for programs that run from their build folder.

/// The folder with checklists/, lexicons/ and schemas/: $VERIFY_CONFIG_DIR, else beside the
/// installed program, else `built`.
std::filesystem::path config_folder(const std::filesystem::path& built);

/// The folder with the dashboard's index.html: $VERIFY_DASHBOARD_DIR, else beside the installed
/// program, else `built`.
std::filesystem::path dashboard_folder(const std::filesystem::path& built);

/// The child process that opens files: $VERIFY_FILE_READER, else beside the installed program, else
/// `built`.
std::filesystem::path file_reader_program(const std::filesystem::path& built);

}  // namespace verify
