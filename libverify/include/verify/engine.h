#pragma once

#include <string_view>

namespace verify {

/// What judged: the project's version and, after a '+', twelve digits of a digest of the sources of
/// the library, its probes and the file reader. Two builds that say the same find the same in the
/// same evidence; another digest may be a change of a rule or of a comment.
std::string_view engine_version();

}  // namespace verify
