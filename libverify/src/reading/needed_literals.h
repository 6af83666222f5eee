#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace verify {

/// A text a pattern matches holds one literal of each group, where one digit is as good as another
/// and case does not count. At most two groups; none: nothing is known.
using NeededLiterals = std::vector<std::vector<std::string>>;
NeededLiterals needed_literals(std::string_view pattern);

}  // namespace verify
