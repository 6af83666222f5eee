#pragma once

#include <optional>

#include "verify/time.h"

namespace verify {

/// The day a judgement speaks for. Whatever is judged by time is compared with it here, so that it
/// can tell until when time alone changes nothing: as long as each comparison that was made comes
/// out as it did, the same evidence is judged the same. Belongs to one judgement and its thread.
class ReportDay {
 public:
  explicit ReportDay(const Date& date) : date_(date) {}

  const Date& date() const { return date_; }

  /// `day` is the report's day or before it.
  bool has_come(const Date& day);
  /// `day` is before the report's day: what is valid on `day` for the last time has lapsed.
  bool is_over(const Date& day);
  /// `day` is before the day `months` before the report's (add_months).
  bool is_older(const Date& day, int months);

  /// The first later day on which one of the comparisons so far comes out otherwise; nothing: none
  /// ever does.
  const std::optional<Date>& turns_on() const { return turns_on_; }

 private:
  bool turned(bool now, const Date& turn);

  Date date_;
  std::optional<Date> turns_on_;
};

}  // namespace verify
