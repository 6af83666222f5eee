#pragma once

#include <cstddef>

#include "verify/report.h"

namespace verify::fuzz {

/// Renders a report in every format and requires that nothing in it acts: valid UTF-8 without what
/// cannot be seen, HTML of the tags and attributes of the renderer alone, JSON that says the same.
void check_rendering(const Report& report);
/// The same in one format, the `which`th; counted on from the first again.
void check_one_rendering(const Report& report, std::size_t which);

}  // namespace verify::fuzz
