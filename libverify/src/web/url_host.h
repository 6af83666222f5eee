#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace verify {

/// The URL standard's host parser (section 3.5) for special schemes: `text` is a host as written,
/// in UTF-8. Returns the serialised host, nothing on failure.
std::optional<std::string> parse_host(std::string_view text);

}  // namespace verify
