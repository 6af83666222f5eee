// What makes two pages one page: their wording, whatever their canonical links say.
#include <catch2/catch.hpp>

#include "support/evidence_builder.h"
#include "support/probe_question.h"

using namespace verify;
using namespace verify::test;

namespace {

const std::string kHome = "https://partner.example/";
constexpr std::string_view kApplication =
    R"({"partner": {"name": "Partner", "home_page": "https://partner.example/"},
        "practice_page": "https://partner.example/ml",
        "references": [
          {"customer": {"name": "Acme"}, "public_url": "https://partner.example/acme"},
          {"customer": {"name": "Bolt"}, "public_url": "https://partner.example/bolt"}]})";

std::string page(std::string text) {
  return "<title>Partner</title><link rel=canonical href='https://partner.example/'><main><p>" +
         std::move(text) + "</main>";
}

const std::string kFront =
    "We are a consultancy of forty people in three towns, and what we do is helping firms of "
    "every size with their data, their clouds and the software which their people use each day.";
const std::string kPractice =
    "Machine learning on AWS is what this practice does: our scientists train models with Amazon "
    "SageMaker, and our engineers put them into production for insurers, shops and factories.";

}  // namespace

TEST_CASE("a canonical link to the home page does not make a page the home page", "[probes]") {
  const Evidence evidence = EvidenceBuilder(kApplication)
                                .html(kHome, page(kFront + "<a href=/ml>Machine learning</a>"))
                                .html(kHome + "ml", page(kPractice))
                                .build();
  CHECK(has_code(ask("practice-page", evidence), "practice-page-reachable"));
}

TEST_CASE("the home page's text under another address is the home page", "[probes]") {
  const std::string front = page(kFront + " <a href=/ml>Welcome</a>");
  const Evidence evidence =
      EvidenceBuilder(kApplication).html(kHome, front).html(kHome + "ml", front).build();
  CHECK(has_code(ask("practice-page", evidence), "practice-page-is-home"));
}

TEST_CASE("stories are told apart by their wording", "[probes]") {
  const Evidence evidence =
      EvidenceBuilder(kApplication)
          .html(kHome, page(kFront))
          .html(kHome + "acme", page("Acme had a backlog of claims. " + kPractice))
          .html(kHome + "bolt", page("Bolt threw away one crate in nine. " + kFront))
          .build();
  CHECK_FALSE(has_code(ask("case-studies-public", evidence), "case-study-repeated"));
}
