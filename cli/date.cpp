#include "commands.h"

namespace verify::cli {
int run_date(const ListArgs&) {
  return kInternal;
}
}  // namespace verify::cli
