#include <nlohmann/json.hpp>

#include "support/evidence_builder.h"
#include "support/item_question.h"
#include "support/repeated.h"

using namespace verify;
using namespace verify::test;

namespace {

constexpr const char* kAll =
    "Comprehend, Deep Learning AMIs, DeepLens, Amazon Lex, Amazon Machine Learning, MXNet, Polly, "
    "Rekognition, SageMaker, Transcribe, Amazon Translate";

Finding judged(const std::string& response, bool document, std::string_view as_of = "2026-03-01") {
  nlohmann::json answer = {{"met", "yes"}, {"response", response}};
  if (document) answer["evidence"] = {"m.csv"};
  const nlohmann::json application = {
      {"partner", {{"name", "P"}, {"home_page", "https://p.example/"}}},
      {"practice_page", "https://p.example/ml"},
      {"references",
       {{{"customer", {{"name", "Acme"}}}, {"aws_usage", "Amazon SageMaker trains it."}}}},
      {"self_assessment", {{"items", {{"C1.2", answer}}}}}};
  const Evidence evidence =
      EvidenceBuilder(application.dump())
          .file("m.csv", "a,b")
          .html("https://p.example/ml",
                "<main><h1>Practice</h1><p>We read documents with Amazon Comprehend and look at "
                "pictures with Amazon Rekognition for our customers.</p></main>")
          .build();
  return ask_item("C1.2", evidence, as_of);
}

std::string text_of(const Finding& finding, std::string_view code) {
  for (const Reason& reason : finding.reasons)
    if (reason.code == code) return reason.text;
  return "";
}

}  // namespace

TEST_CASE("each service is found in references, pages or the answer, or nowhere", "[probes]") {
  const Finding all = judged(kAll, false);
  CHECK(all.verdict == Verdict::attested);
  CHECK(text_of(all, "services-shown") ==
        "Shown in references or public pages: Amazon Comprehend, Amazon Rekognition, Amazon "
        "SageMaker.");
  CHECK(text_of(all, "services-answered").find("Amazon Polly") != std::string::npos);
  CHECK(text_of(all, "services-not-in-force").find("AWS DeepLens") != std::string::npos);

  const Finding some = judged("Polly.", false);
  CHECK(some.verdict == Verdict::missing);
  CHECK(some.reasons.front().code == "services-not-found");
  CHECK(some.reasons.front().details.at("missing").find("Amazon Lex") != std::string::npos);
  CHECK(judged("See the matrix.", true).verdict == Verdict::needs_review);
}

TEST_CASE("the list is dated: all eleven in the year it was written", "[probes]") {
  const Finding then = judged("Polly.", false, "2019-06-01");
  CHECK_FALSE(has_code(then, "services-not-in-force"));
  CHECK(text_of(then, "services-not-found").find("AWS DeepLens") != std::string::npos);
}

TEST_CASE("a page that many references name is looked into once", "[probes]") {
  nlohmann::json references = nlohmann::json::array();
  for (int i = 0; i < 1'000; ++i)
    references.push_back({{"customer", {{"name", "Customer " + std::to_string(i)}}},
                          {"public_url", "https://p.example/all"}});
  const nlohmann::json application = {
      {"partner", {{"name", "P"}, {"home_page", "https://p.example/"}}},
      {"practice_page", "https://p.example/all"},
      {"references", references}};
  const Evidence evidence =
      EvidenceBuilder(application.dump())
          .html("https://p.example/all",
                "<main><h1>Work</h1><p>" +
                    repeated("Plain words of the work that was done. ", 5'000) +
                    "At last we read documents with Amazon Comprehend.</p></main>")
          .build();
  const Finding finding = ask_item("C1.2", evidence);
  CHECK(text_of(finding, "services-shown") ==
        "Shown in references or public pages: Amazon Comprehend.");
  for (const Reason& reason : finding.reasons)
    if (reason.code == "services-shown") CHECK(reason.citations.size() == 1);
}
