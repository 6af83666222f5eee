// The self-assessment as a whole, judged by a pack of three items.
#include <nlohmann/json.hpp>

#include "support/evidence_builder.h"
#include "support/probe_question.h"
#include "verify/report.h"

using namespace verify;
using namespace verify::test;

namespace {

Checklist pack() {
  Checklist out{.id = "small", .title = "Small"};
  out.sections = {{"P", "Before", Group::prerequisite},
                  {"A", "First part", Group::checklist},
                  {"B", "Second part", Group::checklist}};
  const auto add = [&](const char* id, const char* section, AppliesTo applies, WaiverRule waiver) {
    Requirement item{.id = id, .printed = id, .title = id, .text = id, .section = section};
    item.group = section[0] == 'P' ? Group::prerequisite : Group::checklist;
    item.applies_to = applies;
    item.waiver = waiver;
    item.probe = item.group == Group::prerequisite ? "self-assessment" : "declared-answer";
    out.requirements.push_back(std::move(item));
  };
  add("P1", "P", AppliesTo::all, WaiverRule::not_applicable);
  add("A1", "A", AppliesTo::all, WaiverRule::none_stated);
  add("A2", "A", AppliesTo::saas_iot, WaiverRule::waived_if_msp);
  add("B1", "B", AppliesTo::all, WaiverRule::not_eligible);
  return out;
}

RequirementResult judged(const std::string& assessment, const std::string& more = "") {
  const std::string json =
      R"({"partner": {"name": "P", "home_page": "https://p.example/", "msp": false, "delivery_models": ["project"]})" +
      (assessment.empty() ? "" : R"(, "self_assessment": )" + assessment) + more + "}";
  const Evidence evidence =
      EvidenceBuilder(json).file("sa.xlsx", "PK").file("a.md", "Words.").build();
  return judge(evidence, pack(), bundled_lexicons()).requirements.front();
}

constexpr const char* kA1 = R"("A1": {"met": "yes", "response": "So."})";
constexpr const char* kA2 = R"("A2": {"met": "na", "response": "No service."})";
constexpr const char* kB1 = R"("B1": {"met": "no", "response": "Not yet."})";

std::string items(std::initializer_list<std::string> answers) {
  std::string out;
  for (const std::string& each : answers) out += (out.empty() ? "" : ", ") + each;
  return R"({"items": {)" + out + "}}";
}

}  // namespace

TEST_CASE("blanks and contradictions of a self-assessment are listed", "[probes]") {
  struct Row {
    std::string assessment, more, verdict, code, says;
  };
  const std::vector<Row> rows = {
      {"", "", "missing", "self-assessment-not-given", ""},
      {"\"sa.xlsx\"", "", "needs_review", "self-assessment-unread", "sa.xlsx"},
      {"\"gone.xlsx\"", "", "missing", "evidence-not-submitted", ""},
      {items({kA1, kA2, kB1}), "", "attested", "self-assessment-complete",
       "First part 2 of 2; Second part 1 of 1"},
      {items({kA1, kB1}), "", "missing", "self-assessment-blank", "Not answered: A2."},
      {items({kA1, kA2, R"("B1": {"met": null, "response": "So."})"}), "", "missing",
       "self-assessment-blank", "Not answered: B1."},
      {items({kA1, kA2, R"("B1": {"met": "yes"})"}), "", "needs_review", "answer-without-evidence",
       "B1: "},
      {items({kA1, kA2, R"("B1": {"met": "waived"})"}), "", "needs_review", "waiver-not-eligible",
       "B1: "},
      {items({kA1, R"("A2": {"met": "waived"})", kB1}), "", "attested", "self-assessment-complete",
       ""},
      {items({R"("A1": {"met": "na", "response": "No."})", kA2, kB1}), "", "needs_review",
       "not-applicable-refused", "A1: "},
      {items({R"("A1": {"met": "yes", "response": "So.", "evidence": ["b.md"]})", kA2, kB1}), "",
       "needs_review", "evidence-not-submitted", "A1: "},
      {items({kA1, kA2, kB1, R"("Z9": {"met": "yes", "response": "So."})"}), "", "needs_review",
       "unknown-item", "\"Z9\""},
      {items({kA1, kA2, kB1}),
       R"(, "attestations": {"B1": {"by": "N", "on": "2026-01-01", "statement": "We do."}})",
       "needs_review", "answers-differ", "B1: "},
      {items({kA1, kA2, kB1}), R"(, "attestations": {"Y8": {"by": "N"}})", "needs_review",
       "unknown-item", "\"Y8\""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.assessment, row.more);
    const RequirementResult result = judged(row.assessment, row.more);
    CHECK(to_string(result.verdict) == row.verdict);
    const auto it = std::find_if(result.reasons.begin(), result.reasons.end(),
                                 [&](const ReportReason& each) { return each.code == row.code; });
    REQUIRE(it != result.reasons.end());
    CHECK(it->text.find(row.says) != std::string::npos);
    CHECK_FALSE(it->citations.empty());
  }
}
