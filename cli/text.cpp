#include "commands.h"

namespace verify::cli {
int run_text(const ListArgs&) {
  return kInternal;
}
}  // namespace verify::cli
