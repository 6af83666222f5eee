#include "verify/url.h"

#include <tuple>

#include "fuzz/input.h"
#include "fuzz/targets.h"
#include "verify/address.h"
#include "verify/robots.h"
#include "web/url_parser.h"

namespace verify::fuzz {
namespace {

auto parts_of(const Url& url) {
  return std::tuple(url.scheme(), url.username(), url.password(), url.hostname(), url.port(),
                    url.has_port(), url.pathname(), url.search(), url.hash());
}

void require_same(const Url::Parsed& a, const Url::Parsed& b, std::string_view promise) {
  require(a.has_value() == b.has_value(), promise);
  if (a) require(*a == *b && parts_of(*a) == parts_of(*b), promise);
}

void check_parts(const Url& url) {
  const std::string_view href = url.href();
  require(href.size() <= Url::kMaxLength, "a URL is not too long");
  for (const char c : href) require(c > ' ' && c < '\x7F', "a URL is visible ASCII");
  require(url.scheme() == (url.is_https() ? "https" : "http"), "a URL is http or https");
  require(!url.hostname().empty(), "a URL has a host");
  for (const char c : url.hostname()) require(c < 'A' || c > 'Z', "a host is lower case");
  require(url.pathname().starts_with('/'), "a path starts with a slash");
  require(url.has_port() || url.port() == (url.is_https() ? 443 : 80), "no port is the default");
  require(!url.has_port() || url.port() != (url.is_https() ? 443 : 80), "a default is left out");
  require(url.has_credentials() == (!url.username().empty() || !url.password().empty()),
          "credentials are a user or a password");
  const Url plain = url.without_fragment();
  require(plain.href().ends_with(url.path_and_search()) && plain.hash().empty(),
          "a request carries no fragment");
  if (!url.has_credentials())
    require(url.origin() + std::string(url.path_and_search()) == plain.href(),
            "origin, path and query make the URL");
}

void check_host(const Url& url) {
  const std::string_view host = url.hostname();
  const bool bracketed = host.starts_with('[');
  const auto address =
      IpAddress::parse(bracketed ? host.substr(1, host.size() - 2) : std::string_view(host));
  require(!bracketed || (address && address->v6), "brackets hold an IPv6 address");
  if (address && !bracketed)
    require(address->to_string() == host, "an IPv4 host is written in its one form");
  require(host.ends_with(registrable_domain(host)), "a registrable domain is the host's end");
  require(same_site(url, url), "a URL is of its own site");
}

void check_again(const Url& url) {
  require_same(Url::parse(url.href()), url, "a serialised URL is itself");
  require_same(UrlParser::parse_full(url.href(), nullptr), url, "a serialised URL is itself");
  const Url plain = url.without_fragment();
  require_same(Url::parse("", url), plain, "an empty link is the page itself");
  if (!url.path_and_search().starts_with("//"))
    require_same(Url::parse(url.path_and_search(), url), plain, "a path leads to the page itself");
  require(page_key(url) == page_key(plain), "a fragment is not in a page's key");
  require(robots_path(url.href()).starts_with('/'), "robots are asked for a path");
}

void check_link(std::string_view link, const Url* base) {
  const auto full = UrlParser::parse_full(link, base);
  if (const auto quick = UrlParser::parse_common(link, base))
    require_same(*quick, full, "the short cut answers as the parser does");
  const auto parsed = base != nullptr ? Url::parse(link, *base) : Url::parse(link);
  require_same(parsed, full, "parse is the full parser");
  if (!parsed) return;
  check_parts(*parsed);
  check_host(*parsed);
  check_again(*parsed);
}

}  // namespace

/// A base on the first line, may be empty or wrong; a link in the rest.
void url(std::string_view input) {
  Input in(input);
  const Exact base_text(in.line());
  const Exact link(in.rest());
  const auto base = Url::parse(base_text);
  if (base) check_parts(*base);
  check_link(link, base ? &*base : nullptr);
}

}  // namespace verify::fuzz
