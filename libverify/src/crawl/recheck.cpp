#include "crawl/recheck.h"

#include <algorithm>
#include <utility>

#include "base/digest.h"
#include "crawl/answer.h"
#include "crawl/manners.h"
#include "evidence/earlier_answer.h"

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

Recheck::Recheck(RecheckJob job, HostGate& gate, Duration now)
    : job_(std::move(job)),
      gate_(gate),
      deadline_(now + std::chrono::seconds(job_.options.max_seconds)),
      now_(now) {}

Recheck::~Recheck() {
  leave_hosts(now_);
}

std::optional<Recheck::Place> Recheck::first_waiting() const {
  if (!redirected_.empty()) return redirected_.front();
  if (next_ < job_.trace->steps.size()) return Place{next_, 0};
  return std::nullopt;
}

// False while the rules of the place's origin are not known. Where they forbid it, or where the
// trace did not ask for them, the crawl would not go this way.
bool Recheck::may_ask(const Place& place) {
  if (!job_.options.respect_robots || step(place).kind == Kind::robots) return true;
  const auto admitted = rules_.admission(url(place));
  if (admitted == OriginRules::Admission::yes) return true;
  const bool under_way = std::ranges::any_of(
      running_, [&](const auto& running) { return step(running.second).kind == Kind::robots; });
  if (admitted == OriginRules::Admission::refused || !under_way) differs(place);
  return false;
}

FetchRequest Recheck::request_for(const Place& place) const {
  const CrawlOptions& options = job_.options;
  const Step& asked = step(place);
  FetchRequest request{.id = next_id_,
                       .url = url(place),
                       .max_bytes = options.max_page_bytes,
                       .max_time = std::chrono::seconds(options.max_page_seconds)};
  if (asked.kind == Kind::robots) {
    request.max_bytes = Robots::kMaxBytes;
    request.cut_at_max_bytes = true;
  }
  if (place.hop + 1 == asked.hops.size()) {
    request.if_none_match = asked.etag;
    request.if_modified_since = asked.last_modified;
  }
  return request;
}

std::optional<FetchRequest> Recheck::next(Duration now, Duration& retry_in) {
  retry_in = Duration::max();
  now_ = now;
  const auto place = over_ ? std::nullopt : first_waiting();
  if (!over_ && !place && running_.empty()) {
    result_.same = true;
    over_ = true;
  }
  if (!place) return std::nullopt;
  if (now >= deadline_) return differs(*place), std::nullopt;
  if (!may_ask(*place)) return std::nullopt;
  const Url& asked = url(*place);
  if (const auto wait =
          gate_.enter(asked.hostname(), manners_towards(asked, rules_, job_.options), now)) {
    retry_in = std::min(*wait, deadline_ - now);
    return std::nullopt;
  }
  if (redirected_.empty())
    ++next_;
  else
    redirected_.pop_front();
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

void Recheck::take(const Place& place, const Exchange& exchange) {
  const Step& asked = step(place);
  const std::size_t next = place.hop + 1;
  const bool ends = next == asked.hops.size();
  // Pages wait for robots.txt files.
  if (!ends && asked.kind == Kind::robots)
    redirected_.push_front({place.step, next});
  else if (!ends && asked.hops[next].http_status != 0)
    redirected_.push_back({place.step, next});
  if (ends && asked.kind == Kind::robots)
    rules_.learn(asked.hops.front().url, answer_to(asked, exchange), &exchange,
                 product_token(job_.options.user_agent));
  if (!ends || asked.kind != Kind::page) return;
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
