#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace verify {

/// A text a pattern matches holds one literal of each group, where one digit is as good as another.
/// At most two groups, the ones met by chance least often; none: nothing is known. Linear.
using NeededLiterals = std::vector<std::vector<std::string>>;
NeededLiterals needed_literals(std::string_view pattern);

}  // namespace verify
