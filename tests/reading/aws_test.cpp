#include "reading/page.h"
#include "verify/reading.h"

using namespace verify;
using namespace verify::test;
using Place = AwsReading::Place;

TEST_CASE("AWS is read where it stands and as what", "[reading]") {
  struct Row {
    const char* heading;
    const char* body;
    Place place;
  };
  const Row rows[] = {
      {"Solution", "We deployed the models on Amazon SageMaker and stored the data in S3.",
       Place::body},
      {"Solution", "Nothing here breaks the laws of the land or the jaws of a shark at all.",
       Place::none},
      {"Shop", "They sell their books and toys on Amazon and on eBay to customers everywhere.",
       Place::none},
      {"Technologies", "AWS\nDocker\nTerraform", Place::boilerplate},
      {"About", "Example is an AWS Advanced Tier Services Partner with many certified people.",
       Place::mention},
      {"解決策", "AWS上にデータ基盤を構築し、Amazon SageMakerで学習したモデルを運用しています。",
       Place::body},
  };
  for (const Row& row : rows) {
    INFO(row.body);
    const bool japanese = std::string_view(row.heading).size() == 9;
    const Document document = page("", {{row.heading, row.body}}, japanese ? "ja" : "en");
    CHECK(to_string(read_aws(document, lexicons()).place) == to_string(row.place));
  }
}

TEST_CASE("services are named by short, old and new names", "[reading]") {
  const AwsReading reading = read_aws(
      page("", {{"",
                 "On AWS we used Sagemaker, Kinesis Data Firehose, ECS, Route53 and Lambda. "
                 "It was the glue between batch jobs, to connect and translate."}}),
      lexicons());
  CHECK(reading.services == std::vector<std::string>{"Amazon SageMaker", "Amazon Data Firehose",
                                                     "Amazon ECS", "Amazon Route 53",
                                                     "AWS Lambda"});
  CHECK(reading.ml_services == std::vector<std::string>{"Amazon SageMaker"});
}

TEST_CASE("a short name needs a page that speaks of AWS", "[reading]") {
  const Document document =
      page("", {{"", "We used a Lambda in C++ and the hospital's EMR, with Glue and Connect."}});
  CHECK(read_aws(document, lexicons()).place == Place::none);
}

TEST_CASE("AWS outside of the content is boilerplate", "[reading]") {
  Document document = page("", {{"Solution", "We built a shop for the customer in nine weeks."}});
  document.boilerplate = "Home Services AWS Contact";
  const AwsReading reading = read_aws(document, lexicons());
  CHECK(reading.place == Place::boilerplate);
  CHECK(reading.quote == "Home Services AWS Contact");
  CHECK(reading.services.empty());
}
