#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace verify {

/// A moment in UTC, to the microsecond.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;
using Duration = std::chrono::microseconds;

/// A day of the proleptic Gregorian calendar, without a time zone. Always valid where this library
/// hands one out.
using Date = std::chrono::year_month_day;

/// "2026-02-28" and nothing else (RFC 3339 full-date); nothing for a day that does not exist.
std::optional<Date> parse_date(std::string_view text);

/// RFC 3339 full-date.
std::string to_string(const Date& date);

/// RFC 3339 in UTC with microseconds, as WARC 1.1 wants it: 2026-02-28T12:00:00.000000Z.
std::string to_string(Instant instant);

/// Reads what to_string(Instant) writes; the fraction is optional.
std::optional<Instant> parse_instant(std::string_view text);

/// The same day `months` later (or earlier); the last day of the month where there is no such day,
/// so that one month after 31 January is 28 or 29 February.
Date add_months(const Date& date, int months);

Date date_of(Instant instant);

/// The clock as an effect: the crawl asks it, probes never do. Implementations are thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
  /// Never goes back; only differences mean something.
  virtual Duration monotonic() const = 0;
};

/// The machine's clock. Stateless; one may be shared by all threads.
const Clock& system_clock();

}  // namespace verify
