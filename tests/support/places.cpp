#include "support/places.h"

namespace verify::test {

const std::filesystem::path& source_folder() {
  static const std::filesystem::path kFolder = VERIFY_SOURCE_DIR;
  return kFolder;
}

const std::string& program_path() {
  static const std::string kProgram = VERIFY_PROGRAM;
  return kProgram;
}

const std::string& file_reader_path() {
  static const std::string kProgram = VERIFY_FILE_READER;
  return kProgram;
}

}  // namespace verify::test
