#pragma once

#include <string>

#include "verify/document.h"
#include "verify/finding.h"

namespace verify {

/// Where in a file a citation stands: its place with the number of the page in front, "page 3,
/// heading: The challenge"; the place as it is where the quote stands on no page, such as the title
/// a file gives itself.
std::string place_in_file(const Document& document, const Citation& citation);

}  // namespace verify
