#include "verify/report_day.h"

#include <algorithm>

namespace verify {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr int kLongestMonth = 31;  // days
constexpr std::chrono::year kLastYear{9999};

}  // namespace

// `turn` is when an answer that is no becomes yes. One that is yes stays so: no day comes back.
// What has no date of four digits for its year, as after a 9999-12-31 that stands for ever, never
// comes.
bool ReportDay::turned(bool now, const Date& turn) {
  const bool comes = turn.ok() && turn.year() <= kLastYear;
  if (!now && comes && (!turns_on_ || turn < *turns_on_)) turns_on_ = turn;
  return now;
}

bool ReportDay::has_come(const Date& day) {
  return turned(day <= date_, day);
}

bool ReportDay::is_over(const Date& day) {
  return turned(day < date_, Date{sys_days{day} + days{1}});
}

bool ReportDay::is_older(const Date& day, int months) {
  if (day < add_months(date_, -months)) return true;
  // Months differ in length: the turn is the same day so many months later, or a few days after it.
  sys_days turn = std::max(sys_days{add_months(day, months)}, sys_days{date_} + days{1});
  for (int i = 0; i < kLongestMonth && add_months(Date{turn}, -months) <= day; ++i) turn += days{1};
  return turned(false, Date{turn});
}

}  // namespace verify
