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
  Refusal out{rules->unreachable.value_or(FetchStatus::refused_by_robots), rules->fault,
              rules->detail};
  if (out.detail.empty()) out.detail = "disallowed by " + std::string(robots_url(url).href());
  return out;
}

// A file that is too long was cut by the fetcher, and its first part counts (section 2.5): on the
// wire, and once unpacked.
void OriginRules::learn(const Url& robots_url, const PageAnswer& answer, const Exchange* last,
                        std::string_view product_token) {
  Rules& rules = by_origin_[robots_url.origin()];
  const int http = last != nullptr ? last->http_status : 0;
  if (answer.status == FetchStatus::ok && last != nullptr) {
    const DecodedBody body =
        decode_content(last->header("content-encoding"), last->body, Robots::kMaxBytes);
    const bool whole = body.state == DecodedBody::State::complete ||
                       body.state == DecodedBody::State::too_large || last->truncated;
    if (whole) {
      rules.robots = Robots::parse(body.bytes, product_token);
    } else {
      rules.unreachable = FetchStatus::unreachable;
      rules.fault = FetchFault::damaged;
      rules.detail = "robots.txt: its compression is damaged";
    }
  } else if (answer.status == FetchStatus::redirect_loop ||
             (http >= 400 && http < 500 && http != 429)) {
    rules.robots = Robots::allow_all();
  } else if (answer.status == FetchStatus::http_error || http == 429 || http >= 500) {
    rules.robots = Robots::disallow_all();
    rules.detail = std::string(robots_url.href()) + " answered " + std::to_string(http) +
                   ", which forbids everything";
  } else {
    rules.unreachable = answer.status;
    rules.fault = answer.fault;
    rules.detail = "robots.txt: " +
                   (answer.detail.empty() ? std::string(to_string(answer.status)) : answer.detail);
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
