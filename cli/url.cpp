#include "commands.h"

namespace verify::cli {
int run_url(const std::string&, const std::string&) {
  return kInternal;
}
int run_robots(const std::string&, const std::string&, const std::string&) {
  return kInternal;
}
}  // namespace verify::cli
