#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "verify/fetch.h"
#include "web/response_head.h"

namespace verify {
namespace {

// In the order of the enumeration.
constexpr std::array<std::string_view, 12> kNames = {
    "ok",        "http_error",     "redirect_loop",    "unreachable",       "timed_out",
    "tls_error", "too_large",      "unsupported_type", "refused_by_robots", "refused_by_policy",
    "bot_wall",  "unreadable_file"};

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

}  // namespace

std::string_view to_string(FetchStatus status) {
  const auto index = static_cast<std::size_t>(status);
  return index < kNames.size() ? kNames[index] : std::string_view{};
}

bool parse_fetch_status(std::string_view text, FetchStatus& status) {
  const auto found = std::ranges::find(kNames, text);
  if (found == kNames.end()) return false;
  status = static_cast<FetchStatus>(found - kNames.begin());
  return true;
}

std::string_view Exchange::header(std::string_view name) const {
  return header_value(response_head, name);
}

std::vector<std::string_view> Exchange::headers(std::string_view name) const {
  return header_values(response_head, name);
}

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

}  // namespace verify
