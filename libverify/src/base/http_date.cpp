#include "base/http_date.h"

#include <curl/curl.h>

#include <string>

namespace verify {

std::optional<Instant> http_date(std::string_view text) {
  const std::time_t when = curl_getdate(std::string(text).c_str(), nullptr);
  if (when < 0) return std::nullopt;
  return Instant{std::chrono::seconds(when)};
}

}  // namespace verify
