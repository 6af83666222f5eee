#pragma once

#include <string>
#include <string_view>

namespace verify {

/// A body as the UTF-8 HTML that scan and tree read: decoded as decode_html() does, and text/plain
/// as a browser shows it, each character for itself.
std::string page_html(std::string body, std::string_view content_type);

bool is_plain_text(std::string_view content_type);

/// What a body is that is no text whatever its header says, by its first bytes (WHATWG MIME
/// Sniffing, section 6): "a PNG image"; empty when they are none of these.
std::string_view binary_kind(std::string_view body);

}  // namespace verify
