#include "page/date_text.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "page/date_calendars.h"
#include "page/month_names.h"

namespace verify {
namespace {

using namespace std::chrono;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

/// A run of digits.
struct Number {
  int value = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t digits() const { return end - begin; }
};

// Reads the dates that start with, or around, one number.
class DateScanner {
 public:
  DateScanner(std::string_view text, const DateReading& reading) : text_(text), reading_(reading) {}

  std::vector<TextDate> scan() {
    for (at_ = 0; at_ < text_.size(); ++at_) {
      if (!is_digit(text_[at_])) continue;
      const Number number = number_at(at_);
      std::optional<TextDate> date = era_date(number);
      if (!date && !part_of_longer(number)) date = date_at(number);
      if (date) dates_.push_back(*date);
      at_ = (date ? date->end : number.end) - 1;
    }
    settle_order();
    return std::move(dates_);
  }

 private:
  char at(std::uint32_t i) const { return i < text_.size() ? text_[i] : '\0'; }
  bool starts(std::uint32_t i, std::string_view what) const {
    return i <= text_.size() && text_.substr(i, what.size()) == what;
  }

  // The value of more than nine digits does not matter: no date has so many.
  Number number_at(std::uint32_t i) const {
    Number n{0, i, i};
    for (; n.end < text_.size() && is_digit(text_[n.end]); ++n.end)
      if (n.end - i < 9) n.value = n.value * 10 + (text_[n.end] - '0');
    return n;
  }

  // "v1.2.2020", "+49-30-2020", "A4": the number belongs to what stands before it.
  bool part_of_longer(const Number& n) const {
    if (n.digits() > 4 || n.digits() == 3) return true;
    if (n.begin == 0) return false;
    const char before = text_[n.begin - 1];
    if ((before >= 'a' && before <= 'z') || (before >= 'A' && before <= 'Z')) return before != 'T';
    if (before == '$' || before == '#' || ends_in_currency(text_.substr(0, n.begin))) return true;
    const bool joined = before == '.' || before == '-' || before == '/' || before == ',';
    return joined && n.begin > 1 && is_digit(text_[n.begin - 2]);
  }

  static bool ends_in_currency(std::string_view before) {
    return before.ends_with("€") || before.ends_with("£") || before.ends_with("¥");
  }

  // White space, with the no-break space and the narrow one.
  std::uint32_t skip_space(std::uint32_t i) const {
    for (int steps = 0; steps < 16; ++steps) {
      if (is_ascii_space(at(i))) {
        ++i;
      } else if (starts(i, "\xC2\xA0")) {
        i += 2;
      } else if (starts(i, "\xE2\x80\xAF") || starts(i, "\xE3\x80\x80")) {
        i += 3;
      } else {
        break;
      }
    }
    return i;
  }

  // Where the letters starting at i end. Spaces and punctuation beyond ASCII are no letters.
  std::uint32_t word_end(std::uint32_t i) const {
    const std::uint32_t first = i;
    while (i < text_.size() && i - first <= 40 && is_letter(text_[i]) && !starts(i, "\xC2\xA0") &&
           !starts(i, "\xE2\x80") && !starts(i, "\xE3\x80"))
      ++i;
    return i;
  }

  std::string_view word_at(std::uint32_t i) const { return text_.substr(i, word_end(i) - i); }

  std::optional<TextDate> make(int y, int m, int d, std::uint32_t begin, std::uint32_t end,
                               DateForm form) const {
    const auto date = plausible_date(reading_.language == "th" ? buddhist_year(y) : y, m, d);
    if (!date) return std::nullopt;
    return TextDate{*date, begin, end, form};
  }

  std::optional<TextDate> date_at(const Number& n) const {
    if (n.digits() == 4) {
      if (auto date = year_separator(n)) return date;
      if (auto date = year_cjk(n)) return date;
      return year_word(n);
    }
    if (n.digits() > 2) return std::nullopt;
    if (auto date = day_separator(n)) return date;
    if (auto date = day_spaced(n)) return date;
    if (auto date = word_before_day(n)) return date;
    return day_word(n);
  }

