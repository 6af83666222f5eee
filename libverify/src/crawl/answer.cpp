#include "crawl/answer.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "page/page_html.h"
#include "verify/file_reader.h"

namespace verify {
namespace {

std::string media_type(const Exchange& exchange) {
  const std::string_view value = exchange.header("content-type");
  return ascii_lower(trim(value.substr(0, value.find(';'))));
}

// Servers that send no type still send pages (WHATWG MIME Sniffing, "binary data byte").
bool is_binary(std::string_view body) {
  return std::ranges::any_of(body.substr(0, 1445), [](unsigned char c) {
    return c <= 8 || c == 0x0B || (c >= 0x0E && c <= 0x1A) || (c >= 0x1C && c <= 0x1F);
  });
}

bool has_html(const Exchange& exchange) {
  const std::string type = media_type(exchange);
  if (type == "text/html" || type == "application/xhtml+xml") return true;
  const bool coded = !exchange.header("content-encoding").empty();
  return type.empty() && (coded || !is_binary(exchange.body));
}

// By its type, or by its first bytes where the type says nothing that is read.
bool has_file(const Exchange& exchange) {
  const std::string type = media_type(exchange);
  return type == "application/pdf" || type == "application/x-pdf" ||
         file_kind(exchange.body, false).has_value();
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

// RFC 9110, 15.3.5 and 15.3.6: the answer is that there is nothing to show.
bool is_empty_status(int status) {
  return status == 204 || status == 205;
}

bool is_redirect_status(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

}  // namespace

PageAnswer judge_answer(const Exchange& exchange) {
  constexpr auto kNone = FetchFault::none;
  if (exchange.http_status != 0 && is_challenge(exchange))
    return {FetchStatus::bot_wall, kNone,
            "a challenge for robots, status " + std::to_string(exchange.http_status), false};
  if (exchange.status != FetchStatus::ok)
    return {exchange.status, exchange.fault, exchange.detail, false};
  if (is_empty_status(exchange.http_status)) return {FetchStatus::ok, kNone, "", true};
  if (exchange.http_status == 206)
    return {FetchStatus::http_error, kNone, "a part of the page, which nobody asked for", false};
  if (exchange.http_status / 100 != 2)
    return {FetchStatus::http_error, kNone,
            "status " + std::to_string(exchange.http_status) + " carries no page", false};
  if (has_html(exchange) || is_plain_text(exchange.header("content-type")))
    return {FetchStatus::ok, kNone, "", true};
  if (has_file(exchange)) return {FetchStatus::ok, kNone, "", false, true};
  return {FetchStatus::unsupported_type, kNone, media_type(exchange), false};
}

std::optional<Redirect> redirect_of(const Exchange& exchange) {
  if (exchange.status != FetchStatus::ok || !is_redirect_status(exchange.http_status))
    return std::nullopt;
  constexpr auto kNowhere = FetchFault::redirect_nowhere;
  const std::vector<std::string_view> locations = exchange.headers("location");
  if (locations.empty() || locations.front().empty())
    return Redirect{std::nullopt, kNowhere, "a redirect without a Location"};
  // Which of them a browser takes is not agreed on; whoever sends two is up to something.
  if (std::ranges::any_of(locations, [&](auto each) { return each != locations.front(); }))
    return Redirect{std::nullopt, kNowhere, "a redirect with two different Locations"};
  auto target = Url::parse(locations.front(), exchange.url);
  if (target) return Redirect{std::move(*target), FetchFault::none, ""};
  if (target.error() == UrlError::not_http)
    return Redirect{std::nullopt, FetchFault::scheme_not_http,
                    "a redirect to something that is not http or https"};
  if (target.error() == UrlError::too_long)
    return Redirect{std::nullopt, FetchFault::url_too_long,
                    "a redirect to an address that is too long"};
  return Redirect{std::nullopt, kNowhere, "a redirect to an address that is none"};
}

std::optional<Redirect> client_redirect(const PageScan& scan, const Url& page) {
  // A page with content of its own that reloads now and then is no redirect.
  constexpr std::size_t kMaxText = 600;
  constexpr std::size_t kMaxLinks = 3;
  if (scan.refresh.empty() || scan.text_bytes > kMaxText || scan.links.size() > kMaxLinks)
    return std::nullopt;
  const std::string target = refresh_target(scan.refresh);
  if (target.empty()) return std::nullopt;
  // As links are, against the base that the page names.
  const auto base = scan.base_href.empty() ? Url::Parsed(page) : Url::parse(scan.base_href, page);
  auto url = Url::parse(target, base ? *base : page);
  if (!url || url->without_fragment() == page.without_fragment()) return std::nullopt;
  return Redirect{std::move(*url), FetchFault::none, ""};
}

}  // namespace verify
