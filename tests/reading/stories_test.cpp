// Pages written for the purpose, in the files of stories/: what a careful reader of the language
// says of each. An answer that begins with '!' is one that would be wrong.
#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "reading/page.h"
#include "support/places.h"
#include "support/whole_file.h"
#include "verify/reading.h"

using namespace verify;
using namespace verify::test;
using nlohmann::json;

namespace {

Document page_of(const json& row, const std::string& language) {
  std::vector<Part> parts;
  for (const json& part : row["parts"]) parts.push_back({part[0], part[1]});
  Document out = page(row["title"], parts, row.value("language", language));
  for (const json& link : row.value("links", json::array()))
    out.links.push_back({.url = *Url::parse(link[1].get<std::string>(), out.url), .text = link[0]});
  return out;
}

Name name_of(const json& row, const char* key) {
  const auto it = row.find(key);
  return {.official = it != row.end() && it->is_string() ? it->get<std::string>() : ""};
}

void check(const json& row, const json& seen) {
  for (const auto& [what, wanted] : row["expect"].items()) {
    INFO(row["about"] << ": " << row["title"] << ": " << what << " of " << seen.dump());
    REQUIRE(seen.contains(what));
    const bool denied = wanted.is_string() && wanted.get<std::string>().starts_with("!");
    if (denied)
      CHECK(seen[what] != wanted.get<std::string>().substr(1));
    else
      CHECK(seen[what] == wanted);
  }
}

json seen_in(const CaseStudyReading& reading) {
  return {{"kind", to_string(reading.kind)},
          {"customer", reading.customer && reading.customer->in_content()},
          {"partner", reading.partner && reading.partner->in_content()},
          {"anonymous", reading.anonymous_customer.answer == Answer::yes},
          {"aws", to_string(reading.aws.place)},
          {"problem", to_string(reading.problem.answer)},
          {"proposal", to_string(reading.proposal.answer)},
          {"aws_usage", to_string(reading.aws_usage.answer)},
          {"outcomes", to_string(reading.outcomes.answer)},
          {"complete", to_string(reading.complete)}};
}

json seen_in(const LandingReading& reading) {
  return {{"practice", to_string(reading.practice.answer)},
          {"solutions", to_string(reading.solutions.answer)},
          {"partnerships", to_string(reading.partnerships.answer)},
          {"references", to_string(reading.references.answer)},
          {"aws_partnership", to_string(reading.aws_partnership.answer)},
          {"ml_focus", to_string(reading.ml_focus.answer)}};
}

json seen_in(const MaterialReading& reading) {
  return {{"about_ml", to_string(reading.about_ml.answer)},
          {"by_partner", to_string(reading.by_partner.answer)},
          {"workshop", to_string(reading.workshop.answer)},
          {"vertical_use_case", to_string(reading.vertical_use_case.answer)}};
}

}  // namespace

TEST_CASE("pages in each language are read as their readers read them", "[reading]") {
  const auto folder = source_folder() / "tests/reading/stories";
  std::size_t rows = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    const json all = json::parse(read_whole_file(file.path()));
    const std::string language = all["language"];
    CAPTURE(file.path().filename().string());
    for (const json& row : all.value("stories", json::array())) {
      check(row, seen_in(read_case_study(page_of(row, language), name_of(row, "customer"),
                                         name_of(row, "partner"), lexicons())));
      ++rows;
    }
    for (const json& row : all.value("landing_pages", json::array())) {
      check(row, seen_in(read_landing_page(page_of(row, language), lexicons())));
      ++rows;
    }
    for (const json& row : all.value("materials", json::array())) {
      check(row,
            seen_in(read_material(page_of(row, language), name_of(row, "partner"), lexicons())));
      ++rows;
    }
  }
  CHECK(rows >= 40);
}
