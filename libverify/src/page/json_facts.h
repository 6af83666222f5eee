#pragma once

#include <string_view>
#include <vector>

#include "verify/page_facts.h"

namespace verify {

/// Adds the values of a JSON-LD text, each with the named object it belongs to.
void add_json_facts(std::string_view json, std::vector<PageFact>& out);

}  // namespace verify
