#pragma once

#include "verify/recheck.h"

namespace verify {

/// Whether a step's answer is one that may be asked for on a condition.
bool may_be_tagged(const CrawlTrace::Step& step);

}  // namespace verify
