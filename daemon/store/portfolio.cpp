#include <algorithm>
#include <charconv>

#include "daemon/store/fold.h"
#include "daemon/store/sql_store.h"
#include "daemon/store/statements.h"

namespace verify::daemon {

using sql::Arguments;
using sql::Row;
using sql::Session;

namespace {

constexpr std::string_view kLines =
    "SELECT id, name, partner_group, cadence, checklist, paused, created_at, outcome, checked_at, "
    "next_due, summary, run_open, wanted_at FROM partners WHERE ";

PortfolioRow read_row(Row& row, Instant now) {
  PortfolioRow out;
  out.partner = {.id = row.text(),
                 .name = row.text(),
                 .group = row.text(),
                 .cadence = row.text(),
                 .checklist = row.text(),
                 .paused = row.yes(),
                 .created_at = row.moment()};
  out.outcome = row.maybe_word(parse_outcome);
  out.checked_at = row.maybe_moment();
  out.next_due = row.maybe_moment();
  out.summary = sql::read_summary(row.text());
  out.run_open = row.yes();
  const std::optional<Instant> wanted_at = row.maybe_moment();
  out.overdue = !out.partner.paused && wanted_at && *wanted_at <= now;
  return out;
}

void add_stale(std::string& where, Arguments& arguments, bool stale, Instant now) {
  where += stale ? " AND wanted_at <= :now AND paused = 0"
                 : " AND (wanted_at IS NULL OR wanted_at > :now OR paused <> 0)";
  arguments.push_back({"now", now});
}

PortfolioCounts count_outcomes(Session& session) {
  PortfolioCounts out;
  session.each("SELECT outcome, count(*) FROM partners GROUP BY outcome", {}, [&](Row& row) {
    const std::optional<Outcome> outcome = row.maybe_word(parse_outcome);
    const std::int64_t count = row.number();
    out.partners += count;
    (outcome ? out.outcomes[*outcome] : out.never_checked) = count;
  });
  return out;
}

}  // namespace

namespace sql {

std::string summary_text(const std::vector<Standing>& standings) {
  std::map<Verdict, int> counts;
  for (const Standing& standing : standings) ++counts[standing.verdict];
  std::string out;
  for (const auto& [verdict, count] : counts)
    out += " " + std::string(to_string(verdict)) + "=" + std::to_string(count);
  return out;
}

std::map<Verdict, int> read_summary(std::string_view text) {
  std::map<Verdict, int> out;
  while (!text.empty()) {
    text.remove_prefix(1);
    const std::string_view part = text.substr(0, text.find(' '));
    text.remove_prefix(part.size());
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) continue;
    if (const std::optional<Verdict> verdict = parse_verdict(part.substr(0, equals)))
      std::from_chars(part.data() + equals + 1, part.data() + part.size(), out[*verdict]);
  }
  return out;
}

}  // namespace sql

// The inner query touches only the index partners_list, however many partners do not fit.
std::vector<PortfolioRow> SqlStore::portfolio(const PortfolioFilter& filter, Instant now) {
  return database_->read([&](Session& session) {
    std::string where = "id > :after";
    Arguments arguments = {{"after", filter.after}};
    if (!filter.group.empty()) {
      where += " AND partner_group = :partner_group";
      arguments.push_back({"partner_group", filter.group});
    }
    if (filter.outcome) {
      // Not `outcome = …`: an index of the outcomes alone would be taken for it, and every partner
      // it names looked up.
      where += " AND COALESCE(outcome, '') = :outcome";
      arguments.push_back({"outcome", to_string(*filter.outcome)});
    }
    if (filter.stale) add_stale(where, arguments, *filter.stale, now);
    if (filter.verdict) {
      where += " AND " + session.dialect().contains("summary", "verdict");
      arguments.push_back({"verdict", " " + std::string(to_string(*filter.verdict)) + "="});
    }
    if (!filter.search.empty()) {
      where += " AND " + session.dialect().contains("folded", "search");
      arguments.push_back({"search", in_small_letters(filter.search)});
    }
    arguments.push_back({"limit", std::clamp(filter.limit, 1, 500)});
    return session.all(std::string(kLines) + "id IN (SELECT id FROM partners WHERE " + where +
                           " ORDER BY id LIMIT :limit) ORDER BY id",
                       arguments, [&](Row& row) { return read_row(row, now); });
  });
}

std::optional<PortfolioRow> SqlStore::portfolio_row(const std::string& partner, Instant now) {
  return database_->read([&](Session& session) {
    return session.one(std::string(kLines) + "id = :id", {{"id", partner}},
                       [&](Row& row) { return read_row(row, now); });
  });
}

PortfolioCounts SqlStore::counts(Instant now) {
  return database_->read([&](Session& session) {
    PortfolioCounts out = count_outcomes(session);
    const std::string in_state = "SELECT count(*) FROM runs WHERE state = :state";
    out.queued = session.number(in_state, {{"state", to_string(RunState::queued)}});
    out.running = session.number(in_state, {{"state", to_string(RunState::running)}});
    out.overdue = session.number(
        "SELECT count(*) FROM partners WHERE paused = 0 AND wanted_at <= :now", {{"now", now}});
    return out;
  });
}

}  // namespace verify::daemon
