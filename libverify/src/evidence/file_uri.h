#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace verify {

/// A path as the applicant wrote it as the URI of its record, and back. Any bytes.
std::string file_uri(std::string_view path);
/// Nothing for a URI that is not of this kind.
std::optional<std::string> path_of_file_uri(std::string_view uri);

}  // namespace verify
