#include "web/url_host.h"

#include <algorithm>

#include "base/text.h"
#include "web/idna.h"
#include "web/ip_text.h"
#include "web/percent_encode.h"

namespace verify {
namespace {

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// "forbidden domain code point".
bool is_forbidden(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= 0x20 || byte == 0x7F ||
         std::string_view("#/:<>?@[\\]^|%").find(c) != std::string_view::npos;
}

// "domain to ASCII" with beStrict false. An ASCII domain is only lower-cased: a label that starts
// with "xn--" is not looked into, as browsers do not.
std::optional<std::string> domain_to_ascii(const std::string& domain) {
  return is_ascii(domain) ? ascii_lower(domain) : unicode_to_ascii(domain);
}

std::optional<std::string> parse_bracketed(std::string_view text) {
  if (!text.ends_with(']')) return std::nullopt;
  const auto pieces = parse_ipv6(text.substr(1, text.size() - 2));
  if (!pieces) return std::nullopt;
  return '[' + serialize_ipv6(*pieces) + ']';
}

}  // namespace

std::optional<std::string> parse_host(std::string_view text) {
  if (text.starts_with('[')) return parse_bracketed(text);
  auto domain = domain_to_ascii(replace_invalid_utf8(percent_decode(text)));
  if (!domain || domain->empty() || std::ranges::any_of(*domain, is_forbidden)) return std::nullopt;
  if (!ends_in_number(*domain)) return domain;
  const auto address = parse_ipv4_spelling(*domain);
  if (!address) return std::nullopt;
  return serialize_ipv4(*address);
}

}  // namespace verify
