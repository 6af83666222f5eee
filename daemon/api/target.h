#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace verify::daemon {

/// What a request asks for, taken apart and percent-decoded.
struct Target {
  std::vector<std::string> segments;  ///< of the path; "/" has one, which is empty
  std::vector<std::pair<std::string, std::string>> query;
};

/// RFC 9112 section 3.2, origin-form and absolute-form; a query as forms write it ('+' is a space).
/// Nothing for what is neither, for escapes that are none, and for what decodes to control
/// characters or to no UTF-8. Dot segments are ordinary names: no path of ours has one.
std::optional<Target> parse_target(std::string_view target);

}  // namespace verify::daemon
