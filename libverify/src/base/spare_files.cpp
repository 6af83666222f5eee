#include "base/spare_files.h"

#include <sys/resource.h>

#include <algorithm>

namespace verify {

std::size_t spare_files() {
  constexpr rlim_t kOpenAnyway = 24;  // standard streams, libraries, a look-up's sockets
  constexpr rlim_t kPlenty = 1u << 20;
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 64;
  const rlim_t files = std::min(limit.rlim_cur, kPlenty);
  return static_cast<std::size_t>(
      std::max<rlim_t>(2, files > kOpenAnyway ? files - kOpenAnyway : 0));
}

}  // namespace verify
