#include "daemon/notify/webhook.h"

#include <curl/curl.h>

#include "daemon/notify/guarded_curl.h"
#include "daemon/notify/secret.h"
#include "daemon/notify/signature.h"
#include "verify/url.h"

namespace verify::daemon {
namespace {

Reply failed(std::string why) {
  return {.words = std::move(why)};
}

std::string without_brackets(std::string_view host) {
  return std::string(host.starts_with('[') ? host.substr(1, host.size() - 2) : host);
}

Reply judge(GuardedCurl::Result result) {
  if (result.interrupted && result.status == 0) return {.kind = Reply::Kind::interrupted};
  const int status = result.status;
  if (status == 0)
    return failed(result.reason.empty() ? "the answer ends within its header"
                                        : std::move(result.reason));
  if (status >= 200 && status < 300) return {.kind = Reply::Kind::accepted};
  const std::string words = "HTTP " + std::to_string(status);
  if (status == 410) return {Reply::Kind::refused, words + ": the receiver is gone", {}};
  if (status >= 300 && status < 400) return failed(words + ": redirects are not followed");
  // RFC 9110, section 10.2.3, and RFC 6585, section 4: the answers that may ask for a pause.
  const bool may_ask = status == 429 || status == 503;
  return {Reply::Kind::failed, words, may_ask ? result.retry_after : std::nullopt};
}

}  // namespace

Reply post_webhook(const WebhookSettings& webhook, const Delivery& delivery,
                   const Outbound& outbound) {
  const auto url = Url::parse(webhook.url);
  if (!url) return failed("the webhook's URL: " + std::string(verify::to_string(url.error())));
  if (url->has_credentials()) return failed("the webhook's URL carries credentials");
  const auto key = read_secret(webhook.secret_file);
  if (!key) return failed(key.error());
  GuardedCurl curl(outbound);
  if (auto why = curl.aim(without_brackets(url->hostname()), url->port()))
    return outbound.given_up() ? Reply{.kind = Reply::Kind::interrupted} : failed(std::move(*why));
  const auto now = std::chrono::floor<std::chrono::seconds>(outbound.clock.now());
  const std::int64_t timestamp = now.time_since_epoch().count();
  curl.add_header("Content-Type: application/json");
  curl.add_header("X-Verify-Id: " + delivery.id);
  curl.add_header("X-Verify-Timestamp: " + std::to_string(timestamp));
  curl.add_header("X-Verify-Signature: " + webhook_signature(*key, timestamp, delivery.payload));
  curl.add_header("Expect:");  // no waiting for a 100
  const std::string target(url->without_fragment().href());
  CURL* easy = curl.handle();
  curl_easy_setopt(easy, CURLOPT_URL, target.c_str());
  curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_USERAGENT, outbound.fetcher.user_agent.c_str());
  curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                   static_cast<curl_off_t>(delivery.payload.size()));
  curl_easy_setopt(easy, CURLOPT_POSTFIELDS, delivery.payload.data());
  return judge(curl.perform(outbound.limits.webhook_timeout));
}

}  // namespace verify::daemon
