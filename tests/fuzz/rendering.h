#pragma once

#include "verify/report.h"

namespace verify::fuzz {

/// Renders a report in every format and requires that nothing in it acts: valid UTF-8 without what
/// cannot be seen, HTML of the tags and attributes of the renderer alone, JSON that says the same.
void check_rendering(const Report& report);

}  // namespace verify::fuzz
