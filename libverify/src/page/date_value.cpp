#include <algorithm>

#include "base/text.h"
#include "page/date_calendars.h"
#include "page/date_text.h"

namespace verify {
namespace {

using namespace std::chrono;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Exactly `count` digits at i, else -1.
int fixed_digits(std::string_view text, std::size_t i, std::size_t count) {
  if (i + count > text.size()) return -1;
  int value = 0;
  for (std::size_t k = i; k < i + count; ++k) {
    if (!is_digit(text[k])) return -1;
    value = value * 10 + (text[k] - '0');
  }
  return value;
}

std::size_t leading_digits(std::string_view text) {
  std::size_t n = 0;
  while (n < text.size() && is_digit(text[n])) ++n;
  return n;
}

// 20240305, with or without a time after it.
std::optional<Date> compact_date(std::string_view value) {
  const int y = fixed_digits(value, 0, 4), m = fixed_digits(value, 4, 2),
            d = fixed_digits(value, 6, 2);
  if (y < 0 || m < 0 || d < 0) return std::nullopt;
  return plausible_date(y, m, d);
}

std::optional<Date> epoch_date(std::string_view value) {
  const std::size_t digits = leading_digits(value);
  if (digits != 10 && digits != 13) return std::nullopt;
  std::int64_t seconds_since = 0;
  for (std::size_t i = 0; i < 10; ++i) seconds_since = seconds_since * 10 + (value[i] - '0');
  const Date date{floor<days>(sys_seconds{seconds{seconds_since}})};
  return plausible_date(static_cast<int>(date.year()),
                        static_cast<int>(static_cast<unsigned>(date.month())),
                        static_cast<int>(static_cast<unsigned>(date.day())));
}

}  // namespace

std::optional<Date> read_date_value(std::string_view value, const DateReading& reading) {
  value = trim(value.substr(0, 200));
  if (value.starts_with("D:")) value.remove_prefix(2);
  const std::size_t digits = leading_digits(value);
  if (digits == 8 || digits == 12 || digits == 14) return compact_date(value);
  if (digits >= 9) return epoch_date(value);
  const bool ascii =
      std::ranges::all_of(value, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  const auto dates = ascii ? find_dates(value, reading) : find_dates(fold_digits(value), reading);
  if (dates.empty()) return std::nullopt;
  return dates.front().date;
}

double day_certainty(std::string_view value) {
  constexpr double kInUtc = 0.75;
  value = trim(value);
  const bool utc = value.ends_with('Z') || value.ends_with("+00:00") || value.ends_with("+0000") ||
                   value.ends_with("GMT") || value.ends_with("UTC");
  // Midnight to the second is a day without a time.
  return utc && value.find("00:00:00") == value.npos ? kInUtc : 1;
}

}  // namespace verify
