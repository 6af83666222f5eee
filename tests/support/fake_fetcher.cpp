#include "support/fake_fetcher.h"

#include <algorithm>
#include <cassert>

namespace verify::test {
namespace {

std::string head_of(const FakeAnswer& answer) {
  std::string head = "HTTP/1.1 " + std::to_string(answer.http_status) + " Scripted\r\n";
  for (const char c : answer.headers) {
    if (c == '\r') continue;
    if (c == '\n') head += '\r';
    head += c;
  }
  return head + "\r\n";
}

std::string request_head_of(const FetchRequest& request) {
  std::string head = "GET " + std::string(request.url.path_and_search()) +
                     " HTTP/1.1\r\nHost: " + std::string(request.url.hostname()) + "\r\n";
  if (!request.if_none_match.empty()) head += "If-None-Match: " + request.if_none_match + "\r\n";
  if (!request.if_modified_since.empty())
    head += "If-Modified-Since: " + request.if_modified_since + "\r\n";
  return head + "\r\n";
}

Exchange exchange_of(const FetchRequest& request, const FakeAnswer& answer) {
  Exchange out{.id = request.id, .url = request.url};
  out.status = answer.status;
  out.detail = answer.detail;
  if (answer.status != FetchStatus::refused_by_policy) out.request_head = request_head_of(request);
  if (answer.http_status == 0) return out;
  out.http_status = answer.http_status;
  if (out.status == FetchStatus::ok && answer.http_status >= 400)
    out.status = FetchStatus::http_error;
  out.response_head = head_of(answer);
  out.body = answer.body;
  out.address = "192.0.2.1";
  if (out.body.size() > request.max_bytes) {
    out.body.resize(request.max_bytes);
    out.status = FetchStatus::too_large;
    out.truncated = true;
  }
  return out;
}

}  // namespace

FakeAnswer FakeAnswer::html(std::string body) {
  return {.headers = "Content-Type: text/html; charset=utf-8\n", .body = std::move(body)};
}

FakeAnswer FakeAnswer::redirect(std::string_view location, int http_status) {
  return {.http_status = http_status, .headers = "Location: " + std::string(location) + "\n"};
}

FakeAnswer FakeAnswer::failure(FetchStatus status, std::string detail) {
  return {.http_status = 0, .status = status, .detail = std::move(detail)};
}

void FakeFetcher::set(std::string url, FakeAnswer answer) {
  set(std::move(url), [answer = std::move(answer)](const FetchRequest&) { return answer; });
}

void FakeFetcher::set(std::string url, Handler handler) {
  table_[std::move(url)] = std::move(handler);
}

FakeAnswer FakeFetcher::answer_to(const FetchRequest& request) const {
  if (const auto found = table_.find(request.url.href()); found != table_.end())
    return found->second(request);
  if (default_) return default_(request);
  return {.http_status = 404, .headers = "Content-Type: text/plain\n", .body = "not found"};
}

void FakeFetcher::start(FetchRequest request) {
  assert(capacity() > 0);
  const FakeAnswer answer = answer_to(request);
  Exchange exchange = exchange_of(request, answer);
  exchange.started_at = clock_.now();
  exchange.elapsed = answer.latency;
  running_.emplace(clock_.monotonic() + answer.latency, std::move(exchange));
  asked_.push_back({std::move(request), clock_.now()});
  peak_ = std::max(peak_, running_.size());
}

std::vector<Exchange> FakeFetcher::wait(Duration at_most) {
  const Duration now = clock_.monotonic();
  const Duration wake =
      running_.empty() ? now + at_most : std::min(running_.begin()->first, now + at_most);
  if (wake > now) clock_.advance(wake - now);
  std::vector<Exchange> done;
  while (!running_.empty() && running_.begin()->first <= clock_.monotonic()) {
    done.push_back(std::move(running_.begin()->second));
    running_.erase(running_.begin());
  }
  return done;
}

std::vector<std::string> FakeFetcher::asked_urls() const {
  std::vector<std::string> urls;
  for (const Asked& asked : asked_) urls.emplace_back(asked.request.url.href());
  return urls;
}

std::size_t FakeFetcher::times_asked(std::string_view url) const {
  return static_cast<std::size_t>(
      std::ranges::count(asked_, url, [](const Asked& asked) { return asked.request.url.href(); }));
}

}  // namespace verify::test
