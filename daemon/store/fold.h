#pragma once

#include <string>
#include <string_view>

namespace verify::daemon {

/// Text in small letters, character by character, so that a search does not mind the case. Bytes
/// that are not UTF-8 stay as they are.
std::string in_small_letters(std::string_view text);

}  // namespace verify::daemon
