#pragma once

#include <string>
#include <string_view>

namespace verify {

/// Text for HTML and XML content and for quoted attributes. Scraped text goes through safe_text
/// first.
std::string html_escape(std::string_view text);

}  // namespace verify
