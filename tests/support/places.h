#pragma once

#include <filesystem>
#include <string>

namespace verify::test {

/// The root of the source tree. Places are told by one source file, so that all others are compiled
/// alike in every checkout and a compiler cache knows them again.
const std::filesystem::path& source_folder();

/// The program under test.
const std::string& program_path();

/// The child process that opens submitted files.
const std::string& file_reader_path();

}  // namespace verify::test
