#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "daemon/store/records.h"
#include "verify/error.h"

namespace verify::daemon {

/// What the store cannot do now, though nothing is wrong with what was asked: the disk is full or
/// read-only, the database is locked by another program, damaged. Thrown by every call; nothing was
/// changed. Callers retry, refuse (503) and tell it in /readyz.
struct StoreUnavailable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Everything that one finished run changes, in one transaction.
struct RunResult {
  std::int64_t run = 0;
  std::string lease;  ///< must still be held
  Instant finished_at{};
  Outcome outcome = Outcome::needs_review;
  std::string checklist, checklist_sha256, engine;
  std::string evidence, report;  ///< digests; the files are durable already
  /// Evidence of the partner's earlier runs that is not needed beside this run's: the references
  /// go, except from runs that a verdict stands on afterwards.
  std::vector<std::string> replaced_evidence;
  int pages = 0, not_modified = 0;
  std::string trace;  ///< digest, as `evidence`
  std::optional<Date> turns_on;
  std::int64_t confirms = 0;
  std::vector<FindingRow> findings;
  std::vector<Standing> standings;      ///< of all requirements, afterwards
  std::vector<Transition> transitions;  ///< ids, run and partner are given by the store
  std::vector<Delivery> deliveries;
  /// When the partner is due again; a newer application than the run's stays due instead.
  Instant next_due{};
  Trigger next_trigger = Trigger::schedule;
};

/// The daemon's memory. Thread-safe. Every changing call is one transaction that is durable when it
/// returns. Throws StoreUnavailable.
class Store {
 public:
  virtual ~Store() = default;

  // Partners
  /// Adds or changes. A new one is due at once when it gets its first application. An empty name
  /// leaves the one that is there; that of a new one is then its id.
  virtual void put_partner(const Partner& partner) = 0;
  /// Changes nothing else, whoever changes the partner meanwhile. False when there is none.
  virtual bool rename_partner(const std::string& id, const std::string& name) = 0;
  virtual std::optional<Partner> partner(const std::string& id) = 0;
  /// With all its history. False when there is none.
  virtual bool remove_partner(const std::string& id) = 0;
  virtual std::vector<PortfolioRow> portfolio(const PortfolioFilter& filter, Instant now) = 0;
  /// One partner's line of it.
  virtual std::optional<PortfolioRow> portfolio_row(const std::string& partner, Instant now) = 0;
  virtual PortfolioCounts counts(Instant now) = 0;

  // Applications
  /// The new version's number, or the current one's where the text and files are the same; 0 where
  /// there is no such partner. A new version makes the partner due at `submitted_at`
  /// (Trigger::application, or first), and a run that is still queued judges it.
  virtual int add_application(const ApplicationVersion& application) = 0;
  /// `version` 0: the current one.
  virtual std::optional<ApplicationVersion> application(const std::string& partner,
                                                        int version = 0) = 0;
  virtual std::vector<ApplicationVersion> applications(
      const std::string& partner) = 0;  ///< without json

  // Schedule
  struct Due {
    std::string partner;
    Instant at{};
    Trigger trigger = Trigger::schedule;
  };
  /// Due at or before `now`, without an open run, not paused; the longest overdue first.
  virtual std::vector<Due> due(Instant now, int limit) = 0;
  /// Nothing for a partner without an application.
  virtual std::optional<Due> next_due(const std::string& partner) = 0;
  /// Whatever it was before.
  virtual void set_due(const std::string& partner, Instant at, Trigger trigger) = 0;
  /// Each plan where the partner is planned, and later than that; who is due earlier stays as he
  /// is.
  virtual void bring_forward(const std::vector<Due>& plans) = 0;
  /// Plans anew who is due as was read. False, and nothing is changed, where that is so no longer:
  /// an application may have come, or a run have ended.
  virtual bool move_due(const Due& read, Instant at, Trigger trigger) = 0;
  /// The earliest moment anybody is due, of those `due` may return; nothing when nobody is.
  virtual std::optional<Instant> earliest_due() = 0;

