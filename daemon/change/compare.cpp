#include <algorithm>

#include "daemon/change/cause.h"
#include "daemon/change/damping.h"

namespace verify::daemon {
namespace {

const Standing* find(std::span<const Standing> standings, const std::string& requirement) {
  const auto at = std::find_if(standings.begin(), standings.end(), [&](const Standing& each) {
    return each.requirement == requirement;
  });
  return at == standings.end() ? nullptr : &*at;
}

// What the run found, as what stands.
Standing confirmed(const RequirementResult& result, std::int64_t run) {
  Standing out{.requirement = result.id,
               .verdict = result.verdict,
               .run = run,
               .valid_until = result.valid_until,
               .observed = result.verdict};
  if (!result.reasons.empty()) {
    out.code = result.reasons.front().code;
    out.text = result.reasons.front().text;
  }
  return out;
}

class Comparer {
 public:
  Comparer(const Before& before, const Now& now, std::span<const Transition> told_lately,
           const DampingRules& rules, const Earlier& earlier, const Transition& frame)
      : before_(before),
        now_(now),
        told_(told_lately),
        rules_(rules),
        earlier_(earlier),
        frame_(frame) {}

  void add(const RequirementResult& result, const Standing* stood) {
    Standing next = confirmed(result, frame_.run);
    next.flaps = flaps_of(result.id, told_, frame_.at, rules_);
    next.observed_runs =
        stood != nullptr && stood->observed == result.verdict ? stood->observed_runs + 1 : 1;
    next.since = stood != nullptr ? stood->since : frame_.at;
    if (stood == nullptr) {
      tell(result, {}, {Cause::first_seen, "Screened for the first time: " + next.text, ""});
    } else if (stood->verdict != result.verdict) {
      change(result, *stood, next);
    }
    out_.standings.push_back(std::move(next));
  }

  Comparison take() { return std::move(out_); }

 private:
  void change(const RequirementResult& result, const Standing& stood, Standing& next) {
    const Before& before = compared_with(stood);
    const int needed = runs_needed(result.verdict, next.flaps, asked_anew(before, now_), rules_);
    if (next.observed_runs < needed) return hold(stood, next);
    tell(result, stood.verdict, find_cause(before, now_, result, stood, next.observed_runs));
    next.since = frame_.at;
    ++next.flaps;
  }

  // What stood stays, with the run that confirmed it; only what was observed is noted.
  static void hold(const Standing& stood, Standing& next) {
    Standing held = stood;
    held.observed = next.observed;
    held.observed_runs = next.observed_runs;
    held.flaps = next.flaps;
    next = std::move(held);
  }

  // The run that last confirmed it: the one before, unless damping has held something back since.
  const Before& compared_with(const Standing& stood) const {
    const auto at = earlier_.find(stood.run);
    return stood.observed == stood.verdict || at == earlier_.end() ? before_ : at->second;
  }

  void tell(const RequirementResult& result, std::optional<Verdict> from, Reasoned why) {
    Transition told = frame_;
    told.requirement = result.id;
    told.from = from;
    told.to = result.verdict;
    told.cause = why.cause;
    told.explanation = std::move(why.explanation);
    told.diff = std::move(why.diff);
    out_.transitions.push_back(std::move(told));
  }

  const Before& before_;
  const Now& now_;
  std::span<const Transition> told_;
  const DampingRules& rules_;
  const Earlier& earlier_;
  const Transition& frame_;  // what all that is told has in common
  Comparison out_;
};

}  // namespace

Comparison compare(const Before& before, const Now& now, std::span<const Standing> standings,
                   std::span<const Transition> told_lately, std::int64_t run,
                   const std::string& partner, Instant at, const DampingRules& rules,
                   const Earlier& earlier) {
  const Transition frame{.run = run, .partner = partner, .at = at};
  Comparer comparer(before, now, told_lately, rules, earlier, frame);
  for (const RequirementResult& result : now.report->requirements)
    comparer.add(result, find(standings, result.id));
  return comparer.take();
}

}  // namespace verify::daemon