  // 2024-03-05, 2024/3/5, 2024.03.05, 2024. 3. 5.
  std::optional<TextDate> year_separator(const Number& y) const {
    const char separator = at(y.end);
    if (separator != '-' && separator != '/' && separator != '.') return std::nullopt;
    std::uint32_t i = y.end + 1;
    if (separator == '.') i = skip_space(i);
    const Number m = number_at(i);
    if (m.digits() == 0 || m.digits() > 2 || at(m.end) != separator) return std::nullopt;
    i = m.end + 1;
    if (separator == '.') i = skip_space(i);
    const Number d = number_at(i);
    if (d.digits() == 0 || d.digits() > 2) return std::nullopt;
    if (separator == '.' && d.end - y.begin < 10 && is_version(y, m)) return std::nullopt;
    if (reading_.language == "fa")
      if (const auto date = persian_date(y.value, m.value, d.value))
        return TextDate{*date, y.begin, d.end, DateForm::year_first};
    return make(y.value, m.value, d.value, y.begin, d.end, DateForm::year_first);
  }

  // 2023.10.1 without spaces: languages that write the year first fill up with zeros or are others.
  bool is_version(const Number& y, const Number& m) const {
    static constexpr std::array<std::string_view, 7> kLanguages = {"en", "de", "fr", "es",
                                                                   "pt", "it", "nl"};
    return m.begin == y.end + 1 &&
           std::ranges::find(kLanguages, reading_.language) != kLanguages.end();
  }

  using Units = std::array<std::string_view, 3>;
  static constexpr Units kHan = {"年", "月", "日"}, kHangul = {"년", "월", "일"};

  // 2024年3月5日, 2024년 3월 5일
  std::optional<TextDate> year_cjk(const Number& y) const {
    const std::uint32_t unit = skip_space(y.end);
    for (const Units& units : {kHan, kHangul})
      if (starts(unit, units[0])) return month_and_day(y.value, y.begin, unit + 3, units);
    return std::nullopt;
  }

  // 令和6年3月5日, 民國113年3月5日, 令和元年10月1日
  std::optional<TextDate> era_date(const Number& n) const {
    if (n.digits() > 3) return std::nullopt;
    std::string_view before = text_.substr(0, n.begin);
    const std::uint32_t unit = skip_space(n.end);
    int year = 0;
    std::uint32_t month = n.begin;
    if (starts(unit, kHan[0])) {
      year = era_year(before, n.value);
      month = unit + 3;
    } else if (starts(unit, kHan[1]) && before.ends_with("元年")) {
      before.remove_suffix(6);
      year = era_year(before, 1);
    }
    if (year == 0) return std::nullopt;
    return month_and_day(year, n.begin, month, kHan);
  }

  std::optional<TextDate> month_and_day(int year, std::uint32_t begin, std::uint32_t i,
                                        const Units& units) const {
    const Number m = number_at(skip_space(i));
    const std::uint32_t month_unit = skip_space(m.end);
    if (m.digits() == 0 || m.digits() > 2 || !starts(month_unit, units[1])) return std::nullopt;
    const Number d = number_at(skip_space(month_unit + 3));
    const std::uint32_t day_unit = skip_space(d.end);
    if (d.digits() == 0 || d.digits() > 2 || !starts(day_unit, units[2])) return std::nullopt;
    return make(year, m.value, d.value, begin, day_unit + 3, DateForm::year_first);
  }

  // 2024 March 5, 2024. március 5., 2024 m. kovo 5 d., 2024-Mar-05
  std::optional<TextDate> year_word(const Number& y) const {
    if (y.value < kFirstYear || y.value > kLastYear) return std::nullopt;
    std::uint32_t i = at(y.end) == '.' || at(y.end) == '-' ? y.end + 1 : y.end;
    i = skip_space(i);
    if (starts(i, "m. ")) i += 3;
    if (i == y.end) return std::nullopt;
    const int m = month_of(word_at(i), reading_.language);
    if (m == 0) return std::nullopt;
    i = word_end(i);
    if (at(i) == '.' || at(i) == '-') ++i;
    const Number d = number_at(skip_space(i));
    if (d.digits() == 0 || d.digits() > 2 || at(d.end) == ':') return std::nullopt;
    return make(y.value, m, d.value, y.begin, d.end, DateForm::named);
  }

