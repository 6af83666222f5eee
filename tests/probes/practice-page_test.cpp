#include "support/evidence_builder.h"
#include "support/probe_question.h"

using namespace verify;
using namespace verify::test;

namespace {

std::string application(std::string_view practice_page, std::string_view dedicated) {
  return R"({"partner": {"name": "Harbour ML", "home_page": "https://p.example/", "dedicated_practice": )" +
         std::string(dedicated) + R"(}, "practice_page": ")" + std::string(practice_page) + "\"}";
}

const std::string kPractice =
    R"(<html lang=en><title>Machine learning on AWS | Harbour ML</title><main>
<h1>Our AWS machine learning practice</h1><p>Harbour ML helps companies to build and run machine learning on AWS. Our machine learning practice has forty data scientists and engineers who work with Amazon SageMaker every day.</p>
<h2>Solutions and use cases</h2><p>We deliver demand forecasting, predictive maintenance and document processing solutions on AWS, for example fraud detection for insurers and visual inspection for manufacturers.</p>
<h2>Technology partners</h2><p>We partner with Databricks, Snowflake and NVIDIA, and combine their technology with AWS services.</p>
<h2>An AWS Partner</h2><p>Harbour ML is an AWS Advanced Tier Services Partner in the AWS Partner Network and holds the AWS Machine Learning Competency.</p>
<h2>Customer success</h2><p>Read how our customers succeed: <a href="/customers/acme">Case study: Acme Freight</a>.</p></main>)";

std::string home(std::string_view link) {
  return "<html lang=en><title>Harbour ML</title><nav><a href='" + std::string(link) +
         "'>Machine learning</a></nav><main><h1>Harbour ML</h1><p>We are a consulting company for "
         "cloud, data and software. We build web shops, networks and data platforms for companies "
         "of any size, everywhere in Europe.</p></main>";
}

}  // namespace

TEST_CASE("a linked page of its own with all elements is met", "[probes]") {
  const auto builder = EvidenceBuilder(application("https://p.example/ml", "false"))
                           .html("https://p.example/", home("/ml"))
                           .html("https://p.example/ml", kPractice);
  const Finding finding = ask("practice-page", builder.build());
  for (const Reason& reason : finding.reasons) UNSCOPED_INFO(reason.code);
  CHECK(finding.verdict == Verdict::met);
  CHECK(has_code(finding, "practice-page-reachable"));
}

TEST_CASE("an unlinked page is not_met after a complete search", "[probes]") {
  const auto builder = EvidenceBuilder(application("https://p.example/ml", "false"))
                           .html("https://p.example/", home("/"))
                           .html("https://p.example/ml", kPractice);
  const Finding finding = ask("practice-page", builder.build());
  CHECK(finding.verdict == Verdict::not_met);
  CHECK(has_code(finding, "practice-page-not-linked"));
}

TEST_CASE("the home page counts only for a dedicated company", "[probes]") {
  struct Row {
    std::string dedicated;
    std::string code;
  };
  for (const Row& row :
       {Row{"false", "practice-page-is-home"}, Row{"true", "practice-page-dedicated"}}) {
    const auto builder = EvidenceBuilder(application("https://p.example/", row.dedicated))
                             .html("https://p.example/", kPractice);
    CHECK(has_code(ask("practice-page", builder.build()), row.code));
  }
}

TEST_CASE("a page that leads to the home page is the home page, whatever its address", "[probes]") {
  const auto by_redirect =
      EvidenceBuilder(application("https://p.example/ml", "false"))
          .html("https://p.example/", kPractice)
          .redirected({"https://p.example/ml", "https://p.example/"}, kPractice);
  CHECK(has_code(ask("practice-page", by_redirect.build()), "practice-page-is-home"));
}

TEST_CASE("not given is missing, not readable is blocked, gone is not_met", "[probes]") {
  CHECK(ask("practice-page", EvidenceBuilder(plain_application()).build()).verdict ==
        Verdict::missing);
  const std::string ml = application("https://p.example/ml", "false");
  CHECK(ask("practice-page", EvidenceBuilder(ml)
                                 .html("https://p.example/", home("/ml"))
                                 .failure("https://p.example/ml", FetchStatus::refused_by_robots)
                                 .build())
            .verdict == Verdict::blocked);
  CHECK(ask("practice-page", EvidenceBuilder(ml)
                                 .html("https://p.example/", home("/ml"))
                                 .answer("https://p.example/ml", 410)
                                 .build())
            .verdict == Verdict::not_met);
}
