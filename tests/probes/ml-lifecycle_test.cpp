#include "support/evidence_builder.h"
#include "support/item_question.h"

using namespace verify;
using namespace verify::test;

namespace {

Evidence evidence(bool attested) {
  std::string json = R"({"partner": {"name": "P", "home_page": "https://p.example/"},
    "references": [{"customer": {"name": "Acme Foods"}, "public_url": "https://p.example/acme",
                    "proposal": "Gradient boosting on Amazon SageMaker, retrained monthly."}])";
  if (attested)
    json +=
        R"(, "attestations": {"P2.4": {"by": "N", "on": "2026-01-02", "statement": "We rank by return on investment."}})";
  return EvidenceBuilder(json + "}")
      .html("https://p.example/acme",
            "<title>Acme Foods</title><main><h1>Acme Foods</h1><p>Sales data is ingested by AWS "
            "Glue into a data lake on Amazon S3, where its data quality is judged every night by "
            "the team of the customer.</p><p>Waste was reduced by 31 percent within the first "
            "year of operation, and shelves are full again.</p></main>")
      .build();
}

}  // namespace

TEST_CASE("hints are cited where they stand and never decide", "[probes]") {
  const Finding missing = ask_item("P2.4", evidence(false));
  CHECK(missing.verdict == Verdict::missing);
  CHECK(missing.reasons.front().code == "not-declared");
  // Nothing speaks of the opportunity before it is attested.
  CHECK(missing.reasons.front().details.at("missing").find("opportunity") != std::string::npos);
  CHECK(has_code(missing, "lifecycle-points-not-found"));

  const Finding attested = ask_item("P2.4", evidence(true));
  CHECK(attested.verdict == Verdict::attested);
  int in_application = 0, on_page = 0;
  for (const Reason& reason : attested.reasons)
    if (reason.code == "lifecycle-point")
      for (const Citation& citation : reason.citations) {
        CHECK_FALSE(citation.quote.empty());
        ++(citation.page ? on_page : in_application);
      }
  CHECK(in_application >= 2);
  CHECK(on_page >= 2);
}

TEST_CASE("a page that two references name speaks of a point once", "[probes]") {
  const Evidence evidence =
      EvidenceBuilder(R"({"partner": {"name": "P", "home_page": "https://p.example/"},
    "references": [{"customer": {"name": "Acme"}, "public_url": "https://p.example/both"},
                   {"customer": {"name": "Globex"}, "public_url": "https://p.example/both"}]})")
          .html("https://p.example/both",
                "<title>Two customers</title><main><h1>Acme and Globex</h1><p>Sales data is "
                "ingested by AWS Glue into a data lake on Amazon S3, where its data quality is "
                "judged every night by the team of the customer.</p></main>")
          .build();
  int points = 0;
  for (const Reason& reason : ask_item("P2.4", evidence).reasons)
    if (reason.code == "lifecycle-point") {
      ++points;
      CHECK(reason.citations.size() == 1);
      CHECK(reason.text.starts_with("Spoken of in The case study of \"Acme\": "));
    }
  CHECK(points > 0);
}
