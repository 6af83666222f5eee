#include "base/text.h"
#include "crawl/answer.h"
#include "crawl/retry.h"
#include "fuzz/input.h"
#include "fuzz/targets.h"
#include "verify/content.h"
#include "verify/robots.h"
#include "web/response_head.h"

namespace verify::fuzz {
namespace {

constexpr std::size_t kHeadBytes = 16 * 1024;

// The lines as libcurl hands them over, up to the end of the header.
std::string read_head(Input& in) {
  ResponseHead head(kHeadBytes);
  while (!in.empty() && !head.complete())
    if (!head.add(std::string(in.line()) + "\n")) break;
  require(head.text().size() <= kHeadBytes + 1024, "a header is bounded");
  return head.take();
}

void check_value(std::string_view head, std::string_view name) {
  const std::string_view value = header_value(head, name);
  require(value.find('\n') == std::string_view::npos && trim(value) == value,
          "a header's value is one line without white space around it");
}

void check_body(std::string_view coding, std::string_view wire, std::size_t max_bytes) {
  const DecodedBody body = decode_content(coding, wire, max_bytes);
  require(body.bytes.size() <= max_bytes, "a body is bounded while it is decoded");
  const DecodedBody more = decode_content(coding, wire, 2 * max_bytes + 1);
  require(more.bytes.starts_with(body.bytes), "a smaller limit gives the beginning");
  if (body.state == DecodedBody::State::complete)
    require(more.state == body.state && more.bytes == body.bytes, "complete is complete");
}

}  // namespace

/// A limit in the first byte; the lines of a response's header; its body.
void http(std::string_view input) {
  Input in(input);
  const std::size_t max_bytes = std::size_t{1} << (in.byte() % 20);
  Exchange exchange{.url = *Url::parse("https://partner.example/a/b?c"), .status = FetchStatus::ok};
  exchange.response_head = read_head(in);
  for (const std::string_view name :
       {"Content-Type", "Content-Encoding", "Location", "Retry-After"})
    check_value(exchange.response_head, name);
  const Exact wire(in.rest());
  check_body(exchange.header("Content-Encoding"), wire, max_bytes);
  exchange.body = wire.view();
  exchange.http_status = 200 + 50 * static_cast<int>(max_bytes % 7);
  judge_answer(exchange);
  const auto redirect = redirect_of(exchange);
  if (redirect && !redirect->target)
    require(!redirect->detail.empty(), "a redirect to nowhere says why");
  if (const auto wait = retry_after(exchange))
    require(*wait >= Duration::zero(), "a server asks for a time that is to come");
  const RetryPlan plan = plan_retry(exchange, static_cast<int>(max_bytes % 3));
  require(plan.wait >= Duration::zero(), "what is tried again is tried later");
  if (plan.kind == RetryPlan::Kind::again)
    require(plan.wait <= kLongestWait, "a crawl waits so long and no longer");
}

}  // namespace verify::fuzz