  // The year at i: four digits, or two where that is allowed.
  std::optional<Number> year_at(std::uint32_t i, bool two_digits) const {
    Number y = number_at(i);
    if (y.digits() == 2 && two_digits && at(y.end) != ':') {
      y.value += y.value < 50 ? 2000 : 1900;
    } else if (y.digits() != 4) {
      return std::nullopt;
    }
    const bool goes_on =
        (at(y.end) == '.' || at(y.end) == '-' || at(y.end) == '/') && is_digit(at(y.end + 1));
    if (goes_on) return std::nullopt;
    return y;
  }

  // 5.3.2024, 5. 3. 2024, 5/3/24, 05-03-2024, 05-Mar-2024
  std::optional<TextDate> day_separator(const Number& a) const {
    const char separator = at(a.end);
    if (separator != '-' && separator != '/' && separator != '.') return std::nullopt;
    std::uint32_t i = a.end + 1;
    if (separator != '.' && is_letter(at(i))) return day_month_word(a, i, separator);
    if (separator == '.') i = skip_space(i);
    const Number b = number_at(i);
    if (b.digits() == 0 || b.digits() > 2 || at(b.end) != separator) return std::nullopt;
    i = b.end + 1;
    if (separator == '.') i = skip_space(i);
    const auto y = year_at(i, separator != '-');
    if (!y) return std::nullopt;
    return in_order(a, b, *y, separator);
  }

  // 5 / 3 / 2024, 26 | 01 | 2022
  std::optional<TextDate> day_spaced(const Number& a) const {
    const std::uint32_t first = skip_space(a.end);
    const char separator = at(first);
    if (first == a.end || (separator != '/' && separator != '|')) return std::nullopt;
    const Number b = number_at(skip_space(first + 1));
    const std::uint32_t second = skip_space(b.end);
    if (b.digits() == 0 || b.digits() > 2 || at(second) != separator) return std::nullopt;
    const auto y = year_at(skip_space(second + 1), false);
    if (!y) return std::nullopt;
    return in_order(a, b, *y, separator);
  }

  std::optional<TextDate> in_order(const Number& a, const Number& b, const Number& y,
                                   char separator) const {
    const bool both = a.value <= 12 && b.value <= 12 && a.value != b.value;
    const bool month_first = b.value > 12 || (both && reading_.month_first && separator != '.');
    DateForm form = both && separator != '.' ? DateForm::ambiguous : DateForm::numeric;
    if (y.digits() == 2 && form == DateForm::numeric) form = DateForm::short_year;
    return month_first ? make(y.value, a.value, b.value, a.begin, y.end, form)
                       : make(y.value, b.value, a.value, a.begin, y.end, form);
  }

  std::optional<TextDate> day_month_word(const Number& d, std::uint32_t i, char separator) const {
    const int m = month_of(word_at(i), reading_.language);
    i = word_end(i);
    if (m == 0 || at(i) != separator) return std::nullopt;
    const auto y = year_at(i + 1, true);
    if (!y) return std::nullopt;
    return make(y->value, m, d.value, d.begin, y->end, DateForm::named);
  }

  // Past "th", "er", "º", "." after a day.
  std::uint32_t skip_ordinal(std::uint32_t i) const {
    static constexpr std::array<std::string_view, 13> kOrdinals = {
        "st", "nd", "rd", "th", "er", "ère", "º", "°", "ª", "ste", "-го", "-е", "e"};
    for (const std::string_view ordinal : kOrdinals) {
      const auto end = static_cast<std::uint32_t>(i + ordinal.size());
      if (!starts(i, ordinal) || is_letter(at(end))) continue;
      i = end;
      break;
    }
    return at(i) == '.' || at(i) == ',' ? i + 1 : i;
  }

