#include <algorithm>
#include <cstring>

#include "web/percent_encode.h"
#include "web/url_parser.h"

// The short cut for links that are written as they serialise: nothing in them needs encoding,
// lower-casing or removing, and no path segment may be a dot segment. One pass over the bytes and
// one allocation.

namespace verify {
namespace {

// Bytes a path may hold for the short cut. A backslash is a slash to the parser and not in the
// path set.
bool is_clean_path(char c) {
  return !in_percent_set(c, kPathSet) && c != '\\';
}

// The end of the clean path that starts at `from`, where a '?', '#' or the end follows; npos where
// the path needs the parser. A segment that starts with '.' or '%' might be a dot segment.
std::size_t clean_path_end(std::string_view text, std::size_t from, bool at_segment) {
  std::size_t i = from;
  for (; i < text.size() && is_clean_path(text[i]); ++i) {
    if (at_segment && (text[i] == '.' || text[i] == '%')) return std::string_view::npos;
    at_segment = text[i] == '/';
  }
  return i == text.size() || text[i] == '?' || text[i] == '#' ? i : std::string_view::npos;
}

// The end of a domain that lower-casing and the number check leave alone: letters, digits, '-' and
// '.', with a letter at the start of the last label. npos where there is none.
std::size_t clean_host_end(std::string_view text, std::size_t from) {
  std::size_t label = from;
  std::size_t i = from;
  for (; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '.')
      label = i + 1;
    else if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'))
      break;
  }
  const bool ends_in_name = label < i && text[label] >= 'a' && text[label] <= 'z';
  return ends_in_name ? i : std::string_view::npos;
}

bool is_clean(std::string_view text, PercentSet set) {
  return std::ranges::none_of(text, [&](char c) { return in_percent_set(c, set); });
}

// How long the part of `path` is that a relative link keeps: up to its last '/'.
std::size_t folder_length(std::string_view path) {
  return path.rfind('/') + 1;
}

// Whether a link that starts with this byte is a relative path for certain, given that no ':'
// comes before its first '/', '?' or '#'.
bool may_have_scheme(std::string_view input) {
  const std::size_t stop = input.find_first_of(":/?#");
  return stop != std::string_view::npos && input[stop] == ':';
}

}  // namespace

// Fills in the query and the fragment: `url.href_` ends with the whole link, whose query or
// fragment begins at `from`.
bool UrlParser::finish_common(Url& url, std::size_t from) {
  const std::string_view href = url.href_;
  if (href.size() > Url::kMaxLength) return false;
  const std::size_t hash = std::min(href.find('#', from), href.size());
  url.search_start_ = static_cast<std::uint16_t>(from);
  url.hash_start_ = static_cast<std::uint16_t>(hash);
  // Without their own '?' and '#'.
  return (hash == from || is_clean(href.substr(from + 1, hash - from - 1), kSpecialQuerySet)) &&
         (hash == href.size() || is_clean(href.substr(hash + 1), kFragmentSet));
}

std::optional<Url> UrlParser::common_absolute(std::string_view input) {
  const bool https = input.starts_with("https://");
  if (!https && !input.starts_with("http://")) return std::nullopt;
  const std::size_t host = https ? 8 : 7;
  const std::size_t host_end = clean_host_end(input, host);
  // Without a path, or with a port, the parser has something to add or to drop.
  if (host_end >= input.size() || input[host_end] != '/') return std::nullopt;
  const std::size_t path_end = clean_path_end(input, host_end + 1, true);
  if (path_end == std::string_view::npos || input.size() > Url::kMaxLength) return std::nullopt;
  Url url;
  url.href_ = input;
  url.scheme_end_ = https ? 5 : 4;
  url.username_end_ = url.host_start_ = static_cast<std::uint16_t>(host);
  url.host_end_ = url.path_start_ = static_cast<std::uint16_t>(host_end);
  url.port_ = https ? 443 : 80;
  if (!finish_common(url, path_end)) return std::nullopt;
  return url;
}

std::optional<Url> UrlParser::common_relative(std::string_view input, const Url& base) {
  std::size_t kept = base.path_start_;  // bytes of the base that stay
  std::size_t path_end = 0;             // end of the link's own path
  if (input.starts_with('/')) {
    // "//host" names another one.
    if (input.size() > 1 && (input[1] == '/' || input[1] == '\\')) return std::nullopt;
    path_end = clean_path_end(input, 1, true);
  } else if (input.empty() || input[0] == '#') {
    kept = base.hash_start_;
  } else if (input[0] == '?') {
    kept = base.search_start_;
  } else {
    if (may_have_scheme(input)) return std::nullopt;
    kept += folder_length(base.pathname());
    path_end = clean_path_end(input, 0, true);
  }
  if (path_end == std::string_view::npos || kept + input.size() > Url::kMaxLength)
    return std::nullopt;
  Url url;
  url.href_.reserve(kept + input.size());
  url.href_.append(base.href_, 0, kept).append(input);
  url.scheme_end_ = base.scheme_end_;
  url.username_end_ = base.username_end_;
  url.host_start_ = base.host_start_;
  url.host_end_ = base.host_end_;
  url.path_start_ = base.path_start_;
  url.port_ = base.port_;
  // "#fragment" keeps the base's query.
  const bool keeps_query = kept == base.hash_start_ && path_end == 0 && !input.starts_with('?');
  if (!finish_common(url, keeps_query ? base.search_start_ : kept + path_end)) return std::nullopt;
  return url;
}

std::optional<Url> UrlParser::parse_common(std::string_view input, const Url* base) {
  if (input.starts_with("http")) return common_absolute(input);
  if (base == nullptr) return std::nullopt;
  return common_relative(input, *base);
}

}  // namespace verify
