#include "daemon/schedule/local_time.h"

#include <cctz/time_zone.h>

#include <algorithm>

namespace verify::daemon {
namespace {

using std::chrono::seconds;

const cctz::civil_second kEpoch(1970, 1, 1);

// The library takes a file's name as well, and fixed offsets.
bool is_name(std::string_view name) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' ||
           c == '_' || c == '+' || c == '-';
  };
  return !name.empty() && name.front() != '/' && !name.starts_with("Fixed/") &&
         std::all_of(name.begin(), name.end(), fits);
}

}  // namespace

// ICU, which the core links, carries a database of its own that Debian 12 has left at 2022.
struct TimeZone::Rules {
  cctz::time_zone zone;
};

std::optional<TimeZone> TimeZone::named(std::string_view name) {
  auto rules = std::make_shared<Rules>();
  if (!is_name(name) || !cctz::load_time_zone(std::string(name), &rules->zone)) return std::nullopt;
  return TimeZone(std::move(rules));
}

LocalMinute TimeZone::local(Instant at) const {
  const auto shown = rules_->zone.lookup(std::chrono::floor<seconds>(at)).cs;
  return std::chrono::floor<std::chrono::minutes>(
      std::chrono::local_seconds{seconds(shown - kEpoch)});
}

Instant TimeZone::moment(LocalMinute minute) const {
  const auto found = rules_->zone.lookup(kEpoch + seconds(minute.time_since_epoch()).count());
  using Lookup = cctz::time_zone::civil_lookup;
  return found.kind == Lookup::SKIPPED ? found.trans : found.pre;
}

}  // namespace verify::daemon
