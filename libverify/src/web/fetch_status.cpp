#include <algorithm>
#include <array>

#include "verify/fetch.h"
#include "web/response_head.h"

namespace verify {
namespace {

// In the order of the enumeration.
constexpr std::array<std::string_view, 12> kNames = {
    "ok",        "http_error",     "redirect_loop",    "unreachable",       "timed_out",
    "tls_error", "too_large",      "unsupported_type", "refused_by_robots", "refused_by_policy",
    "bot_wall",  "unreadable_file"};

}  // namespace

std::string_view to_string(FetchStatus status) {
  const auto index = static_cast<std::size_t>(status);
  return index < kNames.size() ? kNames[index] : std::string_view{};
}

bool parse_fetch_status(std::string_view text, FetchStatus& status) {
  const auto found = std::ranges::find(kNames, text);
  if (found == kNames.end()) return false;
  status = static_cast<FetchStatus>(found - kNames.begin());
  return true;
}

std::string_view Exchange::header(std::string_view name) const {
  return header_value(response_head, name);
}

std::vector<std::string_view> Exchange::headers(std::string_view name) const {
  return header_values(response_head, name);
}

}  // namespace verify
