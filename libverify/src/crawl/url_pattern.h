#pragma once

#include <string>
#include <string_view>

#include "verify/url.h"

namespace verify {

/// The shape of a URL, in which numbers, long identifiers and query values do not count:
/// "https://example.com/calendar/N/N?month". Pages of one shape are capped, so that a calendar, a
/// session id or endless pagination cannot eat a crawl. Empty for a URL that is its own shape.
std::string url_pattern(const Url& url);

/// Whether the path's ending says that it is not a page: images, archives, media, style sheets.
bool is_asset(const Url& url);

}  // namespace verify
