#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verify/finding.h"
#include "verify/report.h"
#include "verify/time.h"

/// What the daemon remembers. Plain values; all times are UTC. Texts are UTF-8.
namespace verify::daemon {

/// A listed partner under watch.
struct Partner {
  std::string
      id;  ///< the operator's: 1 to 64 of a-z, 0-9, '-', '_' and '.', a letter or digit first
  std::string name;       ///< as the current application says; for lists and searches
  std::string group;      ///< of partners with one cadence; empty: none
  std::string cadence;    ///< schedule/cadence.h; empty: the group's, else the default
  std::string checklist;  ///< id; empty: the configuration's
  bool paused = false;    ///< no run begins by itself
  Instant created_at{};
};

/// What a partner submitted, one row a text. A text that is submitted again is no new version.
struct ApplicationVersion {
  std::string partner;
  int version = 0;                           ///< from 1
  std::string sha256;                        ///< of `json`
  std::string json;                          ///< application.json as submitted
  std::map<std::string, std::string> files;  ///< path as written there -> digest in the FileVault
  Instant submitted_at{};
  std::string submitted_by;  ///< name of a token, or "import"
};

/// Why a run was asked for.
enum class Trigger {
  first,        ///< never screened
  schedule,     ///< its cadence
  lapse,        ///< the day after a verdict's valid_until
  retry,        ///< something was blocked
  application,  ///< a new version was submitted
  manual,       ///< a person asked
};
std::string_view to_string(Trigger trigger);
std::optional<Trigger> parse_trigger(std::string_view text);

enum class RunState {
  queued,
  running,   ///< leased; a lease that ends puts it back to queued
  finished,  ///< with a report
  failed,    ///< ended without one: our fault or our limits, never the site's
};
std::string_view to_string(RunState state);
std::optional<RunState> parse_run_state(std::string_view text);

/// One screening of one partner. A partner has at most one that is queued or running.
struct Run {
  std::int64_t id = 0;
  std::string partner;
  int application_version = 0;
  Trigger trigger = Trigger::schedule;
  std::string asked_by;  ///< of a manual one
  RunState state = RunState::queued;
  int attempts = 0;  ///< how often it was leased and not given back
  Instant queued_at{};
  std::optional<Instant> started_at, finished_at;
  std::string lease;  ///< who holds it; empty when nobody does
  std::optional<Instant> lease_until;
  // Of a finished one:
  std::optional<Outcome> outcome;
  std::string checklist, checklist_sha256, engine;  ///< what it was judged by
  std::string evidence;                             ///< digest in the FileVault
  std::string report;  ///< digest of the report as JSON in the FileVault
  int pages = 0, not_modified = 0;
  std::string trace;             ///< digest of its CrawlTrace in the FileVault; empty: none
  std::optional<Date> turns_on;  ///< ReportDay::turns_on of its report
  /// The run whose evidence and report are this one's as well: all its answers were given again. 0:
  /// it has its own.
  std::int64_t confirms = 0;
  std::string error;  ///< of a failed one
};

/// The verdict on one requirement in one run. One row a run and requirement.
struct FindingRow {
  std::int64_t run = 0;
  std::string requirement;
  Verdict verdict = Verdict::needs_review;
  std::string code;  ///< of the deciding reason
  std::string text;
  std::optional<Date> valid_until;
};

/// What stands for a partner's requirement now: what is told, after damping.
struct Standing {
  std::string requirement;
  Verdict verdict = Verdict::needs_review;  ///< what is told
  std::string code, text;
  std::int64_t run = 0;  ///< that it was last confirmed by; its evidence is kept
  Instant since{};
  std::optional<Date> valid_until;
  Verdict observed = Verdict::needs_review;  ///< by the last run, told or not
  int observed_runs = 0;                     ///< in a row that saw `observed`
  int flaps = 0;                             ///< changes told lately (change/damping.h)
};

/// Why a verdict changed.
enum class Cause {
  first_seen,
  site_changed,
  application_changed,
  time_passed,
  rules_changed,  ///< another checklist or another version of the program
  not_observed,   ///< could not be seen, or could be seen again
};
std::string_view to_string(Cause cause);
std::optional<Cause> parse_cause(std::string_view text);

/// A change that is told.
struct Transition {
  std::int64_t id = 0;  ///< given by the store
  std::int64_t run = 0;
  std::string partner, requirement;
  std::optional<Verdict> from;  ///< nothing: first seen
  Verdict to = Verdict::needs_review;
  Cause cause = Cause::site_changed;
  std::string explanation;  ///< one sentence
  std::string diff;         ///< unified, of the text that changed; may be empty
  Instant at{};
};

/// A person's word beside the machine's verdict, never over it.
struct Override {
  std::int64_t id = 0;
  std::string partner, requirement;
  Verdict verdict = Verdict::met;
  std::string who, why;
  Instant at{};
  std::optional<Date> until;            ///< last day
  std::optional<Instant> withdrawn_at;  ///< by whom: `withdrawn_by`
  std::string withdrawn_by;
};

enum class DeliveryState { pending, sent, dead };
std::string_view to_string(DeliveryState state);
std::optional<DeliveryState> parse_delivery_state(std::string_view text);

/// One message to one receiver. The id stays the same over all tries.
struct Delivery {
  std::string id;       ///< UUID
  std::string channel;  ///< name of a webhook or mail channel of the configuration
  std::string subject;  ///< one line, for lists
  std::string payload;  ///< JSON
  DeliveryState state = DeliveryState::pending;
  int attempts = 0;
  Instant created_at{};
  Instant next_try{};
  std::optional<Instant> sent_at;
  std::string error;  ///< of the last try
};

enum class Role { viewer, operator_, admin };
std::string_view to_string(Role role);
std::optional<Role> parse_role(std::string_view text);

/// A bearer token, without itself.
struct Token {
  std::string name;  ///< unique
  Role role = Role::viewer;
  std::string sha256;  ///< of the token, lower-case hex
  Instant created_at{};
  std::optional<Instant> expires_at, revoked_at;
};

/// The word of a report's outcome, read again.
std::optional<Outcome> parse_outcome(std::string_view text);

/// One line of the portfolio.
struct PortfolioRow {
  Partner partner;
  std::optional<Outcome> outcome;  ///< of the last finished run
  std::optional<Instant> checked_at;
  std::optional<Instant> next_due;
  std::map<Verdict, int> summary;  ///< of what stands
  bool run_open = false;           ///< queued or running
  bool overdue = false;            ///< due, not paused, and no run has finished since
};

struct PortfolioFilter {
  std::string search;  ///< in id and name, without case
  std::string group;
  std::optional<Outcome> outcome;
  std::optional<Verdict> verdict;  ///< partners with a requirement that stands so
  std::optional<bool> stale;       ///< due and not checked
  std::string after;               ///< id: the cursor
  int limit = 50;                  ///< 1…500
};

struct PortfolioCounts {
  std::int64_t partners = 0, never_checked = 0;
  std::map<Outcome, std::int64_t> outcomes;
  std::int64_t queued = 0, running = 0, overdue = 0;
};

}  // namespace verify::daemon
