#include "verify/time.h"

#include <cstdio>

namespace verify {
namespace {

using namespace std::chrono;

// Exactly `digits` decimal digits at `at`, else -1.
int digits_at(std::string_view text, std::size_t at, std::size_t digits) {
  if (at + digits > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

class SystemClock final : public Clock {
 public:
  Instant now() const override {
    return time_point_cast<microseconds>(std::chrono::system_clock::now());
  }
  Duration monotonic() const override {
    return duration_cast<microseconds>(steady_clock::now().time_since_epoch());
  }
};

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int y = digits_at(text, 0, 4), m = digits_at(text, 5, 2), d = digits_at(text, 8, 2);
  if (y < 0 || m < 0 || d < 0) return std::nullopt;
  const Date date{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}};
  if (!date.ok()) return std::nullopt;
  return date;
}

std::string to_string(const Date& date) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return buffer;
}

std::string to_string(Instant instant) {
  const auto day = floor<days>(instant);
  const hh_mm_ss time{instant - day};
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "T%02d:%02d:%02d.%06dZ",
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()),
                static_cast<int>(time.subseconds().count()));
  return to_string(Date{day}) + buffer;
}

std::optional<Instant> parse_instant(std::string_view text) {
  const auto date = parse_date(text.substr(0, 10));
  if (!date || text.size() < 20 || text[10] != 'T' || text.back() != 'Z') return std::nullopt;
  const int h = digits_at(text, 11, 2), m = digits_at(text, 14, 2), s = digits_at(text, 17, 2);
  if (h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 60 || text[13] != ':' || text[16] != ':')
    return std::nullopt;
  int fraction = 0;
  if (text.size() > 20) {
    if (text[19] != '.') return std::nullopt;
    int scale = 100'000;
    for (std::size_t i = 20; i + 1 < text.size(); ++i, scale /= 10) {
      if (text[i] < '0' || text[i] > '9') return std::nullopt;
      fraction += scale * (text[i] - '0');
    }
  }
  return Instant{sys_days{*date} + hours{h} + minutes{m} + seconds{s} + microseconds{fraction}};
}

Date add_months(const Date& date, int count) {
  const Date moved = date + months{count};
  return moved.ok() ? moved : Date{moved.year() / moved.month() / last};
}

Date date_of(Instant instant) {
  return Date{floor<days>(instant)};
}

const Clock& system_clock() {
  static const SystemClock clock;
  return clock;
}

}  // namespace verify
