// Single checks on evidence built in memory; whole applications are the golden tests' matter.
#include <catch2/catch.hpp>

#include "support/evidence_builder.h"
#include "verify/report.h"

using namespace verify;
using namespace verify::test;

namespace {

const std::string kHome = "https://partner.example/";

std::string application() {
  return R"({"partner": {"name": "Partner", "home_page": "https://partner.example/"},
             "practice_page": "https://partner.example/ml",
             "references": [
               {"customer": {"name": "Acme"}, "public_url": "https://partner.example/acme"},
               {"customer": {"name": "Bolt"}, "public_url": "https://partner.example/bolt"}]})";
}

RequirementResult judged(const EvidenceBuilder& site, std::string_view id) {
  namespace fs = std::filesystem;
  const fs::path config = fs::path(VERIFY_SOURCE_DIR) / "config";
  const Report report =
      judge(site.build(), load_checklist(config / "checklists/aws-ml-consulting-3.0").value(),
            Lexicons::load(config / "lexicons").value());
  for (const RequirementResult& result : report.requirements)
    if (result.id == id) return result;
  throw std::logic_error("no such requirement");
}

bool has(const RequirementResult& result, std::string_view code) {
  return std::ranges::any_of(result.reasons,
                             [&](const Reason& reason) { return reason.code == code; });
}

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
  EvidenceBuilder site(application());
  site.html(kHome, page(kFront + "<a href=/ml>Machine learning</a>"))
      .html(kHome + "ml", page(kPractice));
  CHECK(has(judged(site, "P3.1"), "practice-page-reachable"));
}

TEST_CASE("the home page's text under another address is the home page", "[probes]") {
  EvidenceBuilder site(application());
  site.html(kHome, page(kFront + " <a href=/ml>Welcome</a>"))
      .html(kHome + "ml", page(kFront + " <a href=/ml>Welcome</a>"));
  CHECK(has(judged(site, "P3.1"), "practice-page-is-home"));
}

TEST_CASE("stories are told apart by their wording", "[probes]") {
  EvidenceBuilder site(application());
  site.html(kHome, page(kFront))
      .html(kHome + "acme", page("Acme had a backlog of claims. " + kPractice))
      .html(kHome + "bolt", page("Bolt threw away one crate in nine. " + kFront));
  CHECK_FALSE(has(judged(site, "P2.3.1"), "case-study-repeated"));
}
