#pragma once

#include <string>
#include <string_view>

#include "verify/safe_text.h"

namespace verify {

/// Text for HTML content and for quoted attributes.
std::string html_escape(std::string_view text);

/// `url` where it may be linked to: http or https, without white space or control characters; else
/// empty. Not yet escaped.
std::string_view linkable(std::string_view url);

}  // namespace verify
