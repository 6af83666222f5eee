#pragma once

#include <string_view>

namespace verify::daemon {

/// 1 to 64 of a-z, 0-9, '-', '_' and '.', a letter or digit first: it stands in URLs and names of
/// folders.
bool is_partner_id(std::string_view text);

}  // namespace verify::daemon
