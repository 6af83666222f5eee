// What the pack asks of an answer beyond its being there.
#include <nlohmann/json.hpp>

#include "support/evidence_builder.h"
#include "support/item_question.h"
#include "verify/report.h"

using namespace verify;
using namespace verify::test;

namespace {

Finding judged(const std::string& item, const std::string& response, bool document = false) {
  nlohmann::json answer = {{"met", "yes"}, {"response", response}};
  if (document) answer["evidence"] = {"d.md"};
  const auto reference = [](const std::string& name) {
    return nlohmann::json{{"customer", {{"name", name}}}};
  };
  const nlohmann::json application = {
      {"partner", {{"name", "P"}, {"home_page", "https://p.example/"}}},
      {"references",
       {reference("Acme Foods"), reference("Blue Line GmbH"), reference("Corran Ferries")}},
      {"self_assessment", {{"items", {{item, answer}}}}}};
  return ask_item(item, EvidenceBuilder(application.dump()).file("d.md", "Words.").build());
}

}  // namespace

TEST_CASE("documents, references, topics and dates an answer must give", "[probes]") {
  struct Row {
    std::string item, response;
    bool document;
    std::string verdict, code;
  };
  const std::vector<Row> rows = {
      {"C2.16", "Runbooks.", false, "missing", "document-missing"},
      {"C2.16", "Runbooks.", true, "attested", "answered"},
      {"C5.1", "Acme Foods: spot. Blue Line: functions.", false, "attested",
       "references-discussed"},
      {"C5.1", "Acme Foods: spot, and again ACME foods.", false, "missing",
       "references-not-discussed"},
      {"C5.1", "Spot and functions.", false, "missing", "references-not-discussed"},
      {"C2.9", "A workshop for Corran Ferries.", false, "attested", "references-discussed"},
      {"C2.9", "A workshop for another customer.", false, "needs_review",
       "references-not-recognised"},
      {"C2.14", "Acme Foods: an LSTM.", false, "attested", "topics-named"},
      {"C2.14", "Acme Foods: statistics.", false, "needs_review", "topics-not-named"},
      {"C2.19", "Planned campaigns and unplanned surges.", false, "attested", "topics-named"},
      {"C2.19", "Planned campaigns.", false, "needs_review", "topics-not-named"},
      {"C2.5", "Tested on 2026-02-11.", true, "attested", "date-recent"},
      {"C2.5", "Tested on 2025-03-01.", true, "attested", "date-recent"},
      {"C2.5", "Tested on 2025-02-28.", true, "not_met", "date-too-old"},
      {"C2.5", "Tested on 2026-03-02.", true, "needs_review", "date-later"},
      {"C2.5", "Tested often.", true, "missing", "date-missing"},
      {"C2.5", "Tested on 2026-02-11.", false, "missing", "document-missing"},
      {"C3.7", "ISO 27001, valid until 2026-12-31.", true, "attested", "certificate-current"},
      {"C3.7", "ISO 27001, valid until 2026-02-28.", true, "attested", "answered"},
      {"C3.7", "ISO 27001, valid until 2026-12-31.", false, "missing",
       "certificate-without-document"},
      {"C1.3", "nan", false, "missing", "answer-without-evidence"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.item, row.response, row.document);
    const Finding finding = judged(row.item, row.response, row.document);
    CHECK(to_string(finding.verdict) == row.verdict);
    CHECK(has_code(finding, row.code));
  }
}

TEST_CASE("what lapses says when", "[probes]") {
  CHECK(judged("C2.5", "Tested on 2026-02-11.", true).valid_until == parse_date("2027-02-11"));
  CHECK(judged("C3.7", "ISO 27001, valid until 2026-12-31.", true).valid_until ==
        parse_date("2026-12-31"));
}

TEST_CASE("what is missing can be told in the advice", "[probes]") {
  const Finding one = judged("C5.1", "Acme Foods: spot.");
  CHECK(one.reasons.front().details.at("found") == "Acme Foods");
  CHECK(one.reasons.front().details.at("needed") == "2");
  CHECK(judged("C2.19", "Planned.").reasons.front().details.at("missing") == "unplanned events");
}
