// What is asked of a table that grows with every run goes by an index.
#include "daemon/store/statements.h"
#include "daemon/store/store_world.h"
#include "support/temp_folder.h"

using namespace verify;
using namespace verify::daemon;
using namespace verify::daemon::test;
using Catch::Matchers::Contains;

namespace {

std::string plan_of(sql::Session& session, const std::string& statement,
                    const sql::Arguments& arguments) {
  std::string out;
  session.each("EXPLAIN QUERY PLAN " + statement, arguments, [&](sql::Row& row) {
    for (int unused = 0; unused < 3; ++unused) row.text();
    out += row.text() + "\n";
  });
  return out;
}

}  // namespace

TEST_CASE("statements over all runs use the index made for them", "[daemon][store]") {
  const verify::test::TempFolder folder;
  opened(folder.path() / "x.db");
  sql::Session session(sql::sqlite_dialect(),
                       *sql::sqlite_dialect().place((folder.path() / "x.db").string()), true);
  struct Row {
    const char* name;
    std::string statement;
    sql::Arguments arguments;
    const char* uses;
  };
  const Row rows[] = {
      {"who refers to this evidence",
       sql::drop_reference("evidence"),
       {{"digest", "x"}},
       "runs_by_evidence (evidence=?)"},
      {"who refers to this report",
       sql::drop_reference("report"),
       {{"digest", "x"}},
       "runs_by_report (report=?)"},
      {"who refers to this trace",
       sql::drop_reference("trace"),
       {{"digest", "x"}},
       "runs_by_trace (trace=?)"},
      {"the queue", sql::kNextInQueue, {{"limit", 2}}, "runs_queue (state=?)"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    const std::string plan = plan_of(session, row.statement, row.arguments);
    CHECK_THAT(plan, Contains(row.uses));
    CHECK_THAT(plan, !Contains("SCAN") && !Contains("TEMP B-TREE"));
  }
}
