#include "crawl/manners.h"

#include <algorithm>

#include "crawl/retry.h"

namespace verify {
namespace {

Duration written_delay(const Url& url, const OriginRules& rules) {
  const double seconds = rules.crawl_delay(url).value_or(0);
  return Duration(static_cast<std::int64_t>(std::min(seconds, 1e6) * 1e6));
}

}  // namespace

HostGate::Manners manners_towards(const Url& url, const OriginRules& rules,
                                  const CrawlOptions& options) {
  const Duration own = std::chrono::milliseconds(options.delay_ms);
  const Duration most = std::chrono::milliseconds(options.max_crawl_delay_ms);
  return {options.connections_per_host, std::max(own, std::min(most, written_delay(url, rules)))};
}

Duration rest_after_rules(const Url& url, const OriginRules& rules, const CrawlOptions& options) {
  const Duration written = written_delay(url, rules);
  const bool obeyed = written <= std::chrono::milliseconds(options.max_crawl_delay_ms);
  return obeyed ? written : Duration::zero();
}

Duration rest_after(const Exchange& exchange, const HostGate::Manners& manners) {
  const auto asked = retry_after(exchange);
  return asked ? std::max(manners.delay, std::min(*asked, kLongestWait)) : manners.delay;
}

std::string_view product_token(std::string_view user_agent) {
  return user_agent.substr(0, user_agent.find('/'));
}

}  // namespace verify
