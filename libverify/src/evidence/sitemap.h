#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "verify/url.h"

namespace verify {

/// The page_key of each page that a sitemap in UTF-8, fetched from `base`, lists: of the first
/// 50,000, as many as a sitemap may have (sitemaps.org). Sitemaps are XML, but its <loc> elements
/// are all that counts here, and broken ones still say it. Total, linear.
std::vector<std::string> sitemap_pages(std::string_view text, const Url& base);

}  // namespace verify
