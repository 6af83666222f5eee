#include "base/http_date.h"

#include <curl/curl.h>

#include <string>

namespace verify {
namespace {

// 9999-12-31 23:59:59. A year has four digits (RFC 9110); libcurl takes more, and Instant would
// overflow.
constexpr std::time_t kLast = 253'402'300'799;

}  // namespace

std::optional<Instant> http_date(std::string_view text) {
  const std::time_t when = curl_getdate(std::string(text).c_str(), nullptr);
  if (when < 0 || when > kLast) return std::nullopt;
  return Instant{std::chrono::seconds(when)};
}

}  // namespace verify
