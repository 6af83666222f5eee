#pragma once

#include <catch2/catch.hpp>
#include <filesystem>
#include <memory>
#include <string>

#include "daemon/store/store.h"

namespace verify::daemon::test {

inline const Instant kStart = *parse_instant("2026-03-01T00:00:00Z");
inline constexpr Duration kMinute = std::chrono::minutes(1);
inline constexpr Duration kHour = std::chrono::hours(1);
inline constexpr Duration kDay = std::chrono::hours(24);

/// A store that must open.
inline std::unique_ptr<Store> opened(const std::string& connection = "sqlite::memory:") {
  auto store = open_store(connection);
  if (!store) throw std::runtime_error(store.error().describe());
  return std::move(*store);
}
inline std::unique_ptr<Store> opened(const std::filesystem::path& file) {
  return opened("sqlite:" + file.string());
}

/// A partner with an application, due at kStart.
inline void add_partner(Store& store, const std::string& id, const std::string& name = "",
                        const std::string& group = "") {
  store.put_partner({.id = id,
                     .name = name.empty() ? id : name,
                     .group = group,
                     .cadence = {},
                     .checklist = {},
                     .paused = false,
                     .created_at = kStart});
  store.add_application({.partner = id,
                         .version = 0,
                         .sha256 = "s",
                         .json = "{\"of\":\"" + id + "\"}",
                         .files = {},
                         .submitted_at = kStart,
                         .submitted_by = "test"});
}

/// A run of that partner, leased by `holder`.
inline Run leased(Store& store, const std::string& partner, const std::string& holder = "one",
                  Instant now = kStart) {
  store.enqueue(partner, Trigger::schedule, "", now);
  for (const Run& run : store.lease(holder, now, kMinute, 100))
    if (run.partner == partner) return run;
  throw std::runtime_error("not leased");
}

inline Standing standing(const std::string& requirement, Verdict verdict, std::int64_t run) {
  return {.requirement = requirement,
          .verdict = verdict,
          .code = "code",
          .text = "Text.",
          .run = run,
          .since = kStart,
          .valid_until = std::nullopt,
          .observed = verdict,
          .observed_runs = 1,
          .flaps = 0};
}

/// What a run that found one requirement `met` brings.
inline RunResult result_of(const Run& run, Verdict verdict = Verdict::met,
                           Outcome outcome = Outcome::ready) {
  RunResult out;
  out.run = run.id;
  out.lease = run.lease;
  out.finished_at = kStart + kHour;
  out.outcome = outcome;
  out.checklist = "list";
  out.checklist_sha256 = "c";
  out.engine = "1";
  out.evidence = "e" + std::to_string(run.id);
  out.report = "r" + std::to_string(run.id);
  out.pages = 5;
  out.not_modified = 2;
  out.findings = {{.run = run.id,
                   .requirement = "P1.1",
                   .verdict = verdict,
                   .code = "code",
                   .text = "Text.",
                   .valid_until = parse_date("2027-01-31")}};
  out.standings = {standing("P1.1", verdict, run.id)};
  out.next_due = kStart + 30 * kDay;
  return out;
}

}  // namespace verify::daemon::test
