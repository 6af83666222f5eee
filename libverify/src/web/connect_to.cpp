#include <charconv>

#include "base/text.h"
#include "verify/fetch.h"

namespace verify {
namespace {

// Takes "host:" or "[v6]:" off the front; the brackets are not part of the host.
std::optional<std::string> take_host(std::string_view& text) {
  std::string_view host;
  if (text.starts_with('[')) {
    const auto close = text.find("]:");
    if (close == std::string_view::npos) return std::nullopt;
    host = text.substr(1, close - 1);
    text.remove_prefix(close + 2);
    if (!IpAddress::parse(host)) return std::nullopt;
    return std::string(host);
  }
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  host = text.substr(0, colon);
  text.remove_prefix(colon + 1);
  return ascii_lower(host);
}

// Decimal, 0 when empty (which matches any, or keeps the port of the request).
bool parse_port(std::string_view text, std::uint16_t& port) {
  if (text.empty()) return true;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc{} && end == text.data() + text.size();
}

bool fits(const FetcherOptions::ConnectTo& rule, std::string_view host, std::uint16_t port) {
  return (rule.host.empty() || ascii_iequals(rule.host, host)) &&
         (rule.port == 0 || rule.port == port);
}

}  // namespace

std::optional<FetcherOptions::ConnectTo> FetcherOptions::ConnectTo::parse(std::string_view text) {
  ConnectTo result;
  auto host = take_host(text);
  if (!host) return std::nullopt;
  result.host = std::move(*host);
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || !parse_port(text.substr(0, colon), result.port))
    return std::nullopt;
  text.remove_prefix(colon + 1);
  auto to_host = take_host(text);
  if (!to_host || !parse_port(text, result.to_port)) return std::nullopt;
  result.to_host = std::move(*to_host);
  return result;
}

FetcherOptions::Destination FetcherOptions::destination(std::string_view host,
                                                        std::uint16_t port) const {
  for (const ConnectTo& rule : connect_to)
    if (fits(rule, host, port))
      return {rule.to_host.empty() ? std::string(host) : rule.to_host,
              rule.to_port == 0 ? port : rule.to_port, true};
  return {std::string(host), port, false};
}

}  // namespace verify
