#include "daemon/schedule/cron.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>

namespace verify::daemon {
namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 7> kWeekdays = {"sun", "mon", "tue", "wed",
                                                       "thu", "fri", "sat"};

struct FieldKind {
  std::string_view name;
  int low = 0, high = 0;
  std::span<const std::string_view> names = {};  // of the values from `low`
};
const FieldKind kFields[] = {{"minute", 0, 59},
                             {"hour", 0, 23},
                             {"day of month", 1, 31},
                             {"month", 1, 12, kMonths},
                             {"day of week", 0, 7, kWeekdays}};

std::uint64_t bit(int value) {
  return std::uint64_t{1} << value;
}

// The first value from `from` on that is in the set; -1 for none.
int first_from(std::uint64_t set, int from) {
  const std::uint64_t rest = from < 64 ? set >> from : 0;
  return rest == 0 ? -1 : from + std::countr_zero(rest);
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string quoted(std::string_view text) {
  return '"' + std::string(text) + '"';
}

Result<int> parse_number(const Word& word, std::string_view what, int low, int high) {
  int value = 0;
  const char* const end = word.text.data() + word.text.size();
  const auto [rest, fault] = std::from_chars(word.text.data(), end, value);
  if (fault == std::errc::invalid_argument || rest != end)
    return std::unexpected(error_at(word.at, quoted(word.text) + " is no " + std::string(what) +
                                                 ": a number from " + std::to_string(low) + " to " +
                                                 std::to_string(high)));
  if (fault != std::errc{} || value < low || value > high)
    return std::unexpected(error_at(word.at, std::string(what) + " " + std::string(word.text) +
                                                 " is not from " + std::to_string(low) + " to " +
                                                 std::to_string(high)));
  return value;
}

Result<int> parse_value(const Word& word, const FieldKind& kind) {
  const auto name = std::find(kind.names.begin(), kind.names.end(), lower(word.text));
  if (name != kind.names.end()) return kind.low + static_cast<int>(name - kind.names.begin());
  return parse_number(word, kind.name, kind.low, kind.high);
}

struct Range {
  int from = 0, to = 0;
};

Result<Range> parse_range(const Word& word, const FieldKind& kind) {
  if (word.text == "*") return Range{kind.low, kind.high};
  const std::size_t dash = word.text.find('-');
  const auto from = parse_value({word.text.substr(0, dash), word.at}, kind);
  if (!from) return std::unexpected(from.error());
  if (dash == std::string_view::npos) return Range{*from, *from};
  const Word last{word.text.substr(dash + 1), word.at + dash + 1};
  auto to = parse_value(last, kind);
  if (!to) return std::unexpected(to.error());
  // "fri-sun": the name is the first day and the last one.
  if (kind.high == 7 && lower(last.text) == "sun") to = 7;
  if (*to < *from)
    return std::unexpected(error_at(word.at, "the range " + quoted(word.text) + " goes down"));
  return Range{*from, *to};
}

// One part of a list: a range, and every how manyth of it.
Result<std::uint64_t> parse_part(const Word& word, const FieldKind& kind) {
  const std::size_t slash = word.text.find('/');
  const Word base{word.text.substr(0, slash), word.at};
  const auto range = parse_range(base, kind);
  if (!range) return std::unexpected(range.error());
  int step = 1;
  if (slash != std::string_view::npos) {
    // crontab(5) gives steps a meaning after a range or an asterisk only.
    if (base.text != "*" && base.text.find('-') == std::string_view::npos)
      return std::unexpected(
          error_at(word.at, "a step needs a range or *: " + quoted(word.text) + " has neither"));
    const auto given = parse_number({word.text.substr(slash + 1), word.at + slash + 1}, "step", 1,
                                    std::max(kind.high, 1));
    if (!given) return std::unexpected(given.error());
    step = *given;
  }
  std::uint64_t set = 0;
  for (int value = range->from; value <= range->to; value += step) set |= bit(value);
  return set;
}

Result<std::uint64_t> parse_field(const Word& word, const FieldKind& kind) {
  std::uint64_t set = 0;
  for (std::size_t from = 0; from <= word.text.size();) {
    const std::size_t end = std::min(word.text.find(',', from), word.text.size());
    const auto part = parse_part({word.text.substr(from, end - from), word.at + from}, kind);
    if (!part) return part;
    set |= *part;
    from = end + 1;
  }
  return set;
}

// Whether one of the months is ever long enough for one of the days.
bool some_day_exists(std::uint64_t days, std::uint64_t months) {
  for (unsigned m = 1; m <= 12; ++m) {
    const auto longest = year_month_day_last(year{2000}, month_day_last{month{m}}).day();
    if ((months & bit(static_cast<int>(m))) != 0 &&
        first_from(days, 1) <= static_cast<int>(static_cast<unsigned>(longest)))
      return true;
  }
  return false;
}

}  // namespace

Result<CronExpression> CronExpression::parse(std::span<const Word> fields) {
  std::uint64_t sets[5] = {};
  for (std::size_t i = 0; i < 5; ++i) {
    const auto set = parse_field(fields[i], kFields[i]);
    if (!set) return std::unexpected(set.error());
    sets[i] = *set;
  }
  CronExpression out;
  out.minutes_ = sets[0];
  out.hours_ = sets[1];
  out.days_ = sets[2];
  out.months_ = sets[3];
  out.weekdays_ = (sets[4] | sets[4] >> 7) & 0x7f;
  out.either_day_ = !fields[2].text.starts_with('*') && !fields[4].text.starts_with('*');
  if (!out.either_day_ && !some_day_exists(out.days_, out.months_))
    return std::unexpected(error_at(fields[2].at, "there is no day " + std::string(fields[2].text) +
                                                      " in month " + std::string(fields[3].text) +
                                                      ": it would never be due"));
  return out;
}

std::optional<std::string_view> CronExpression::nickname(std::string_view word) {
  if (word == "@yearly" || word == "@annually") return "0 0 1 1 *";
  if (word == "@monthly") return "0 0 1 * *";
  if (word == "@weekly") return "0 0 * * 0";
  if (word == "@daily" || word == "@midnight") return "0 0 * * *";
  if (word == "@hourly") return "0 * * * *";
  return std::nullopt;
}

bool CronExpression::fits(local_days day) const {
  const bool of_month = days_ & bit(static_cast<int>(unsigned(year_month_day(day).day())));
  const bool of_week = weekdays_ & bit(static_cast<int>(weekday(day).c_encoding()));
  return either_day_ ? of_month || of_week : of_month && of_week;
}

LocalMinute CronExpression::next(LocalMinute after) const {
  const LocalMinute from = after + minutes(1);
  local_days day = floor<days>(from);
  // Ends: parse() has made sure that there is such a day.
  for (hh_mm_ss<minutes> clock{from - day};; clock = hh_mm_ss{minutes(0)}) {
    const year_month_day date(day);
    if ((months_ & bit(static_cast<int>(unsigned(date.month())))) == 0) {
      day = local_days{(date.year() / date.month() + months(1)) / 1};
      continue;
    }
    if (fits(day)) {
      const int now = static_cast<int>(clock.hours().count());
      int hour = first_from(hours_, now);
      int minute =
          hour < 0
              ? -1
              : first_from(minutes_, hour == now ? static_cast<int>(clock.minutes().count()) : 0);
      if (hour >= 0 && minute < 0) {
        hour = first_from(hours_, hour + 1);
        minute = first_from(minutes_, 0);
      }
      if (hour >= 0) return day + hours(hour) + minutes(minute);
    }
    day += days(1);
  }
}

}  // namespace verify::daemon
