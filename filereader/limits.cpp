#include "limits.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include <csignal>

namespace verify::filereader {
namespace {

constexpr rlim_t kComputingSeconds = 3;  // the timer comes first and is finer
constexpr unsigned kWallSeconds = 60;    // whoever started it ends it long before

template <class Resource>
bool limit(Resource resource, rlim_t value) {
  const rlimit both{value, value};
  return setrlimit(resource, &both) == 0;
}

}  // namespace

bool limit_process() {
  alarm(kWallSeconds);
  const itimerval timer{{0, 0},
                        {kComputingMilliseconds / 1000, kComputingMilliseconds % 1000 * 1000}};
  return prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         prctl(PR_SET_DUMPABLE, 0) == 0 && setitimer(ITIMER_PROF, &timer, nullptr) == 0 &&
         limit(RLIMIT_CPU, kComputingSeconds) && limit(RLIMIT_AS, kAddressSpace) &&
         limit(RLIMIT_DATA, kData) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_CORE, 0) &&
         limit(RLIMIT_NPROC, 0);
}

bool close_the_door() {
  return limit(RLIMIT_NOFILE, 0);
}

}  // namespace verify::filereader
