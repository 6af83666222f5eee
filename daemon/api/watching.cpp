#include "daemon/api/watching.h"

#include "daemon/schedule/partner_cadence.h"

namespace verify::daemon {

const Checklist* checklist_of(const Call& call, const Rules& rules, const Partner& partner) {
  const std::string& id =
      partner.checklist.empty() ? call.api.needs.settings()->checklist : partner.checklist;
  const auto found = rules.checklists.find(id);
  return found == rules.checklists.end() ? nullptr : &found->second;
}

void reschedule(const Call& call, const Partner& before, const Partner& now) {
  const auto settings = call.api.needs.settings();
  if (cadence_text(before, *settings) == cadence_text(now, *settings)) return;
  const auto due = call.store().next_due(now.id);
  if (!due || (due->trigger != Trigger::schedule && due->trigger != Trigger::lapse)) return;
  const auto last = call.store().runs({.partner = now.id, .state = RunState::finished, .limit = 1});
  if (last.empty() || !last[0].finished_at) return;
  const auto standings = call.store().standings(now.id);
  const Plan plan = plan_next(cadence_of(now, *settings), now.id, standings, last[0].turns_on, 0,
                              *last[0].finished_at, settings->plan);
  // What came in between (an application, the end of a run) is planned better.
  call.store().move_due(*due, plan.due, plan.trigger);
}

}  // namespace verify::daemon
