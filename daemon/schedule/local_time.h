#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string_view>

#include "verify/time.h"

namespace verify::daemon {

/// What a clock on the wall shows.
using LocalMinute = std::chrono::local_time<std::chrono::minutes>;

/// A time zone of the IANA database as the machine has it (the package tzdata), read once by a
/// process: rules that a new version of it changes count after a restart. Immutable: safe to share
/// between threads.
class TimeZone {
 public:
  /// Nothing for a name that is not in the database. Case counts.
  static std::optional<TimeZone> named(std::string_view name);

  LocalMinute local(Instant at) const;  ///< the minute shown at this moment
  /// When a clock shows it: the first time where it does so twice; where a change of the clocks
  /// skips it, the moment of that change. Never falls while `minute` rises.
  Instant moment(LocalMinute minute) const;

 private:
  struct Rules;
  explicit TimeZone(std::shared_ptr<const Rules> rules) : rules_(std::move(rules)) {}
  std::shared_ptr<const Rules> rules_;
};

}  // namespace verify::daemon
