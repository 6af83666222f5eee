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

TEST_CASE("a tool in use is no partnership with its maker", "[reading]") {
  const auto partnerships_of = [](std::string_view text) {
    return read_landing_page(page("Services", {{"How we work", std::string(text)}}), lexicons())
        .partnerships.answer;
  };
  CHECK(partnerships_of("Terraform keeps the infrastructure in the repository, as code.") ==
        Answer::no);
  CHECK(partnerships_of("We are a technology partner of Databricks and Snowflake.") == Answer::yes);
}

TEST_CASE("AWS in a row of clouds is no solution on AWS", "[reading]") {
  const auto solutions_of = [](std::string_view text) {
    return read_landing_page(page("Services", {{"What we offer", std::string(text)}}), lexicons())
        .solutions.answer;
  };
  CHECK(solutions_of("Our data solutions run on AWS, Azure and Google Cloud alike.") !=
        Answer::yes);
  CHECK(solutions_of("Our solutions for demand forecasting run on Amazon SageMaker.") ==
        Answer::yes);
}

TEST_CASE("a menu that leads to the customers' stories is a link to them", "[reading]") {
  Document document = page("Machine Learning on AWS", {{"", "We build models on AWS."}});
  document.links.push_back({.url = *Url::parse("https://partner.test/stories"),
                            .text = "Case Studies",
                            .region = Region::nav});
  CHECK(read_landing_page(document, lexicons()).references.answer == Answer::yes);
  document.links.back().visible = false;
  CHECK(read_landing_page(document, lexicons()).references.answer != Answer::yes);
}

TEST_CASE("a page that says nothing of its subject shows nobody's story by its menu", "[reading]") {
  const auto references_of = [](std::string_view text) {
    Document document = page("Hello", {{"Hello", std::string(text)}});
    document.links.push_back({.url = *Url::parse("https://partner.test/stories"),
                              .text = "Case Studies",
                              .region = Region::nav});
    return read_landing_page(document, lexicons()).references.answer;
  };
  CHECK(references_of("We are redecorating. Come back in a fortnight.") == Answer::unclear);
  CHECK(references_of("We build machine learning systems for orchards.") == Answer::yes);
}

TEST_CASE("a page of links and nothing else is looked at within bounds", "[reading]") {
  Document document = page("Machine learning", {{"Case studies", std::string(200'000, 'x')}});
  document.sections[0].body += "\nThe last one";
  for (int i = 0; i < 50'000; ++i)
    document.links.push_back({.url = *Url::parse("https://partner.test/x/" + std::to_string(i)),
                              .text = "item " + std::to_string(i)});
  CHECK(read_landing_page(document, lexicons()).references.answer != Answer::yes);
}

TEST_CASE("certificates of people are no partnership of the company", "[reading]") {
  const auto partnership_of = [](std::string_view text) {
    return read_landing_page(page("Services", {{"Team", std::string(text)}}), lexicons())
        .aws_partnership;
  };
  CHECK(partnership_of("Half of our engineers hold an AWS certification in machine learning.")
            .answer == Answer::no);
  CHECK(partnership_of("Our AWS-certified engineers build and run your models.").answer ==
        Answer::no);
  CHECK(partnership_of("We are an AWS Advanced Tier Services Partner since 2017.").answer ==
        Answer::yes);
  CHECK(partnership_of("We plan to become an AWS Partner next year.").answer != Answer::yes);
}

TEST_CASE("the training of a model is no training of people", "[reading]") {
  const auto workshop_of = [](std::string_view text) {
    return read_material(page("Machine learning forecasts", {{"", std::string(text)}}),
                         {.official = "Bolt"}, lexicons())
        .workshop.answer;
  };
  CHECK(workshop_of("Training became slower by a minute, and trust grew within a week.") ==
        Answer::no);
  CHECK(workshop_of("Both belong into the training of the model and into its evaluation.") ==
        Answer::no);
  CHECK(workshop_of("In a hands-on training your analysts build and deploy a first model.") ==
        Answer::yes);
  CHECK(workshop_of("We train your teams until they can run the models by themselves.") ==
        Answer::yes);
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

TEST_CASE("a name in the text of another site is the author's where it speaks", "[reading]") {
  const std::string body =
      "Machine learning finds defects.\nCameras watch the belt.\nA model scores each image.\n";
  const auto author_of = [&](const std::string& sentence) {
    return read_material(page("Machine learning", {{"", body + sentence + "\n" + body}}),
                         {.official = "Bolt"}, lexicons())
        .by_partner.answer;
  };
  CHECK(author_of("Consultancies such as Bolt and Nut sell this for a lot of money.") ==
        Answer::unclear);
  // Sentences are told apart: what the next one says is not said by this.
  CHECK(author_of("Consultancies such as Bolt and Nut sell this. We tried it ourselves.") ==
        Answer::unclear);
  CHECK(author_of("At Bolt we train such models every week.") == Answer::yes);
}

TEST_CASE("a workshop in a job ad is no description of one", "[reading]") {
  const auto reading = read_material(
      page("Machine learning engineer",
           {{"", "You will run hands-on machine learning workshops with our customers."},
            {"Your responsibilities",
             "You build models for our customers in small teams.\nYears "
             "of experience in machine learning are a must."},
            {"Join our team", "We are hiring in Leeds.\nApply now with your CV."}}),
      {.official = "Bolt"}, lexicons());
  CHECK(reading.workshop.answer == Answer::unclear);
}
