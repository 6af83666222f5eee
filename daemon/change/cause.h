#pragma once

#include "daemon/change/change.h"

namespace verify::daemon {

/// Why a verdict is another one, and what to say of it.
struct Reasoned {
  Cause cause = Cause::site_changed;
  std::string explanation;
  std::string diff;
};

/// Finds what explains that `stood` gives way to `is`. Of several things that changed the first of
/// these is named, the others are listed after it:
///   1. not_observed: it could not be seen, or stood as blocked and can be seen again.
///   2. time_passed: the last day of what stood is over. By what valid_until means that alone
///      changes the verdict, whatever else happened.
///   3. rules_changed: another checklist or program. Whether it would have made the difference by
///      itself can only be known from Before::rejudged: where that says it would not, it is passed
///      over; without it rules come first, because blaming a site for our rules is the worse fault.
///   4. application_changed, unless all that is cited of it and the pages that are cited are the
///      same and one of these pages changed.
///   5. site_changed: with a diff of the pages that are cited. Also by elimination: the same
///      rules, application and time leave nothing else; the explanation then says so.
/// `before` is the run that last confirmed what stood, as far as it is kept.
Reasoned find_cause(const Before& before, const Now& now, const RequirementResult& is,
                    const Standing& stood, int observed_runs);

/// Whether both are known and the application, the checklist or the program is another one.
bool asked_anew(const Before& before, const Now& now);

}  // namespace verify::daemon
