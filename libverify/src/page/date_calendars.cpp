#include "page/date_calendars.h"

#include <unicode/calendar.h>

#include <algorithm>
#include <array>
#include <memory>

#include "page/date_text.h"

namespace verify {
namespace {

struct Digits {
  std::string_view zero;  // UTF-8 of the digit 0; the others follow it
};
constexpr auto kDigits = std::to_array<Digits>({
    {"\xEF\xBC\x90"},  // full-width
    {"\xD9\xA0"},      // Arabic-Indic
    {"\xDB\xB0"},      // Persian
    {"\xE0\xA5\xA6"},  // Devanagari
    {"\xE0\xA7\xA6"},  // Bengali
    {"\xE0\xB9\x90"},  // Thai
});

struct Era {
  std::string_view name;
  int before_first;  // the common year before its first
  int last;          // the number of its last year
};
constexpr auto kEras = std::to_array<Era>({
    {"令和", 2018, 80},
    {"平成", 1988, 31},
    {"昭和", 1925, 64},
    {"民國", 1911, 180},
    {"民国", 1911, 180},
});

constexpr std::array<std::string_view, 12> kPersianMonths = {
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
    "مهر",     "آبان",     "آذر",   "دی",  "بهمن",  "اسفند"};

}  // namespace

ScriptDigit script_digit(std::string_view text, std::size_t i) {
  for (const auto& [zero] : kDigits) {
    const std::string_view lead = zero.substr(0, zero.size() - 1);
    if (text.substr(i, lead.size()) != lead || i + lead.size() >= text.size()) continue;
    const int value =
        static_cast<unsigned char>(text[i + lead.size()]) - static_cast<unsigned char>(zero.back());
    if (value >= 0 && value <= 9)
      return {static_cast<char>('0' + value), static_cast<int>(zero.size())};
  }
  return {};
}

std::string fold_digits(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const bool ascii = static_cast<unsigned char>(text[i]) < 0x80;
    const ScriptDigit digit = ascii ? ScriptDigit{} : script_digit(text, i);
    out += digit.bytes > 0 ? digit.ascii : text[i];
    i += static_cast<std::size_t>(std::max(1, digit.bytes));
  }
  return out;
}

int era_year(std::string_view before, int n) {
  if (before.ends_with(' ')) before.remove_suffix(1);
  for (const Era& era : kEras)
    if (before.ends_with(era.name)) return n >= 1 && n <= era.last ? era.before_first + n : 0;
  return 0;
}

int buddhist_year(int year) {
  constexpr int kAhead = 543;
  return year >= 2400 && year < 2700 ? year - kAhead : year;
}

int persian_month_of(std::string_view word) {
  for (std::size_t i = 0; i < kPersianMonths.size(); ++i)
    if (word == kPersianMonths[i]) return static_cast<int>(i) + 1;
  return 0;
}

std::optional<Date> persian_date(int year, int month, int day) {
  if (year < 1300 || year > 1499 || month < 1 || month > 12 || day < 1 || day > 31)
    return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Calendar> calendar(icu::Calendar::createInstance(
      *icu::TimeZone::getGMT(), icu::Locale("fa_IR@calendar=persian"), status));
  if (U_FAILURE(status)) return std::nullopt;
  calendar->clear();
  calendar->setLenient(false);  // the 31st of a month of 30 days is none
  calendar->set(year, month - 1, day);
  const UDate milliseconds = calendar->getTime(status);
  if (U_FAILURE(status)) return std::nullopt;
  const auto seconds = std::chrono::seconds{static_cast<std::int64_t>(milliseconds / 1000)};
  const Date date{std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds{seconds})};
  return plausible_date(static_cast<int>(date.year()), static_cast<int>(unsigned{date.month()}),
                        static_cast<int>(unsigned{date.day()}));
}

}  // namespace verify
