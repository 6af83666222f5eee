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
  for (const PortfolioRow& row : rows) {
    after_ = row.partner.id;
    if (!row.next_due || row.run_open || *row.next_due <= now) continue;
    const Cadence& cadence = read(row.partner, settings);
    const Instant asked = cadence.next(now, row.partner.id);
    // A share of the jitter may make an honest plan a little later than one made now.
    if (*row.next_due > asked + cadence.jitter())
      store_.set_due(row.partner.id, asked, Trigger::schedule);
  }
  open_ = static_cast<int>(rows.size()) == kPage;
  return open_;
}

const Cadence& PlanReview::read(const Partner& partner, const Settings& settings) {
  const std::string& text = cadence_text(partner, settings);
  const auto known = cadences_.find(text);
  if (known != cadences_.end()) return known->second;
  return cadences_.emplace(text, cadence_of(partner, settings)).first->second;
}

}  // namespace verify::daemon
