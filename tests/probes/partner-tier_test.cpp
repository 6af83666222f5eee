#include "support/evidence_builder.h"
#include "support/item_question.h"

using namespace verify;
using namespace verify::test;

TEST_CASE("the two upper tiers qualify, and only as declared", "[probes]") {
  struct Row {
    std::string tier, verdict, code;
  };
  const std::vector<Row> rows = {
      {"", "missing", "tier-not-given"},
      {R"(, "tier": "none")", "not_met", "tier-too-low"},
      {R"(, "tier": "select")", "not_met", "tier-too-low"},
      {R"(, "tier": "Advanced")", "attested", "tier-declared"},
      {R"(, "tier": "premier")", "attested", "tier-declared"},
  };
  for (const Row& row : rows) {
    const std::string json =
        R"({"partner": {"name": "P", "home_page": "https://p.example/")" + row.tier + "}}";
    const Finding finding = ask_item("P1.2", EvidenceBuilder(json).build());
    CAPTURE(row.tier);
    CHECK(to_string(finding.verdict) == row.verdict);
    CHECK(finding.reasons.front().code == row.code);
  }
}
