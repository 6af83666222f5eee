#include "crawl/answer.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"

namespace verify {
namespace {

std::string media_type(const Exchange& exchange) {
  const std::string_view value = exchange.header("content-type");
  return ascii_lower(trim(value.substr(0, value.find(';'))));
}

// Servers that send no type, or text/plain for everything, still send pages (WHATWG MIME Sniffing).
bool sniffs_as_html(std::string_view body) {
  while (!body.empty() &&
         (is_ascii_space(body.front()) || static_cast<unsigned char>(body.front()) >= 0xBB))
    body.remove_prefix(1);
  const std::string start = ascii_lower(body.substr(0, 16));
  return start.starts_with("<!doctype html") || start.starts_with("<html") ||
         start.starts_with("<head") || start.starts_with("<!--");
}

bool has_html(const Exchange& exchange) {
  const std::string type = media_type(exchange);
  if (type == "text/html" || type == "application/xhtml+xml") return true;
  const bool coded = !exchange.header("content-encoding").empty();
  return type.empty() && (coded || sniffs_as_html(exchange.body));
}

// Headers by which protection services mark a challenge; the words of a page alone decide nothing
// here.
bool is_challenge(const Exchange& exchange) {
  if (ascii_lower(exchange.header("cf-mitigated")) == "challenge") return true;
  const std::string waf = ascii_lower(exchange.header("x-amzn-waf-action"));
  if (waf == "challenge" || waf == "captcha") return true;
  if (exchange.http_status != 403 && exchange.http_status != 429 && exchange.http_status != 503)
    return false;
  if (!exchange.header("x-datadome").empty()) return true;
  static constexpr std::array<std::string_view, 5> kMarks = {
      "/cdn-cgi/challenge-platform/", "cf-browser-verification", "_Incapsula_Resource",
      "captcha-delivery.com", "px-captcha"};
  return std::any_of(kMarks.begin(), kMarks.end(), [&](std::string_view mark) {
    return exchange.body.find(mark) != std::string::npos;
  });
}

bool is_redirect_status(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

}  // namespace

PageAnswer judge_answer(const Exchange& exchange) {
  if (exchange.http_status != 0 && is_challenge(exchange))
    return {FetchStatus::bot_wall,
            "a challenge for robots, status " + std::to_string(exchange.http_status), false};
  if (exchange.status != FetchStatus::ok) return {exchange.status, exchange.detail, false};
  if (has_html(exchange)) return {FetchStatus::ok, "", true};
  return {FetchStatus::unsupported_type, media_type(exchange), false};
}

std::optional<Redirect> redirect_of(const Exchange& exchange) {
  if (exchange.status != FetchStatus::ok || !is_redirect_status(exchange.http_status))
    return std::nullopt;
  const std::string_view location = exchange.header("location");
  if (location.empty())
    return Redirect{std::nullopt, FetchStatus::redirect_loop, "a redirect without a Location"};
  auto target = Url::parse(location, exchange.url);
  if (target) return Redirect{std::move(*target), FetchStatus::ok, ""};
  if (target.error() == UrlError::not_http)
    return Redirect{std::nullopt, FetchStatus::refused_by_policy,
                    "a redirect to something that is not http or https"};
  return Redirect{std::nullopt, FetchStatus::redirect_loop,
                  "a redirect to an address that is none"};
}

std::optional<Redirect> client_redirect(const PageScan& scan, const Url& page) {
  // A page with content of its own that reloads now and then is no redirect.
  constexpr std::size_t kMaxText = 600;
  constexpr std::size_t kMaxLinks = 3;
  if (scan.refresh.empty() || scan.text_bytes > kMaxText || scan.links.size() > kMaxLinks)
    return std::nullopt;
  const std::string target = refresh_target(scan.refresh);
  if (target.empty()) return std::nullopt;
  auto url = Url::parse(target, page);
  if (!url || url->without_fragment() == page.without_fragment()) return std::nullopt;
  return Redirect{std::move(*url), FetchStatus::ok, ""};
}

std::optional<Duration> retry_after(const Exchange& exchange) {
  const std::string value(trim(exchange.header("retry-after")));
  if (value.empty()) return std::nullopt;
  long seconds = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
  if (error == std::errc() && end == value.data() + value.size())
    return std::chrono::seconds(std::clamp(seconds, 0L, 86'400L));
  const std::time_t when = curl_getdate(value.c_str(), nullptr);
  if (when < 0) return std::nullopt;
  const Instant at{std::chrono::seconds(when)};
  return std::max(Duration{}, at - (exchange.started_at + exchange.elapsed));
}

bool may_heal(const Exchange& exchange) {
  switch (exchange.status) {
    case FetchStatus::timed_out:
    case FetchStatus::unreachable:
      return true;
    case FetchStatus::http_error:
      return exchange.http_status == 429 || exchange.http_status == 502 ||
             exchange.http_status == 503 || exchange.http_status == 504;
    default:
      return false;
  }
}

}  // namespace verify
