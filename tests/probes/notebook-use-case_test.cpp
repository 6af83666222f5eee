#include "support/evidence_builder.h"
#include "support/item_question.h"

using namespace verify;
using namespace verify::test;

TEST_CASE("a notebook that is not read needs a person, or the applicant's word", "[probes]") {
  constexpr const char* kAttested =
      R"("attestations": {"P2.2": {"by": "N", "on": "2026-01-02", "statement": "All stages."}})";
  constexpr const char* kNo =
      R"("attestations": {"P2.2": {"by": "N", "on": "2026-01-02", "statement": "No."}})";
  struct Row {
    std::string more, verdict, code;
  };
  const std::vector<Row> rows = {
      {"", "missing", "notebook-not-given"},
      {R"("notebook": "a.ipynb")", "needs_review", "notebook-unread"},
      {R"("notebook": "https://p.example/a.ipynb")", "needs_review", "notebook-unread"},
      {R"("notebook": "gone.ipynb")", "missing", "evidence-not-submitted"},
      {R"("notebook": "empty.ipynb")", "missing", "evidence-empty"},
      {R"("notebook": "a.ipynb", )" + std::string(kAttested), "attested", "attested"},
      {R"("notebook": "gone.ipynb", )" + std::string(kAttested), "missing",
       "evidence-not-submitted"},
      {R"("notebook": "a.ipynb", )" + std::string(kNo), "not_met", "denied"},
      {kAttested, "missing", "notebook-not-given"},
  };
  for (const Row& row : rows) {
    const std::string json = R"({"partner": {"name": "P", "home_page": "https://p.example/"})" +
                             (row.more.empty() ? "" : ", " + row.more) + "}";
    const Evidence evidence =
        EvidenceBuilder(json).file("a.ipynb", "{}").file("empty.ipynb", "").build();
    const Finding finding = ask_item("P2.2", evidence);
    CAPTURE(row.more);
    CHECK(to_string(finding.verdict) == row.verdict);
    CHECK(finding.reasons.front().code == row.code);
  }
}
