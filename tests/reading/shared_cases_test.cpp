// The labelled real pages, with floors a little under what is reached, so that a change that reads
// them worse is noticed. The figures themselves come from the shared scorer.
#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

#include "reading/page.h"
#include "support/shared_pages.h"
#include "verify/reading.h"

using namespace verify;
using namespace verify::test;

namespace {

struct Score {
  int true_yes = 0, false_yes = 0, missed = 0;
  void add(const std::string& label, Answer answer) {
    if (label != "yes" && label != "no") return;
    true_yes += label == "yes" && answer == Answer::yes;
    false_yes += label == "no" && answer == Answer::yes;
    missed += label == "yes" && answer != Answer::yes;
  }
  double f1() const { return 2.0 * true_yes / std::max(1, 2 * true_yes + false_yes + missed); }
};

std::filesystem::path manifest_of_cases() {
  for (const auto& file : SharedPages::files()) {
    const auto manifest = file.parent_path().parent_path() / "manifest.jsonl";
    if (file.string().find("case-studies") != std::string::npos &&
        std::filesystem::exists(manifest))
      return manifest;
  }
  return {};
}

Name name_of(const nlohmann::json& value) {
  return {.official = value.is_string() ? value.get<std::string>() : ""};
}

/// Whether the reader of the labels could not tell either.
bool is_unsure(const nlohmann::json& row) {
  return row["problem"] == "unclear" || row["proposal"] == "unclear" ||
         row["aws_usage"] == "unclear" || row["outcomes"] == "unclear";
}

bool is_complete(const nlohmann::json& row) {
  const bool named = row["customer"].is_string() && row["partner"].is_string();
  return named && row["kind"] == "case_study" && row["aws_scope"] == "body" &&
         row["problem"] == "yes" && row["proposal"] == "yes" && row["aws_usage"] == "yes" &&
         row["outcomes"] == "yes";
}

}  // namespace

TEST_CASE("labelled real pages are read as a person read them", "[reading]") {
  const auto manifest = manifest_of_cases();
  if (manifest.empty()) return;
  Score problem, proposal, aws_usage, outcomes;
  int false_met = 0;
  std::ifstream lines(manifest);
  for (std::string line; std::getline(lines, line);) {
    const auto row = nlohmann::json::parse(line);
    if (!row["score_sections"]) continue;
    const Document document = read_document(
        SharedPages::read(manifest.parent_path() / row["file"].get<std::string>()),
        {.url = *Url::parse("https://page.invalid/"), .default_language = row["lang"]});
    const auto reading =
        read_case_study(document, name_of(row["customer"]), name_of(row["partner"]), lexicons());
    problem.add(row["problem"], reading.problem.answer);
    proposal.add(row["proposal"], reading.proposal.answer);
    aws_usage.add(row["aws_usage"], reading.aws_usage.answer);
    outcomes.add(row["outcomes"], reading.outcomes.answer);
    false_met += reading.complete == Answer::yes && !is_unsure(row) && !is_complete(row);
  }
  CHECK(problem.f1() >= 0.95);
  CHECK(proposal.f1() >= 0.97);
  CHECK(aws_usage.f1() >= 0.90);
  CHECK(outcomes.f1() >= 0.97);
  CHECK(false_met == 0);
}
