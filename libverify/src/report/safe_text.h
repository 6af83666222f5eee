#pragma once

#include <string>
#include <string_view>

#include "verify/html_escape.h"
#include "verify/safe_text.h"

namespace verify {

/// `url` where it may be linked to: http or https, without white space or control characters; else
/// empty. Not yet escaped.
std::string_view linkable(std::string_view url);

/// Appends what stands between the quotation marks of a JSON string: RFC 8259, section 7, and what
/// cannot be seen escaped as escape_invisible_json() does. Bytes that are not UTF-8 become U+FFFD.
void append_json_text(std::string& out, std::string_view text);

}  // namespace verify
