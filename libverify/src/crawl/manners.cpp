#include "crawl/manners.h"

#include <algorithm>

#include "crawl/retry.h"

namespace verify {

HostGate::Manners manners_towards(const Url& url, const OriginRules& rules,
                                  const CrawlOptions& options) {
  Duration delay = std::chrono::milliseconds(options.delay_ms);
  if (const auto written = rules.crawl_delay(url))
    delay = std::max(
        delay,
        std::min<Duration>(std::chrono::milliseconds(options.max_crawl_delay_ms),
                           Duration(static_cast<std::int64_t>(std::min(*written, 1e6) * 1e6))));
  return {options.connections_per_host, delay};
}

Duration rest_after(const Exchange& exchange, const HostGate::Manners& manners) {
  const auto asked = retry_after(exchange);
  return asked ? std::max(manners.delay, std::min(*asked, kLongestWait)) : manners.delay;
}

std::string_view product_token(std::string_view user_agent) {
  return user_agent.substr(0, user_agent.find('/'));
}

}  // namespace verify
