#pragma once

#include <map>
#include <optional>
#include <string>

#include "daemon/base/settings.h"
#include "daemon/schedule/cadence.h"
#include "daemon/store/store.h"

namespace verify::daemon {

/// Looks through all partners, a page at a time, for runs that are planned later than their cadence
/// would ask for from now on, and brings these forward. They come from a clock that was ahead and
/// was put back, or from a configuration that has become more frequent. Who was last checked at a
/// moment that has not come yet is due at once. What is planned earlier stays. Not thread-safe.
class PlanReview {
 public:
  static constexpr int kPage = 200;

  explicit PlanReview(Store& store) : store_(store) {}

  /// From the first partner on, from the next page on.
  void begin();
  /// Looks at one page, and writes it in one transaction. False when there is nothing left to look
  /// at. Throws StoreUnavailable; the next call looks at the same page.
  bool page(const Settings& settings, Instant now);

 private:
  std::optional<Instant> earlier_than_planned(const PortfolioRow& row, const Settings& settings,
                                              Instant now);
  const Cadence& read(const Partner& partner, const Settings& settings);

  Store& store_;
  bool open_ = false;
  std::string after_;
  std::map<std::string, Cadence> cadences_;  // by their text: most partners share a few
};

}  // namespace verify::daemon
