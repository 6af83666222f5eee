#pragma once

#include <memory>
#include <set>
#include <utility>

#include "daemon/store/database.h"
#include "daemon/store/store.h"

namespace verify::daemon {

/// The Store over SQL. Its verbs are in the files of their subjects: partners.cpp,
/// applications.cpp, schedule.cpp, runs.cpp, finish.cpp, run_lists.cpp, transitions.cpp,
/// overrides.cpp, deliveries.cpp, tokens.cpp, referred_files.cpp, upkeep.cpp.
class SqlStore final : public Store {
 public:
  explicit SqlStore(std::unique_ptr<sql::Database> database) : database_(std::move(database)) {}

  void put_partner(const Partner& partner) override;
  bool rename_partner(const std::string& id, const std::string& name) override;
  std::optional<Partner> partner(const std::string& id) override;
  bool remove_partner(const std::string& id) override;
  std::vector<PortfolioRow> portfolio(const PortfolioFilter& filter, Instant now) override;
  std::optional<PortfolioRow> portfolio_row(const std::string& partner, Instant now) override;
  PortfolioCounts counts(Instant now) override;

  int add_application(const ApplicationVersion& application) override;
  std::optional<ApplicationVersion> application(const std::string& partner, int version) override;
  std::vector<ApplicationVersion> applications(const std::string& partner) override;

  std::vector<Due> due(Instant now, int limit) override;
  std::optional<Due> next_due(const std::string& partner) override;
  void set_due(const std::string& partner, Instant at, Trigger trigger) override;
  void bring_forward(const std::vector<Due>& plans) override;
  bool move_due(const Due& read, Instant at, Trigger trigger) override;
  std::optional<Instant> earliest_due() override;

  std::optional<Run> enqueue(const std::string& partner, Trigger trigger,
                             const std::string& asked_by, Instant now) override;
  std::vector<std::optional<Run>> enqueue(const std::vector<Due>& due, Instant now) override;
  int waiting(int most) override;
  std::vector<Run> lease(const std::string& holder, Instant now, Duration ttl, int limit) override;
  bool heartbeat(std::int64_t run, const std::string& holder, Instant now, Duration ttl) override;
  bool finish(const RunResult& result) override;
  bool fail(std::int64_t run, const std::string& holder, const std::string& error, Instant now,
            Instant next_due) override;
  bool release(std::int64_t run, const std::string& holder) override;
  int reclaim(Instant now, const std::optional<std::string>& all_but_of) override;
  std::optional<Run> run(std::int64_t id) override;
  std::vector<Run> runs(const RunFilter& filter) override;
  std::vector<FindingRow> findings(std::int64_t run) override;
  std::vector<FindingRow> history(const std::string& partner, int limit) override;
  std::vector<Standing> standings(const std::string& partner) override;

  std::vector<Transition> transitions(const TransitionFilter& filter) override;

  Override add_override(Override override) override;
  bool withdraw_override(std::int64_t id, const std::string& by, Instant at) override;
  std::vector<Override> overrides(const std::string& partner) override;

  void add_delivery(const Delivery& delivery) override;
  std::vector<Delivery> due_deliveries(Instant now, int limit, const std::string& channel) override;
  std::int64_t pending_deliveries() override;
  void update_delivery(const Delivery& delivery) override;
  int hasten_deliveries(Instant latest, Instant now) override;
  std::vector<Delivery> deliveries(const DeliveryFilter& filter) override;
  bool replay_delivery(const std::string& id, Instant now) override;

  bool add_token(const Token& token) override;
  bool revoke_token(const std::string& name, Instant at) override;
  std::optional<Token> token_by_sha256(const std::string& sha256) override;
  std::vector<Token> tokens() override;

  std::vector<Referred> referred_files() override;
  void drop_evidence(const std::vector<std::string>& digests) override;

  std::optional<std::string> note(const std::string& name) override;
  void put_note(const std::string& name, const std::string& value) override;
  void backup(const std::filesystem::path& file) override;
  std::string check() override;
  std::optional<std::string> trouble() override;

 private:
  std::unique_ptr<sql::Database> database_;
};

}  // namespace verify::daemon
