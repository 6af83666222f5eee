#include "daemon/base/inside.h"

#include <algorithm>

namespace verify::daemon {

bool stays_inside(const std::filesystem::path& path) {
  return !path.empty() && path.is_relative() && path.has_filename() &&
         std::none_of(path.begin(), path.end(),
                      [](const std::filesystem::path& part) { return part == ".."; });
}

}  // namespace verify::daemon
