#include "crawl/retry.h"

#include <algorithm>
#include <charconv>

#include "base/http_date.h"
#include "base/text.h"

namespace verify {
namespace {

constexpr int kMaxRetries = 2;
constexpr Duration kFirstBackoff = std::chrono::seconds(1);
constexpr std::int64_t kLongestAsked = 10LL * 366 * 86'400;  // seconds; more is no time at all

// What the server says it cannot do (501, 505) it will not be able to do in a second either.
bool may_heal(int http_status) {
  return http_status == 408 || http_status == 425 || http_status == 429 ||
         (http_status >= 500 && http_status < 600 && http_status != 501 && http_status != 505);
}

bool may_heal(const Exchange& exchange) {
  if (exchange.status == FetchStatus::http_error) return may_heal(exchange.http_status);
  switch (exchange.fault) {
    case FetchFault::name_not_found:
    case FetchFault::not_http:
    case FetchFault::damaged:
      return false;
    default:
      return exchange.status == FetchStatus::timed_out ||
             exchange.status == FetchStatus::unreachable;
  }
}

}  // namespace

std::optional<Duration> retry_after(const Exchange& exchange) {
  const std::string value(trim(exchange.header("retry-after")));
  if (value.empty()) return std::nullopt;
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
  if (error == std::errc() && end == value.data() + value.size())
    return std::chrono::seconds(std::clamp<std::int64_t>(seconds, 0, kLongestAsked));
  const auto at = http_date(value);
  if (!at) return std::nullopt;
  return std::max(Duration{}, *at - (exchange.started_at + exchange.elapsed));
}

RetryPlan plan_retry(const Exchange& exchange, int tries) {
  if (!may_heal(exchange)) return {};
  const Duration asked = retry_after(exchange).value_or(Duration{});
  if (asked > kLongestWait) return {RetryPlan::Kind::later, asked};
  if (tries >= kMaxRetries) return {};
  return {RetryPlan::Kind::again, std::max<Duration>(asked, kFirstBackoff * (1 << (2 * tries)))};
}

}  // namespace verify
