#include "commands.h"

namespace verify::cli {
int run_case_study(const ListArgs&) {
  return kInternal;
}
}  // namespace verify::cli
