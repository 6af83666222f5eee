#include "verify/installation.h"

#include <cstdlib>

namespace verify {
namespace {

std::filesystem::path found(const char* variable, const char* beside_the_program,
                            const char* inside, const std::filesystem::path& built) {
  if (const char* set = std::getenv(variable); set != nullptr && *set != '\0') return set;
  std::error_code ignored;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
  const auto installed = (program / beside_the_program).lexically_normal();
  return std::filesystem::exists(installed / inside, ignored) ? installed : built;
}

}  // namespace

std::filesystem::path config_folder(const std::filesystem::path& built) {
  return found("VERIFY_CONFIG_DIR", "../share/libverify", "checklists", built);
}

std::filesystem::path dashboard_folder(const std::filesystem::path& built) {
  return found("VERIFY_DASHBOARD_DIR", "../share/libverify/dashboard", "index.html", built);
}

std::filesystem::path file_reader_program(const std::filesystem::path& built) {
  return found("VERIFY_FILE_READER", "../libexec/libverify/verify-read-file", "", built);
}

}  // namespace verify
