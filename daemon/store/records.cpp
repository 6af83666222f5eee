#include "daemon/store/records.h"

#include <array>
#include <span>
#include <utility>

namespace verify::daemon {
namespace {

template <class Value>
using Words = std::pair<Value, std::string_view>;

constexpr auto kTriggers = std::to_array<Words<Trigger>>({{Trigger::first, "first"},
                                                          {Trigger::schedule, "schedule"},
                                                          {Trigger::lapse, "lapse"},
                                                          {Trigger::retry, "retry"},
                                                          {Trigger::application, "application"},
                                                          {Trigger::manual, "manual"}});
constexpr auto kStates = std::to_array<Words<RunState>>({{RunState::queued, "queued"},
                                                         {RunState::running, "running"},
                                                         {RunState::finished, "finished"},
                                                         {RunState::failed, "failed"}});
constexpr auto kCauses =
    std::to_array<Words<Cause>>({{Cause::first_seen, "first_seen"},
                                 {Cause::site_changed, "site_changed"},
                                 {Cause::application_changed, "application_changed"},
                                 {Cause::time_passed, "time_passed"},
                                 {Cause::rules_changed, "rules_changed"},
                                 {Cause::not_observed, "not_observed"}});
constexpr auto kDeliveryStates =
    std::to_array<Words<DeliveryState>>({{DeliveryState::pending, "pending"},
                                         {DeliveryState::sent, "sent"},
                                         {DeliveryState::dead, "dead"}});
constexpr auto kRoles = std::to_array<Words<Role>>(
    {{Role::viewer, "viewer"}, {Role::operator_, "operator"}, {Role::admin, "admin"}});

template <class Table, class Value>
std::string_view word_of(const Table& table, Value value) {
  for (const auto& [known, word] : table)
    if (known == value) return word;
  return {};
}

template <class Value, std::size_t kSize>
std::optional<Value> read(const std::array<Words<Value>, kSize>& table, std::string_view text) {
  for (const auto& [known, word] : table)
    if (word == text) return known;
  return std::nullopt;
}

}  // namespace

std::string_view to_string(Trigger trigger) {
  return word_of(kTriggers, trigger);
}
std::optional<Trigger> parse_trigger(std::string_view text) {
  return read(kTriggers, text);
}

std::string_view to_string(RunState state) {
  return word_of(kStates, state);
}
std::optional<RunState> parse_run_state(std::string_view text) {
  return read(kStates, text);
}

std::string_view to_string(Cause cause) {
  return word_of(kCauses, cause);
}
std::optional<Cause> parse_cause(std::string_view text) {
  return read(kCauses, text);
}

std::string_view to_string(DeliveryState state) {
  return word_of(kDeliveryStates, state);
}
std::optional<DeliveryState> parse_delivery_state(std::string_view text) {
  return read(kDeliveryStates, text);
}

std::string_view to_string(Role role) {
  return word_of(kRoles, role);
}
std::optional<Role> parse_role(std::string_view text) {
  return read(kRoles, text);
}

std::optional<Outcome> parse_outcome(std::string_view text) {
  for (const Outcome outcome : {Outcome::ready, Outcome::not_ready, Outcome::needs_review})
    if (verify::to_string(outcome) == text) return outcome;
  return std::nullopt;
}

}  // namespace verify::daemon
