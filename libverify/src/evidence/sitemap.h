#pragma once

#include <string_view>

#include "verify/url.h"

namespace verify {

/// Whether a sitemap in UTF-8, fetched from `base`, lists a page (by page_key). Sitemaps are XML,
/// but its <loc> elements are all that counts here, and broken ones still say it. Total, linear.
bool sitemap_contains(std::string_view text, const Url& base, const Url& wanted);

}  // namespace verify