  // Past one word of those that join the parts of a date.
  std::uint32_t skip_joint(std::uint32_t i) const {
    static constexpr std::array<std::string_view, 9> kJoints = {"of", "de",  "del", "do",    "di",
                                                                "d",  "den", "da",  "of the"};
    const std::uint32_t end = word_end(i);
    const std::string_view word = text_.substr(i, end - i);
    for (const std::string_view joint : kJoints) {
      if (word != joint) continue;
      const std::uint32_t past = at(end) == '\'' ? end + 1 : end;
      return skip_space(past);
    }
    return i;
  }

  // 5. März 2024, 5 de marzo de 2024, 5th of March, 2024, le 1er mars 2024, 5 Mar '24
  std::optional<TextDate> day_word(const Number& d) const {
    if (d.value < 1 || d.value > 31) return std::nullopt;
    std::uint32_t i = skip_joint(skip_space(skip_ordinal(d.end)));
    if (!is_letter(at(i))) return std::nullopt;
    if (const Number m = vietnamese_month(i); m.digits() > 0) return vietnamese_year(d, m);
    const std::string_view word = month_word_at(i);
    if (const int m = persian_month_of(word)) return persian_year(d, m, word_end(i));
    const int m = month_named(word);
    if (m == 0) return std::nullopt;
    i += static_cast<std::uint32_t>(word.size());
    if (at(i) == '.' || at(i) == ',') ++i;
    i = skip_joint(skip_space(i));
    const bool apostrophe = at(i) == '\'' || starts(i, "’");
    if (apostrophe) i += at(i) == '\'' ? 1 : 3;
    const auto y = year_at(i, apostrophe);
    if (!y) return std::nullopt;
    const int year = is_thai(word) ? buddhist_year(y->value) : y->value;
    return make(year, m, d.value, d.begin, y->end, DateForm::named);
  }

  static bool is_thai(std::string_view word) {
    return word.starts_with("\xE0\xB8") || word.starts_with("\xE0\xB9");
  }

  // A word and, in Thai, what an abbreviation goes on with: มี.ค.
  std::string_view month_word_at(std::uint32_t i) const {
    std::uint32_t end = word_end(i);
    if (is_thai(text_.substr(i, 2)))
      while (at(end) == '.' && is_thai(text_.substr(end + 1, 2))) end = word_end(end + 1);
    return text_.substr(i, end - i);
  }

  // Hebrew writes "in" as a letter before the month.
  int month_named(std::string_view word) const {
    if (const int m = month_of(word, reading_.language)) return m;
    return word.starts_with("ב") ? month_of(word.substr(2), reading_.language) : 0;
  }

  // The number after "tháng" or "Th" at i.
  Number vietnamese_month(std::uint32_t i) const {
    for (const std::string_view word : {"tháng", "Tháng", "thg", "Thg", "Th"}) {
      if (!starts(i, word)) continue;
      const Number m = number_at(skip_space(i + static_cast<std::uint32_t>(word.size())));
      return m.digits() <= 2 && m.value <= 12 ? m : Number{};
    }
    return {};
  }

  // 5 tháng 3 năm 2024, 5 Tháng 3, 2024
  std::optional<TextDate> vietnamese_year(const Number& d, const Number& m) const {
    std::uint32_t i = skip_space(at(m.end) == ',' ? m.end + 1 : m.end);
    if (starts(i, "năm")) i = skip_space(i + 4);
    const auto y = year_at(i, false);
    if (!y) return std::nullopt;
    return make(y->value, m.value, d.value, d.begin, y->end, DateForm::named);
  }

  // 15 اسفند 1402
  std::optional<TextDate> persian_year(const Number& d, int m, std::uint32_t i) const {
    const Number y = number_at(skip_space(i));
    const auto date = y.digits() == 4 ? persian_date(y.value, m, d.value) : std::nullopt;
    if (!date) return std::nullopt;
    return TextDate{*date, d.begin, y.end, DateForm::named};
  }

