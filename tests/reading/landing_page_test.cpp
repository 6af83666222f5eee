#include "reading/page.h"
#include "verify/reading.h"

using namespace verify;
using namespace verify::test;

TEST_CASE("a landing page shows each element with its words", "[reading]") {
  Document document = page(
      "Machine Learning on AWS",
      {{"Machine learning practice",
        "Our team of data scientists helps companies build machine learning on AWS. "
        " A model is only as good as the data science behind it."},
       {"Solutions",
        "We offer AWS solutions for demand forecasting and fraud detection on Amazon SageMaker."},
       {"Partners",
        "Bolt is an AWS Premier Tier Services Partner and works with technology "
        "partners such as Databricks."}});
  document.links.push_back(
      {.url = *Url::parse("https://partner.test/acme"), .text = "Read the case study"});
  const LandingReading reading = read_landing_page(document, lexicons());
  for (const Claim* claim : {&reading.practice, &reading.solutions, &reading.partnerships,
                             &reading.references, &reading.aws_partnership, &reading.ml_focus}) {
    INFO(claim->place << ": " << claim->quote);
    CHECK(claim->answer == Answer::yes);
    CHECK_FALSE(claim->quote.empty());
  }
}

TEST_CASE("AWS and machine learning apart are no AWS machine learning practice", "[reading]") {
  const Document document =
      page("Services", {{"Cloud", "Our engineers help companies to run their servers on AWS."},
                        {"Data", "Our data scientists build machine learning for insurers."}});
  const LandingReading reading = read_landing_page(document, lexicons());
  CHECK(reading.practice.answer == Answer::unclear);
  CHECK(reading.references.answer == Answer::no);
}

TEST_CASE("material is read for its subject and its author", "[reading]") {
  Document document = page(
      "Machine learning for hospitals",
      {{"",
        "Hospitals use machine learning to predict readmissions of patients.\nOur workshops on "
        "machine learning teach clinicians how a model is trained.\nA language model reads "
        "the notes."}});
  document.site_name = "Bolt";
  const MaterialReading reading = read_material(document, {.official = "Bolt GmbH"}, lexicons());
  CHECK(reading.about_ml.answer == Answer::yes);
  CHECK(reading.by_partner.answer == Answer::yes);
  CHECK(reading.workshop.answer == Answer::yes);
  CHECK(reading.vertical_use_case.answer == Answer::yes);

  const MaterialReading other =
      read_material(page("Summer party", {{"", "We danced all night on the roof of the office."}}),
                    {.official = "Bolt"}, lexicons());
  CHECK(other.about_ml.answer == Answer::no);
  CHECK(other.by_partner.answer == Answer::no);
}
