#include "verify/descriptor.h"

#include <unistd.h>

namespace verify {

Descriptor::~Descriptor() {
  if (good()) ::close(number_);
}

}  // namespace verify