  // March 5th, 2024; Mar. 5 2024; Mar 05 10:22:33 +0000 2020
  std::optional<TextDate> word_before_day(const Number& d) const {
    if (d.value < 1 || d.value > 31) return std::nullopt;
    const std::uint32_t begin = word_before(d.begin);
    if (begin == d.begin) return std::nullopt;
    const int m = month_of(word_at(begin), reading_.language);
    if (m == 0) return std::nullopt;
    std::uint32_t i = skip_ordinal(d.end);
    i = skip_space(i);
    if (at(i) == ',') i = skip_space(i + 1);
    i = skip_joint(skip_clock(i));
    const auto y = year_at(i, false);
    if (!y) return std::nullopt;
    return make(y->value, m, d.value, begin, y->end, DateForm::named);
  }

  // The start of the word that ends, but for white space and a dot, before i; i when there is none.
  std::uint32_t word_before(std::uint32_t i) const {
    std::uint32_t end = i;
    while (end > 0 && i - end < 8 &&
           (is_ascii_space(text_[end - 1]) || text_[end - 1] == '.' || text_[end - 1] == '-' ||
            text_[end - 1] == '/'))
      --end;
    if (end >= 2 && text_.substr(end - 2, 2) == "\xC2\xA0") end -= 2;
    std::uint32_t begin = end;
    while (begin > 0 && end - begin < 40 && is_letter(text_[begin - 1])) --begin;
    // Letters may begin with a space beyond ASCII.
    while (begin < end && word_end(begin) < end) begin += word_end(begin) > begin ? 1 : 2;
    return begin < end ? begin : i;
  }

  // "10:22:33 +0000 " between day and year.
  std::uint32_t skip_clock(std::uint32_t i) const {
    if (!is_digit(at(i)) || (at(i + 2) != ':' && at(i + 1) != ':')) return i;
    while (is_digit(at(i)) || at(i) == ':') ++i;
    i = skip_space(i);
    if (at(i) == '+' || at(i) == '-') i = skip_space(number_at(i + 1).end);
    return i;
  }

  // Ambiguous dates follow what unambiguous ones with the same separator show.
  void settle_order() {
    int day_first = 0, month_first = 0;
    for (const TextDate& date : dates_) {
      if (date.form != DateForm::numeric || !starts(date.begin + 2, "/")) continue;
      const bool month_leads = number_at(date.begin).value <= 12 &&
                               number_at(date.begin).value == month_number(date.date) &&
                               number_at(date.begin).value != day_number(date.date);
      (month_leads ? month_first : day_first) += 1;
    }
    if (day_first == month_first) return;
    const bool want_month_first = month_first > day_first;
    for (TextDate& date : dates_) {
      if (date.form != DateForm::ambiguous) continue;
      const bool is_month_first = number_at(date.begin).value == month_number(date.date);
      if (is_month_first == want_month_first) continue;
      date.date = Date{date.date.year(), month{static_cast<unsigned>(day_number(date.date))},
                       day{static_cast<unsigned>(month_number(date.date))}};
    }
  }

  static int month_number(const Date& date) {
    return static_cast<int>(static_cast<unsigned>(date.month()));
  }
  static int day_number(const Date& date) {
    return static_cast<int>(static_cast<unsigned>(date.day()));
  }

  std::string_view text_;
  const DateReading& reading_;
  std::uint32_t at_ = 0;
  std::vector<TextDate> dates_;
};

}  // namespace

std::optional<Date> plausible_date(int y, int m, int d) {
  if (y < kFirstYear || y > kLastYear || m < 1 || m > 12 || d < 1) return std::nullopt;
  const Date date{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}};
  if (!date.ok()) return std::nullopt;
  return date;
}

std::vector<TextDate> find_dates(std::string_view text, const DateReading& reading) {
  return DateScanner(text, reading).scan();
}

}  // namespace verify
