#include "crawl/origin_rules.h"

#include "verify/content.h"

namespace verify {

Url robots_url(const Url& page) {
  return Url::parse("/robots.txt", page).value();
}

const OriginRules::Rules* OriginRules::find(const Url& url) const {
  const auto it = by_origin_.find(url.origin());
  return it == by_origin_.end() ? nullptr : &it->second;
}

OriginRules::Admission OriginRules::admission(const Url& url) const {
  const Rules* rules = find(url);
  if (rules == nullptr) return Admission::unknown;
  const bool allowed = !rules->unreachable && rules->robots.allows(url.path_and_search());
  return allowed ? Admission::yes : Admission::refused;
}

OriginRules::Refusal OriginRules::refusal(const Url& url) const {
  const Rules* rules = find(url);
  Refusal out{rules->unreachable.value_or(FetchStatus::refused_by_robots), rules->detail};
  if (out.detail.empty()) out.detail = "disallowed by " + std::string(robots_url(url).href());
  return out;
}

void OriginRules::learn(const Url& robots_url, FetchStatus status, const std::string& detail,
                        const Exchange* last, std::string_view product_token) {
  Rules& rules = by_origin_[robots_url.origin()];
  const int http = last != nullptr ? last->http_status : 0;
  if (status == FetchStatus::ok && last != nullptr) {
    const DecodedBody body =
        decode_content(last->header("content-encoding"), last->body, Robots::kMaxBytes);
    rules.robots = Robots::parse(body.bytes, product_token);
  } else if (status == FetchStatus::redirect_loop || (http >= 400 && http < 500)) {
    rules.robots = Robots::allow_all();
  } else if (status == FetchStatus::too_large && http == 200) {
    rules.robots = Robots::parse(last->body, product_token);
  } else if (http >= 500) {
    rules.robots = Robots::disallow_all();
    rules.detail = std::string(robots_url.href()) + " answered " + std::to_string(http) +
                   ", which forbids everything";
  } else {
    rules.unreachable = status;
    rules.detail = "robots.txt: " + (detail.empty() ? std::string(to_string(status)) : detail);
  }
}

std::optional<double> OriginRules::crawl_delay(const Url& url) const {
  const Rules* rules = find(url);
  return rules == nullptr ? std::nullopt : rules->robots.crawl_delay();
}

std::vector<std::string> OriginRules::sitemaps(const Url& url) const {
  const Rules* rules = find(url);
  return rules == nullptr ? std::vector<std::string>() : rules->robots.sitemaps();
}

}  // namespace verify
