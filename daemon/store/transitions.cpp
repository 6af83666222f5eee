#include <algorithm>
#include <limits>

#include "daemon/store/sql_store.h"
#include "daemon/store/statements.h"

namespace verify::daemon {

using sql::Arguments;
using sql::Row;
using sql::Session;

namespace {

Transition read_transition(Row& row) {
  return {.id = row.number(),
          .run = row.number(),
          .partner = row.text(),
          .requirement = row.text(),
          .from = row.maybe_word(parse_verdict),
          .to = row.word(parse_verdict),
          .cause = row.word(parse_cause),
          .explanation = row.text(),
          .diff = row.text(),
          .at = row.moment()};
}

std::optional<std::string> maybe_word_of(std::optional<Verdict> verdict) {
  if (!verdict) return std::nullopt;
  return std::string(to_string(*verdict));
}

}  // namespace

void sql::insert_transition(Session& session, const Transition& transition) {
  session.run(
      "INSERT INTO transitions (run, partner, requirement, from_verdict, to_verdict, cause, "
      "explanation, diff, happened_at) VALUES (:run, :partner, :requirement, :from_verdict, "
      ":to_verdict, :cause, :explanation, :diff, :happened_at)",
      {{"run", transition.run},
       {"partner", transition.partner},
       {"requirement", transition.requirement},
       {"from_verdict", maybe_word_of(transition.from)},
       {"to_verdict", to_string(transition.to)},
       {"cause", to_string(transition.cause)},
       {"explanation", transition.explanation},
       {"diff", transition.diff},
       {"happened_at", transition.at}});
}

std::vector<Transition> SqlStore::transitions(const TransitionFilter& filter) {
  return database_->read([&](Session& session) {
    std::string where = "id > :after AND id < :before";
    Arguments arguments = {
        {"after", filter.after},
        {"before", filter.before > 0 ? filter.before : std::numeric_limits<std::int64_t>::max()}};
    if (!filter.partner.empty()) {
      where += " AND partner = :partner";
      arguments.push_back({"partner", filter.partner});
    }
    if (!filter.requirement.empty()) {
      where += " AND requirement = :requirement";
      arguments.push_back({"requirement", filter.requirement});
    }
    arguments.push_back({"limit", std::max(filter.limit, 1)});
    return session.all(
        "SELECT id, run, partner, requirement, from_verdict, to_verdict, cause, explanation, diff, "
        "happened_at FROM transitions WHERE " +
            where + " ORDER BY id DESC LIMIT :limit",
        arguments, read_transition);
  });
}

}  // namespace verify::daemon
