#pragma once

#include <string>
#include <string_view>

#include "verify/url.h"

namespace verify {

/// The shape of a URL, in which numbers, identifiers and query values do not count:
/// "https://example.com/calendar/N/N?month". Pages of one shape are capped, so that a calendar, a
/// session id or endless pagination cannot eat a crawl. Empty for a URL that is its own shape.
struct UrlPattern {
  std::string shape;
  int query_keys = 0;  ///< different ones; combinations of them multiply
  explicit operator bool() const { return !shape.empty(); }
};
UrlPattern url_pattern(const Url& url);

/// What different spellings of one address have in common: upper and lower case of the path,
/// percent-encoding, repeated slashes, path parameters, the order of the query do not count.
std::string spelling_key(const Url& url);

/// The shape of a host: "mN.mirrors.example.com".
std::string host_pattern(std::string_view hostname);

/// Whether the path's ending says that it is not a page: images, archives, media, style sheets.
bool is_asset(const Url& url);

}  // namespace verify