  // Runs
  /// Queues a run of the current application. The open one where there is one already; where that
  /// waits and a person asks for it, it becomes theirs and comes before those nobody asked for.
  /// Nothing when there is no such partner or it has no application.
  virtual std::optional<Run> enqueue(const std::string& partner, Trigger trigger,
                                     const std::string& asked_by, Instant now) = 0;
  /// The same for all who are due, at once or not at all; of each what it came to, in their order.
  virtual std::vector<std::optional<Run>> enqueue(const std::vector<Due>& due, Instant now) = 0;
  /// How many runs wait in the queue, counted up to `most`.
  virtual int waiting(int most) = 0;
  /// Takes up to `limit` queued runs: manual ones first, then those that were not begun more than
  /// three times, then the longest waiting. Each is one attempt more.
  virtual std::vector<Run> lease(const std::string& holder, Instant now, Duration ttl,
                                 int limit) = 0;
  /// False where the lease is lost.
  virtual bool heartbeat(std::int64_t run, const std::string& holder, Instant now,
                         Duration ttl) = 0;
  /// False where the lease is lost or the run has ended: then nothing was changed.
  virtual bool finish(const RunResult& result) = 0;
  /// Ends it without a report; the partner is due again at `next_due`. False as above.
  virtual bool fail(std::int64_t run, const std::string& holder, const std::string& error,
                    Instant now, Instant next_due) = 0;
  /// Gives a leased run back, as when the daemon stops, and its attempt. False as above.
  virtual bool release(std::int64_t run, const std::string& holder) = 0;
  /// Puts runs whose lease has ended back into the queue; at the start, those of every holder but
  /// `holder`. How many.
  virtual int reclaim(Instant now, const std::optional<std::string>& all_but_of = std::nullopt) = 0;
  virtual std::optional<Run> run(std::int64_t id) = 0;
  struct RunFilter {
    std::string partner;
    std::optional<RunState> state;
    std::int64_t before = 0;  ///< id: the cursor, newest first; 0: from the newest
    int limit = 50;
  };
  virtual std::vector<Run> runs(const RunFilter& filter) = 0;
  virtual std::vector<FindingRow> findings(std::int64_t run) = 0;
  /// Of the last `limit` finished runs of a partner, oldest first.
  virtual std::vector<FindingRow> history(const std::string& partner, int limit) = 0;
  virtual std::vector<Standing> standings(const std::string& partner) = 0;

  // Transitions
  struct TransitionFilter {
    std::string partner, requirement;
    std::int64_t before = 0;  ///< id: the cursor, newest first
    std::int64_t after = 0;   ///< ids greater than this, as for a digest
    int limit = 50;
  };
  virtual std::vector<Transition> transitions(const TransitionFilter& filter) = 0;

  // Overrides
  /// With the id the store gave it; 0 where there is no such partner.
  virtual Override add_override(Override override) = 0;
  /// False where there is none, or it is withdrawn already.
  virtual bool withdraw_override(std::int64_t id, const std::string& by, Instant at) = 0;
  /// Those that ended too, in the order they were said.
  virtual std::vector<Override> overrides(const std::string& partner) = 0;

  // Deliveries
  /// Changes nothing where the id is there already, in whatever state.
  virtual void add_delivery(const Delivery& delivery) = 0;
  /// Pending, with `next_try` at or before `now`, the longest waiting first; of one channel, or of
  /// all where it is empty.
  virtual std::vector<Delivery> due_deliveries(Instant now, int limit,
                                               const std::string& channel = {}) = 0;
  virtual std::int64_t pending_deliveries() = 0;
  /// What a try came to.
  virtual void update_delivery(const Delivery& delivery) = 0;
  /// Makes what is pending and to be tried after `latest` due at `now`. How many.
  virtual int hasten_deliveries(Instant latest, Instant now) = 0;
  struct DeliveryFilter {
    std::optional<DeliveryState> state;
    int limit = 100;
  };
  /// The newest first, without payload.
  virtual std::vector<Delivery> deliveries(const DeliveryFilter& filter) = 0;
  /// Makes a dead one pending again, with the same id, due now and without tries so far. False
  /// where it is not dead.
  virtual bool replay_delivery(const std::string& id, Instant now) = 0;

  // Tokens
  /// False when the name is taken.
  virtual bool add_token(const Token& token) = 0;
  /// False where there is none, or it is revoked already.
  virtual bool revoke_token(const std::string& name, Instant at) = 0;
  /// Expired and revoked ones too: the caller looks.
  virtual std::optional<Token> token_by_sha256(const std::string& sha256) = 0;
  virtual std::vector<Token> tokens() = 0;

  // Files
  /// Digests something refers to. Live are the evidence, report and trace of runs that a verdict
  /// stands on (Standing::run) and of each partner's last finished run, and the files of
  /// applications.
  struct Referred {
    std::string digest;
    Instant last_used{};
    bool live = false;
  };
  virtual std::vector<Referred> referred_files() = 0;
  /// Takes the references to such evidence, reports and traces from finished runs that are not
  /// live. The runs stay. Others wait meanwhile: some hundred digests are enough for one call.
  virtual void drop_evidence(const std::vector<std::string>& digests) = 0;

  // Upkeep
  /// A value kept under a name (the last digest sent, for example).
  virtual std::optional<std::string> note(const std::string& name) = 0;
  virtual void put_note(const std::string& name, const std::string& value) = 0;
  /// A consistent copy, while others write. Throws StoreUnavailable.
  virtual void backup(const std::filesystem::path& file) = 0;
  /// "ok", or what is wrong (PRAGMA integrity_check).
  virtual std::string check() = 0;
  /// Whether it can be written now: nothing, or why not. It writes, and waits for who does: not for
  /// threads that must not wait (service/probe.h).
  virtual std::optional<std::string> trouble() = 0;
};

/// Who opens a database: the daemon, which is alone, or a command that may run beside it.
enum class Opening { daemon, beside };

/// Opens or creates the database `connection`: "sqlite:FILE" or "sqlite::memory:". A daemon takes
/// it for its process: another one on the same file is an error that says so. Older versions are
/// migrated, newer ones refused; beside a daemon nothing is migrated.
Result<std::unique_ptr<Store>> open_store(const std::string& connection,
                                          Opening opening = Opening::daemon);

}  // namespace verify::daemon
