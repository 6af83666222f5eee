#pragma once

#include <string_view>
#include <vector>

#include "verify/error.h"

namespace verify::fuzz {

/// Requires that a refusal says what is wrong, and where in `text`.
void require_errors(const std::vector<Error>& errors, std::string_view text);

}  // namespace verify::fuzz
