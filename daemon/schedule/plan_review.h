#pragma once

#include <map>
#include <string>

#include "daemon/base/settings.h"
#include "daemon/schedule/cadence.h"
#include "daemon/store/store.h"

namespace verify::daemon {

/// Looks through all partners, a page at a time, for runs that are planned later than their cadence
/// would ask for from now on, and brings these forward. They come from a clock that was ahead and
/// was put back, or from a configuration that has become more frequent. What is planned earlier
/// stays. Not thread-safe.
class PlanReview {
 public:
  static constexpr int kPage = 200;

  explicit PlanReview(Store& store) : store_(store) {}

  /// From the first partner on, from the next page on.
  void begin();
  /// Looks at one page. False when there is nothing left to look at.
  bool page(const Settings& settings, Instant now);

 private:
  const Cadence& read(const Partner& partner, const Settings& settings);

  Store& store_;
  bool open_ = false;
  std::string after_;
  std::map<std::string, Cadence> cadences_;  // by their text: most partners share a few
};

}  // namespace verify::daemon
