#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "verify/time.h"

namespace verify {

// Dates that are not written with ASCII digits or in the years of the common calendar.

/// The decimal digit of another script that starts at `i` as ASCII, and how many bytes it has:
/// full-width, Arabic-Indic, Persian, Devanagari, Bengali and Thai. '\0' when there is none.
struct ScriptDigit {
  char ascii = '\0';
  int bytes = 0;
};
ScriptDigit script_digit(std::string_view text, std::size_t i);

/// The text with those digits as ASCII.
std::string fold_digits(std::string_view text);

/// The common year of year `n` of the era whose name ends `before`: 令和, 平成, 昭和, 民國; 0 when
/// no era is named there or the year is none of it.
int era_year(std::string_view before, int n);

/// 2567 of the Buddhist era is 2024; a year that is none of it stays.
int buddhist_year(int year);

/// The month (1…12) of the Persian calendar a word names, 0 when it names none.
int persian_month_of(std::string_view word);

/// The day of the common calendar, for years 1300 to 1499 of the Persian one: where it is a
/// plausible_date, for the first of them begins in 1921.
std::optional<Date> persian_date(int year, int month, int day);

}  // namespace verify
