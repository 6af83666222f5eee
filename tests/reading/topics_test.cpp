#include "verify/topics.h"

#include <catch2/catch.hpp>

namespace verify::test {
namespace {

Topic topic(std::vector<TopicPhrase> phrases) {
  return {"topic", std::move(phrases), std::nullopt, std::nullopt};
}

TEST_CASE("a topic is found by whole words, whatever their case, accents and width", "[reading]") {
  struct Row {
    std::string text, phrase;
    bool found;
  };
  const std::vector<Row> rows = {
      {"We use SageMaker.", "sagemaker", true},
      {"We use Ｓａｇｅｍａｋｅｒ.", "sagemaker", true},
      {"Prévision des ventes", "prevision", true},
      {"pilots", "pilot", false},
      {"deployments", "deploy*", true},
      {"redeploy", "deploy*", false},
      {"an MLOps team", "ml*", true},
      {"machine l", "machine l*", true},
      {"machine learning", "machine l*", true},
      {"learning machine", "machine l*", false},
      {"We learn it by machine", "machine l*", false},
      {"*", "*", false},
      {"return on\ninvestment", "return on investment", true},
      {"return of investment", "return on investment", false},
      {"gap", "ga", false},
      {"機械学習の導入", "機械学習", true},
      {"", "a", false},
      {"a", "", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text, row.phrase);
    CHECK(TopicSearch(row.text).find(topic({row.phrase})).has_value() == row.found);
  }
}

TEST_CASE("a date belongs to the phrase before it in its sentence", "[reading]") {
  const auto dates = [](std::string_view text) {
    std::string out;
    for (const NamedDate& each : dates_named(text, topic({"valid until", "tested"})))
      out += to_string(each.date) + " ";
    return out;
  };
  CHECK(dates("ISO 27001, valid until 2027-03-31") == "2027-03-31 ");
  CHECK(dates("Issued 2024-04-01, valid until 2027-03-31.") == "2027-03-31 ");
  CHECK(dates("Valid until further notice. Issued 2024-04-01") == "");
  CHECK(dates("tested (2026-02-11) and tested 2025-01-01; 2020-01-01") == "2026-02-11 2025-01-01 ");
  CHECK(dates("valid until 2027-02-30") == "");
  CHECK(dates("valid until 12027-02-03 2027") == "");
}

}  // namespace
}  // namespace verify::test
