// The rules every finding goes through.
#include "verify/finding.h"

using namespace verify;

namespace {

Reason reason(std::string code, bool cited) {
  Reason out{std::move(code), "Because.", {}, {}};
  if (cited) out.citations.push_back(cite_application("/x", "y"));
  return out;
}

Finding part(Verdict verdict, std::string code = "part", std::optional<Date> until = std::nullopt) {
  return {verdict, {reason(std::move(code), true)}, until};
}

}  // namespace

TEST_CASE("a claim without a citation is not believed", "[judge]") {
  CHECK(finding_met({reason("good", true)}).verdict == Verdict::met);
  CHECK(finding_contradicted({reason("bad", true)}).verdict == Verdict::not_met);
  for (const Finding& finding :
       {finding_met({reason("good", false)}), finding_contradicted({reason("bad", false)})}) {
    CHECK(finding.verdict == Verdict::needs_review);
    CHECK(finding.reasons.front().code == "claim-without-citation");
    CHECK(finding.reasons.size() == 2);
  }
}

TEST_CASE("the weakest part decides and every reason is kept", "[judge]") {
  struct Row {
    std::vector<Verdict> parts;
    Verdict whole;
  };
  const std::vector<Row> rows = {
      {{Verdict::met, Verdict::met}, Verdict::met},
      {{Verdict::met, Verdict::needs_review}, Verdict::needs_review},
      {{Verdict::needs_review, Verdict::blocked}, Verdict::blocked},
      {{Verdict::blocked, Verdict::missing}, Verdict::missing},
      {{Verdict::missing, Verdict::not_met, Verdict::met}, Verdict::not_met},
  };
  for (const Row& row : rows) {
    std::vector<Finding> parts;
    for (const Verdict verdict : row.parts) parts.push_back(part(verdict));
    const Finding whole = combine(parts);
    CHECK(whole.verdict == row.whole);
    CHECK(whole.reasons.size() == row.parts.size());
  }
}

TEST_CASE("two of several: met when two are, not met when two can no longer be", "[judge]") {
  struct Row {
    std::vector<Verdict> parts;
    Verdict whole;
  };
  const std::vector<Row> rows = {
      {{Verdict::met, Verdict::met}, Verdict::met},
      {{Verdict::met, Verdict::not_met, Verdict::met}, Verdict::met},
      {{Verdict::met, Verdict::needs_review}, Verdict::needs_review},
      {{Verdict::met, Verdict::blocked}, Verdict::blocked},
      {{Verdict::met, Verdict::blocked, Verdict::needs_review}, Verdict::needs_review},
      {{Verdict::met, Verdict::not_met, Verdict::blocked}, Verdict::blocked},
      {{Verdict::met, Verdict::not_met}, Verdict::not_met},
      {{Verdict::not_met, Verdict::not_met, Verdict::needs_review}, Verdict::not_met},
      {{Verdict::met, Verdict::missing}, Verdict::missing},
  };
  for (const Row& row : rows) {
    std::vector<Finding> parts;
    for (const Verdict verdict : row.parts) parts.push_back(part(verdict));
    CHECK(to_string(combine_at_least(parts, 2).verdict) == to_string(row.whole));
  }
}

TEST_CASE("a verdict lapses with the longest-lived parts it still needs", "[judge]") {
  const Date soon = *parse_date("2026-01-01"), later = *parse_date("2026-06-01");
  CHECK(combine_at_least({part(Verdict::met, "a", soon), part(Verdict::met, "b", later)}, 1)
            .valid_until == later);
  CHECK(combine_at_least({part(Verdict::met, "a", soon), part(Verdict::met, "b", later)}, 2)
            .valid_until == soon);
  CHECK_FALSE(
      combine_at_least({part(Verdict::met, "a", soon), part(Verdict::met, "b")}, 1).valid_until);
}
