#include "support/evidence_builder.h"
#include "support/probe_question.h"

using namespace verify;
using namespace verify::test;

namespace {

constexpr std::string_view kApplication =
    R"({"partner": {"name": "Harbour ML", "home_page": "https://p.example/"},
  "references": [{"customer": {"name": "Acme Freight"}, "public_url": "https://p.example/acme"}]})";

struct Story {
  std::string problem =
      "<h2>The challenge</h2><p>Acme Freight struggled to predict where trucks would be needed. "
      "Planners relied on spreadsheets and lost hours every day, and a fifth of all runs were "
      "empty.</p>";
  std::string proposal =
      "<h2>Our solution</h2><p>Harbour ML designed and built a forecasting platform that predicts "
      "loads per region three days ahead and tells dispatchers which trucks to move.</p>";
  std::string usage =
      "<h2>AWS services used</h2><p>We trained the models with Amazon SageMaker, stored ten years "
      "of history in Amazon S3 and served the forecasts with AWS Lambda and Amazon DynamoDB on "
      "AWS.</p>";
  std::string outcomes =
      "<h2>Results</h2><p>Within six months Acme Freight reduced empty runs by 18% and saved EUR "
      "1.2 million a year. Planners now spend two hours less a day on moving trucks.</p>";

  std::string html() const {
    return "<html lang=en><title>Acme Freight case study | Harbour ML</title><main><h1>Acme "
           "Freight and the trucks of tomorrow</h1>" +
           problem + proposal + usage + outcomes + "</main>";
  }
};

Finding judge_story(const Story& story) {
  const auto builder = EvidenceBuilder(kApplication).html("https://p.example/acme", story.html());
  return ask("case-study-content", builder.build(), "2026-03-01",
             {{"public_min", std::int64_t{1}}});
}

}  // namespace

TEST_CASE("a complete story is met, each part with its quote", "[probes]") {
  const Finding finding = judge_story({});
  for (const Reason& reason : finding.reasons) UNSCOPED_INFO(reason.code);
  CHECK(finding.verdict == Verdict::met);
  for (const char* code :
       {"case-study-customer", "case-study-partner", "case-study-aws", "case-study-problem",
        "case-study-proposal", "case-study-aws-usage", "case-study-outcomes"})
    CHECK(has_code(finding, code));
  for (const Reason& reason : finding.reasons) CHECK_FALSE(reason.citations.front().quote.empty());
}

TEST_CASE("a story without one of its parts is never met", "[probes]") {
  for (std::string Story::* part : {&Story::problem, &Story::usage, &Story::outcomes}) {
    Story story;
    story.*part = "";
    INFO(story.html());
    CHECK(judge_story(story).verdict != Verdict::met);
  }
}

TEST_CASE("promises and placeholders are no outcomes", "[probes]") {
  for (const char* outcomes : {"<h2>Results</h2><p>Coming soon.</p>", "<h2>Results</h2>",
                               "<h2>Results</h2><p>Acme Freight expects to reduce empty runs by "
                               "18% next year and hopes to save EUR 1.2 million.</p>"}) {
    Story story;
    story.outcomes = outcomes;
    INFO(outcomes);
    CHECK(judge_story(story).verdict != Verdict::met);
  }
}
