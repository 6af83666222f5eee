#include "daemon/schedule/plan.h"

#include <algorithm>

#include "daemon/schedule/share.h"

namespace verify::daemon {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

// A little after midnight, not all partners at once.
Instant begin_of(sys_days day, std::string_view partner) {
  return Instant{day} + share_of(partner, Instant{day}, std::chrono::hours(1));
}

// When it is to be looked at again because something is another from `day` on; nothing where that
// moment is long past, as for a verdict that blocked runs have left standing: it would be due for
// ever.
std::optional<Instant> turn_of(sys_days day, std::string_view partner, Instant now) {
  // A run that went on over midnight speaks for the day before: the next midnight catches it.
  if (begin_of(day, partner) <= now && day == std::chrono::floor<days>(now)) day += days(1);
  const Instant at = begin_of(day, partner);
  return at > now ? std::optional(at) : std::nullopt;
}

// A run that went on over midnight may have ended with a report that is another one already.
Instant other_report_at(const Date& turns_on, std::string_view partner, Instant now) {
  return std::max(begin_of(turns_on, partner),
                  now + share_of(partner, Instant{sys_days{turns_on}}, std::chrono::hours(1)));
}

std::optional<Instant> first_lapse(std::span<const Standing> standings, std::string_view partner,
                                   Instant now) {
  std::optional<Instant> first;
  for (const Standing& standing : standings) {
    if (!standing.valid_until) continue;
    const auto at = turn_of(sys_days{*standing.valid_until} + days(1), partner, now);
    if (at && (!first || *at < *first)) first = at;
  }
  return first;
}

std::optional<Instant> retry_at(std::span<const Standing> standings, int blocked_in_a_row,
                                Instant now, const PlanRules& rules) {
  const bool blocked = std::any_of(standings.begin(), standings.end(), [](const Standing& each) {
    return each.observed == Verdict::blocked;
  });
  if (!blocked || blocked_in_a_row < 1 || blocked_in_a_row > rules.retry_most) return std::nullopt;
  Duration wait = rules.retry_first;
  for (int i = 1; i < blocked_in_a_row && wait < rules.retry_longest; ++i) wait *= 2;
  return now + std::min(wait, rules.retry_longest);
}

}  // namespace

Plan plan_next(const Cadence& cadence, std::string_view partner,
               std::span<const Standing> standings, const std::optional<Date>& turns_on,
               int blocked_in_a_row, Instant finished_at, const PlanRules& rules) {
  Plan plan{cadence.next(finished_at, partner), Trigger::schedule};
  const auto earlier = [&](std::optional<Instant> at, Trigger trigger) {
    if (at && *at < plan.due) plan = {*at, trigger};
  };
  earlier(first_lapse(standings, partner, finished_at), Trigger::lapse);
  if (turns_on) earlier(other_report_at(*turns_on, partner, finished_at), Trigger::lapse);
  earlier(retry_at(standings, blocked_in_a_row, finished_at, rules), Trigger::retry);
  return plan;
}

}  // namespace verify::daemon
