#pragma once

#include <string>
#include <string_view>

namespace verify {

/// The UUID of a name: version 5 (RFC 9562, section 5.5) in this library's own name space. The same
/// name has the same UUID for ever.
std::string name_uuid(std::string_view name);

/// Version 5 in the name space `space`, which is 16 raw bytes.
std::string name_uuid(std::string_view space, std::string_view name);

}  // namespace verify
