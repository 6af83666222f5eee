#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "verify/time.h"

namespace verify {

/// How the dates of a page are read.
struct DateReading {
  std::string_view language;    ///< primary subtag, lower case; empty: unknown
  bool month_first = false;     ///< 3/4/2024 is the fourth of March
  std::string_view own_path{};  ///< of the page's address, to know what another page's date is
};

/// How sure the reading of a written date is.
enum class DateForm : std::uint8_t {
  year_first,  ///< 2024-03-05, 2024年3月5日, 2024. 3. 5.
  named,       ///< a month's name: 5. März 2024
  numeric,     ///< 25.3.2024: only one reading, or a dot, which is never month first
  ambiguous,   ///< 3/4/2024: decided by language and domain
  short_year,  ///< 25.03.24
};

/// A date in a text, as written: no time zone is applied.
struct TextDate {
  Date date;
  std::uint32_t begin = 0;  ///< bytes into the text
  std::uint32_t end = 0;
  DateForm form = DateForm::numeric;
};

/// First and last year a page's date can have; anything else is a number that looks like one.
inline constexpr int kFirstYear = 1990;
inline constexpr int kLastYear = 2100;

/// The date when it exists and its year can be one of a page.
std::optional<Date> plausible_date(int year, int month, int day);

/// All dates of a text in order, not overlapping. Where the text shows the order of day and month
/// by an unambiguous date of the same kind (25/12/2019), its ambiguous ones follow that.
std::vector<TextDate> find_dates(std::string_view text, const DateReading& reading);

/// The date a machine-readable value starts with or holds: ISO 8601 in both spellings, RFC 5322,
/// seconds or milliseconds since 1970, a PDF date ("D:20240305…"), or a written one. The day is
/// that of the writing; only for a bare number of seconds is it UTC's.
std::optional<Date> read_date_value(std::string_view value, const DateReading& reading);

/// How much of its vote a machine-readable value keeps: less where it is a time in UTC, because the
/// day may have been another where the page was written.
double day_certainty(std::string_view value);

}  // namespace verify
