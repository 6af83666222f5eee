#include "daemon/schedule/partner_cadence.h"

namespace verify::daemon {

const std::string& cadence_text(const Partner& partner, const Settings& settings) {
  if (!partner.cadence.empty()) return partner.cadence;
  const auto group = settings.groups.find(partner.group);
  return group == settings.groups.end() ? settings.default_cadence : group->second;
}

Cadence cadence_of(const Partner& partner, const Settings& settings) {
  if (auto own = Cadence::parse(cadence_text(partner, settings))) return *std::move(own);
  if (auto usual = Cadence::parse(settings.default_cadence)) return *std::move(usual);
  return Cadence::parse("every 30d").value();
}

}  // namespace verify::daemon
