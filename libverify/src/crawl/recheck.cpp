#include "crawl/recheck.h"

#include <algorithm>
#include <utility>

#include "base/digest.h"
#include "crawl/answer.h"
#include "crawl/manners.h"
#include "evidence/earlier_answer.h"
#include "evidence/made_up.h"

namespace verify {
namespace {

using Kind = CrawlTrace::Kind;
using Step = CrawlTrace::Step;

bool has_validator(const Step& step) {
  return !step.etag.empty() || !step.last_modified.empty();
}

// A robots.txt and a sitemap are no pages: any answer that arrived is read.
PageAnswer answer_to(const Step& step, const Exchange& exchange) {
  PageAnswer answer = judge_answer(exchange);
  const bool is_page = step.kind == Kind::page || step.kind == Kind::made_up;
  if (!is_page && answer.status == FetchStatus::unsupported_type) answer = {};
  return answer;
}

bool has_same_body(const Step& step, const Exchange& exchange) {
  if (step.content_encoding != exchange.header("content-encoding")) return false;
  if (step.sha256.empty()) return exchange.body.empty();
  return sha256_hex(exchange.body) == step.sha256;
}

bool is_same_redirect(const Step& step, std::size_t hop, const Redirect& redirect,
                      const Exchange& exchange) {
  return hop + 1 < step.hops.size() && redirect.target &&
         exchange.http_status == step.hops[hop].http_status &&
         redirect.target->without_fragment() == step.hops[hop + 1].url;
}

// The same bytes under the same headers are read as they were, whatever that came to.
bool is_same_answer(const Step& step, const Exchange& exchange) {
  const PageAnswer answer = answer_to(step, exchange);
  if (exchange.http_status == 304)
    return has_validator(step) && answer.status == FetchStatus::http_error &&
           confirms(exchange, step.etag, step.last_modified);
  if (exchange.http_status != step.hops.back().http_status ||
      exchange.header("content-type") != step.content_type)
    return false;
  if (step.status == FetchStatus::http_error)
    return answer.status == FetchStatus::http_error && answer.fault == step.fault;
  const bool arrived = answer.status == FetchStatus::ok && has_same_body(step, exchange);
  // What is not read by its type need not be sent again in full.
  const bool refused =
      step.status != FetchStatus::ok && answer.status == step.status && answer.fault == step.fault;
  return arrived || refused;
}

bool is_same(const Step& step, std::size_t hop, const Exchange& exchange) {
  if (const auto redirect = redirect_of(exchange))
    return is_same_redirect(step, hop, *redirect, exchange);
  return hop + 1 == step.hops.size() && is_same_answer(step, exchange);
}

}  // namespace

Recheck::Recheck(RecheckJob job, HostGate& gate, Duration now, std::string salt)
    : job_(std::move(job)),
      gate_(gate),
      deadline_(now + std::chrono::seconds(job_.options.max_seconds)),
      salt_(std::move(salt)),
      now_(now) {
  for (std::size_t i = 0; i < job_.trace->steps.size(); ++i) waiting_.push_back({.step = i});
}

Recheck::~Recheck() {
  leave_hosts(now_);
}

bool Recheck::rules_are_coming() const {
  const auto asks_for_rules = [this](const Place& place) {
    return step(place).kind == Kind::robots;
  };
  return std::ranges::any_of(waiting_, asks_for_rules) ||
         std::ranges::any_of(running_,
                             [&](const auto& each) { return asks_for_rules(each.second); });
}

// False while the rules of the place's origin are not known. Where they forbid it, or where the
// trace did not ask for them, the crawl would not go this way.
bool Recheck::may_ask(const Place& place) {
  if (!job_.options.respect_robots || step(place).kind == Kind::robots) return true;
  const auto admitted = rules_.admission(url(place));
  if (admitted == OriginRules::Admission::yes) return true;
  if (admitted == OriginRules::Admission::refused || !rules_are_coming()) differs(place);
  return false;
}

// The first that may be asked for now. One host that others keep busy holds up no other.
std::optional<Recheck::Place> Recheck::choose(Duration now, Duration& retry_in) {
  std::vector<std::string_view> busy;
  for (auto place = waiting_.begin(); place != waiting_.end() && !over_; ++place) {
    const std::string_view host = url(*place).hostname();
    if (std::ranges::find(busy, host) != busy.end() || !may_ask(*place)) continue;
    if (const auto wait =
            gate_.enter(host, manners_towards(url(*place), rules_, job_.options), now)) {
      retry_in = std::min(retry_in, *wait);
      busy.push_back(host);
      continue;
    }
    const Place chosen = *place;
    waiting_.erase(place);
    return chosen;
  }
  return std::nullopt;
}

Duration Recheck::time_for(const Place& place) const {
  const Duration all = std::chrono::seconds(job_.options.max_page_seconds);
  const bool brief = step(place).kind == Kind::made_up;
  return std::max(kLeastTime, (brief ? std::min(all, kMadeUpTime) : all) - place.spent);
}

FetchRequest Recheck::request_for(const Place& place) const {
  const CrawlOptions& options = job_.options;
  const Step& asked = step(place);
  FetchRequest request{.id = next_id_,
                       .url = url(place),
                       .max_bytes = options.max_page_bytes,
                       .max_time = time_for(place)};
  if (asked.kind == Kind::robots) {
    request.max_bytes = Robots::kMaxBytes;
    request.cut_at_max_bytes = true;
  }
  if (asked.kind == Kind::made_up)
    if (auto another = made_up_address(url(place), salt_)) request.url = *std::move(another);
  if (place.hop + 1 == asked.hops.size()) {
    request.if_none_match = asked.etag;
    request.if_modified_since = asked.last_modified;
  }
  return request;
}

std::optional<FetchRequest> Recheck::next(Duration now, Duration& retry_in) {
  retry_in = Duration::max();
  now_ = now;
  if (!over_ && waiting_.empty() && running_.empty()) {
    result_.same = true;
    over_ = true;
  }
  if (now >= deadline_) over_ = true;
  const auto place = over_ ? std::nullopt : choose(now, retry_in);
  if (!place) {
    if (retry_in != Duration::max()) retry_in = std::min(retry_in, deadline_ - now);
    return std::nullopt;
  }
  FetchRequest request = request_for(*place);
  running_.emplace(next_id_++, *place);
  return request;
}

void Recheck::on_exchange(const Exchange& exchange, Duration now) {
  const auto running = running_.extract(exchange.id);
  if (running.empty()) return;
  now_ = now;
  const Place place = running.mapped();
  const Url& asked = url(place);
  gate_.leave(asked.hostname(), now,
              rest_after(exchange, manners_towards(asked, rules_, job_.options)));
  if (over_) return;
  if (!is_same(step(place), place.hop, exchange)) return differs(place);
  take(place, exchange);
}

void Recheck::take(Place place, const Exchange& exchange) {
  const Step& asked = step(place);
  place.spent += exchange.elapsed;
  if (place.hop + 1 < asked.hops.size()) {
    // What robots.txt forbids was not asked for.
    if (asked.hops[++place.hop].http_status != 0) waiting_.push_front(place);
    return;
  }
  if (asked.kind == Kind::robots) {
    const Url& rules = asked.hops.front().url;
    rules_.learn(rules, answer_to(asked, exchange), &exchange,
                 product_token(job_.options.user_agent));
    gate_.rest(rules.hostname(), now_, rest_after_rules(rules, rules_, job_.options));
  }
  if (asked.kind != Kind::page) return;
  ++result_.pages;
  if (exchange.http_status == 304) ++result_.not_modified;
}

void Recheck::differs(const Place& place) {
  result_.different = url(place).href();
  over_ = true;
}

// Others wait for the places of requests whose answers nobody will take.
void Recheck::leave_hosts(Duration now) {
  for (const auto& [id, place] : running_)
    gate_.leave(url(place).hostname(), now,
                manners_towards(url(place), rules_, job_.options).delay);
  running_.clear();
}

void Recheck::abandon(std::string) {
  if (!over_) result_.interrupted = true;
  over_ = true;
  leave_hosts(now_);
}

void Recheck::finish(Duration) {
  job_.on_done(result_);
}

}  // namespace verify
