#include <nlohmann/json.hpp>

#include "support/evidence_builder.h"
#include "support/item_question.h"

using namespace verify;
using namespace verify::test;

namespace {

constexpr const char* kCourse =
    "AWS Solutions Training for Partners: Machine Learning on AWS \u2013 Technical";

nlohmann::json person(const std::string& name, const std::string& course = kCourse,
                      const std::string& completed = "2025-05-31") {
  return {{"name", name}, {"course", course}, {"completed", completed}};
}

Finding judged(const nlohmann::json& people) {
  const nlohmann::json application = {
      {"partner", {{"name", "P"}, {"home_page", "https://p.example/"}}}, {"trained_staff", people}};
  return ask_item("P3.3", EvidenceBuilder(application.dump()).build());
}

}  // namespace

TEST_CASE("five different people with the course are attested", "[probes]") {
  struct Row {
    nlohmann::json fifth;
    std::string verdict, code;
  };
  const std::vector<Row> rows = {
      {person("Eve Long"), "attested", "trained-staff"},
      {person("Eve Long", "machine learning on AWS (technical)"), "attested", "trained-staff"},
      {person("ADA  KING"), "missing", "person-repeated"},
      {person("Ada Kingsley"), "attested", "trained-staff"},
      {person("Eve Long", "Machine Learning on AWS"), "needs_review", "course-unclear"},
      {person("Eve Long", "AWS Business Professional"), "missing", "course-other"},
      {person("Eve Long", "TBD"), "missing", "person-incomplete"},
      {person("Eve Long", kCourse, "2026-03-02"), "missing", "training-later"},
      {{{"name", "Eve Long"}, {"course", kCourse}}, "missing", "person-incomplete"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.fifth.dump());
    const Finding finding = judged(
        {person("Ada King"), person("Bo Li"), person("Cem Uz"), person("Dana Fox"), row.fifth});
    CHECK(to_string(finding.verdict) == row.verdict);
    CHECK(has_code(finding, row.code));
  }
  CHECK(judged(nlohmann::json::array()).verdict == Verdict::missing);
}
