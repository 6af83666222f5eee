#include <algorithm>
#include <limits>

#include "daemon/store/sql_store.h"
#include "daemon/store/statements.h"

namespace verify::daemon {

using sql::Arguments;
using sql::Row;
using sql::Session;

namespace {

FindingRow read_finding(Row& row) {
  return {.run = row.number(),
          .requirement = row.text(),
          .verdict = row.word(parse_verdict),
          .code = row.text(),
          .text = row.text(),
          .valid_until = row.maybe_day()};
}

Standing read_standing(Row& row) {
  return {.requirement = row.text(),
          .verdict = row.word(parse_verdict),
          .code = row.text(),
          .text = row.text(),
          .run = row.number(),
          .since = row.moment(),
          .valid_until = row.maybe_day(),
          .observed = row.word(parse_verdict),
          .observed_runs = row.small(),
          .flaps = row.small()};
}

}  // namespace

std::vector<Run> SqlStore::runs(const RunFilter& filter) {
  return database_->read([&](Session& session) {
    std::string where = "id < :before";
    Arguments arguments = {
        {"before", filter.before > 0 ? filter.before : std::numeric_limits<std::int64_t>::max()}};
    if (!filter.partner.empty()) {
      where += " AND partner = :partner";
      arguments.push_back({"partner", filter.partner});
    }
    if (filter.state) {
      where += " AND state = :state";
      arguments.push_back({"state", to_string(*filter.state)});
    }
    arguments.push_back({"limit", std::max(filter.limit, 1)});
    return session.all("SELECT " + sql::kRunColumns + " FROM runs WHERE " + where +
                           " ORDER BY id DESC LIMIT :limit",
                       arguments, sql::read_run);
  });
}

std::vector<FindingRow> SqlStore::findings(std::int64_t run) {
  return database_->read([&](Session& session) {
    return session.all(
        "SELECT run, requirement, verdict, code, text, valid_until FROM findings "
        "WHERE run = :run ORDER BY requirement",
        {{"run", run}}, read_finding);
  });
}

std::vector<FindingRow> SqlStore::history(const std::string& partner, int limit) {
  return database_->read([&](Session& session) {
    return session.all(
        "SELECT run, requirement, verdict, code, text, valid_until FROM findings WHERE run IN "
        "(SELECT id FROM runs WHERE partner = :partner AND state = 'finished' ORDER BY id DESC "
        "LIMIT :limit) ORDER BY run, requirement",
        {{"partner", partner}, {"limit", std::max(limit, 1)}}, read_finding);
  });
}

std::vector<Standing> SqlStore::standings(const std::string& partner) {
  return database_->read([&](Session& session) {
    return session.all(
        "SELECT requirement, verdict, code, text, run, since, valid_until, observed, "
        "observed_runs, flaps FROM standings WHERE partner = :partner ORDER BY requirement",
        {{"partner", partner}}, read_standing);
  });
}

}  // namespace verify::daemon
