#pragma once

#include <string_view>

#include "verify/html_escape.h"
#include "verify/safe_text.h"

namespace verify {

/// `url` where it may be linked to: http or https, without white space or control characters; else
/// empty. Not yet escaped.
std::string_view linkable(std::string_view url);

}  // namespace verify
