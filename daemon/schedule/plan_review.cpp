#include "daemon/schedule/plan_review.h"

#include "daemon/schedule/partner_cadence.h"

namespace verify::daemon {

void PlanReview::begin() {
  open_ = true;
  after_.clear();
  cadences_.clear();
}

bool PlanReview::page(const Settings& settings, Instant now) {
  if (!open_) return false;
  PortfolioFilter filter;
  filter.after = after_;
  filter.limit = kPage;
  const auto rows = store_.portfolio(filter, now);
  std::vector<Store::Due> earlier;
  for (const PortfolioRow& row : rows)
    if (const auto at = earlier_than_planned(row, settings, now))
      earlier.push_back({row.partner.id, *at, Trigger::schedule});
  if (!earlier.empty()) store_.bring_forward(earlier);
  // Not before: a page that could not be written is looked at again.
  if (!rows.empty()) after_ = rows.back().partner.id;
  open_ = static_cast<int>(rows.size()) == kPage;
  return open_;
}

std::optional<Instant> PlanReview::earlier_than_planned(const PortfolioRow& row,
                                                        const Settings& settings, Instant now) {
  if (!row.next_due || row.run_open || *row.next_due <= now) return std::nullopt;
  // Its verdicts speak for a day that has not come: what is to lapse until then may have lapsed.
  if (row.checked_at && *row.checked_at > now) return now;
  const Cadence& cadence = read(row.partner, settings);
  const Instant asked = cadence.next(now, row.partner.id);
  // A share of the jitter may make an honest plan a little later than one made now.
  return *row.next_due > asked + cadence.jitter() ? std::optional(asked) : std::nullopt;
}

const Cadence& PlanReview::read(const Partner& partner, const Settings& settings) {
  const std::string& text = cadence_text(partner, settings);
  const auto known = cadences_.find(text);
  if (known != cadences_.end()) return known->second;
  return cadences_.emplace(text, cadence_of(partner, settings)).first->second;
}

}  // namespace verify::daemon
