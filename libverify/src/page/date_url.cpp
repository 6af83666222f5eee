#include "page/date_candidates.h"
#include "page/month_names.h"

namespace verify {
namespace {

constexpr double kUrlWeight = 3.2;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

int number(std::string_view text) {
  int value = 0;
  for (const char c : text) value = value * 10 + (c - '0');
  return value;
}

std::size_t digits_at(std::string_view path, std::size_t i) {
  std::size_t n = 0;
  while (i + n < path.size() && is_digit(path[i + n]) && n < 15) ++n;
  return n;
}

bool joins(char c) {
  return c == '/' || c == '-' || c == '_' || c == '.';
}

/// A date read at one place of a path; day 0 when it names none.
struct PathDate {
  int year = 0, month = 0, day = 0;
};

// The month after a year and a joint: 03 or mar. `i` moves past it.
int month_at(std::string_view path, std::size_t& i) {
  const std::size_t digits = digits_at(path, i);
  if (digits == 1 || digits == 2) {
    const int month = number(path.substr(i, digits));
    i += digits;
    return month;
  }
  std::size_t end = i;
  while (end < path.size() && path[end] >= 'a' && path[end] <= 'z') ++end;
  const int month = digits == 0 ? month_of(path.substr(i, end - i), "en") : 0;
  i = end;
  return month;
}

std::optional<PathDate> separated(std::string_view path, std::size_t i) {
  PathDate date{.year = number(path.substr(i, 4))};
  i += 4;
  if (i >= path.size() || !joins(path[i])) return std::nullopt;
  date.month = month_at(path, ++i);
  if (date.month < 1 || date.month > 12) return std::nullopt;
  if (i < path.size() && joins(path[i])) {
    const std::size_t digits = digits_at(path, i + 1);
    const std::size_t after = i + 1 + digits;
    const bool whole = after == path.size() || !(path[after] >= 'a' && path[after] <= 'z');
    if ((digits == 1 || digits == 2) && whole) date.day = number(path.substr(i + 1, digits));
  }
  return date;
}

// 29-10-2021, vom_22.04.2020: only with two digits each and where it is no year first.
std::optional<PathDate> day_first(std::string_view path, std::size_t i) {
  if (i + 10 > path.size() || !joins(path[i + 2]) || path[i + 5] != path[i + 2])
    return std::nullopt;
  if (digits_at(path, i + 3) != 2 || digits_at(path, i + 6) != 4) return std::nullopt;
  return PathDate{number(path.substr(i + 6, 4)), number(path.substr(i + 3, 2)),
                  number(path.substr(i, 2))};
}

std::optional<PathDate> compact(std::string_view path, std::size_t i, std::size_t digits) {
  if (digits != 8 && digits != 12 && digits != 14) return std::nullopt;
  return PathDate{number(path.substr(i, 4)), number(path.substr(i + 4, 2)),
                  number(path.substr(i + 6, 2))};
}

// The first date of a path, the one with a day before one without.
std::optional<PathDate> first_date(std::string_view path) {
  std::optional<PathDate> month_only;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (!is_digit(path[i])) continue;
    const std::size_t digits = digits_at(path, i);
    const auto date = digits == 4   ? separated(path, i)
                      : digits == 2 ? day_first(path, i)
                                    : compact(path, i, digits);
    if (date && plausible_date(date->year, date->month, date->day)) return date;
    const bool month = date && date->day == 0 && plausible_date(date->year, date->month, 1);
    if (month && i > 0 && path[i - 1] == '/' && !month_only) month_only = date;
    i += digits - 1;
  }
  return month_only;
}

// An archive's address holds the page's own after the time of the capture.
std::string_view own_path(std::string_view path) {
  for (const std::string_view scheme : {"/http:/", "/https:/"})
    if (const std::size_t at = path.find(scheme); at != path.npos)
      return path.substr(at + scheme.size());
  return path;
}

}  // namespace

std::optional<Date> path_date(std::string_view path) {
  const auto found = first_date(own_path(path));
  if (!found) return std::nullopt;
  return plausible_date(found->year, found->month, found->day);
}

void add_url_dates(const Url& url, DateCandidates& out) {
  if (const auto date = path_date(url.path_and_search()))
    out.push_back({*date, "url", "path", false, kUrlWeight});
}

std::optional<Date> url_month(const Url& url) {
  const auto found = first_date(own_path(url.pathname()));
  if (!found || found->day != 0) return std::nullopt;
  return plausible_date(found->year, found->month, 1);
}

}  // namespace verify
