#include <nlohmann/json.hpp>

#include "support/evidence_builder.h"
#include "support/probe_question.h"

using namespace verify;
using namespace verify::test;

namespace {

nlohmann::json reference(const std::string& customer, bool is_public) {
  return {{"customer", {{"name", customer}}},
          {"public_url",
           is_public ? nlohmann::json("https://p.example/" + customer) : nlohmann::json(nullptr)},
          {"problem", "Slow forecasts"},
          {"proposal", "A model"},
          {"aws_usage", "Amazon SageMaker"},
          {"third_party", "none"},
          {"started", "2024-01-01"},
          {"ended", "2024-06-30"},
          {"outcome", "18 % fewer empty runs"},
          {"stage", "production"}};
}

nlohmann::json application() {
  return {
      {"partner", {{"name", "P"}, {"home_page", "https://p.example/"}}},
      {"references",
       {reference("A", true), reference("B", true), reference("C", false), reference("D", false)}}};
}

Finding judge_application(const nlohmann::json& application) {
  return ask("customer-references", EvidenceBuilder(application.dump()).build());
}

}  // namespace

TEST_CASE("four complete references in production, two of them public, are attested", "[probes]") {
  const Finding finding = judge_application(application());
  CHECK(finding.verdict == Verdict::attested);
  CHECK(finding.reasons.size() == 4);
  CHECK(finding.reasons.front().citations.front().pointer == "/references/0");
}

TEST_CASE("what is wrong with a reference decides the verdict", "[probes]") {
  struct Row {
    std::string key;
    nlohmann::json value;
    Verdict verdict;
    std::string code;
  };
  const std::vector<Row> rows = {
      {"problem", "", Verdict::missing, "reference-incomplete"},
      {"problem", "TBD", Verdict::missing, "reference-incomplete"},
      {"outcome", "n/a", Verdict::missing, "reference-incomplete"},
      {"aws_usage", "...", Verdict::missing, "reference-incomplete"},
      {"proposal", "TODO: what you proposed", Verdict::missing, "reference-incomplete"},
      {"third_party", "n/a", Verdict::attested, "reference-complete"},
      {"third_party", nullptr, Verdict::missing, "reference-incomplete"},
      {"started", nullptr, Verdict::missing, "reference-incomplete"},
      {"stage", nullptr, Verdict::missing, "reference-incomplete"},
      {"stage", "pilot", Verdict::not_met, "reference-not-in-production"},
      {"stage", "poc", Verdict::not_met, "reference-not-in-production"},
      {"ended", "2026-03-02", Verdict::not_met, "reference-not-completed"},
      {"ended", "2026-03-01", Verdict::attested, "reference-complete"},
      {"ended", nullptr, Verdict::attested, "reference-complete"},  // still operated
      {"ended", "2023-12-31", Verdict::needs_review, "reference-dates-reversed"},
      {"public_url", nullptr, Verdict::missing, "references-not-public"},
      {"customer", {{"name", "B"}}, Verdict::needs_review, "references-same-customer"},
      {"customer", {{"name", "b GmbH"}}, Verdict::needs_review, "references-same-customer"},
      {"customer", nullptr, Verdict::missing, "reference-incomplete"},
  };
  for (const Row& row : rows) {
    nlohmann::json changed = application();
    changed["references"][0][row.key] = row.value;
    const Finding finding = judge_application(changed);
    INFO(row.key << " = " << row.value.dump());
    CHECK(to_string(finding.verdict) == to_string(row.verdict));
    CHECK(has_code(finding, row.code));
  }
}

TEST_CASE("a bad fifth reference does no harm, a missing fourth does", "[probes]") {
  nlohmann::json more = application();
  more["references"].push_back(reference("E", false));
  more["references"][4]["stage"] = "pilot";
  CHECK(judge_application(more).verdict == Verdict::attested);
  nlohmann::json fewer = application();
  fewer["references"].erase(3);
  CHECK(judge_application(fewer).verdict == Verdict::missing);
  CHECK(has_code(judge_application(fewer), "references-too-few"));
}
