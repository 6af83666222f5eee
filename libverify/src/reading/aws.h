#pragma once

#include "reading/page_view.h"
#include "verify/reading.h"

namespace verify {

AwsReading read_aws(const PageView& view);

/// Whether a sentence says that AWS or a service of it was put to use in the work.
bool tells_usage(const Passage& passage);

}  // namespace verify
