// What counts as a declaration, and what contradicts itself.
#include "verify/declaration.h"

#include <nlohmann/json.hpp>

#include "support/evidence_builder.h"
#include "support/probe_question.h"

using namespace verify;
using namespace verify::test;

namespace {

Requirement plain_item(std::string id = "X1") {
  return {.id = std::move(id), .printed = "1", .title = "Item", .group = Group::checklist};
}

ReportDay& some_day() {
  static thread_local ReportDay day(parse_date("2026-03-01").value());
  return day;
}

// "attestation" and "answer" of X1, with the files a.md (full) and empty.md.
Finding judged(const std::string& attestation, const std::string& answer) {
  std::string json = R"({"partner": {"name": "P", "home_page": "https://p.example/"})";
  if (!attestation.empty()) json += R"(, "attestations": {"X1": )" + attestation + "}";
  if (!answer.empty()) json += R"(, "self_assessment": {"items": {"X1": )" + answer + "}}";
  const Evidence evidence =
      EvidenceBuilder(json + "}").file("a.md", "Words.").file("empty.md", "").build();
  return judge_declaration(declaration_of(evidence, plain_item()), plain_item(), some_day());
}

constexpr const char* kAttested = R"({"by": "N", "on": "2026-01-02", "statement": "We do."})";

}  // namespace

TEST_CASE("a declaration is complete, incomplete, contradictory or a no", "[judge]") {
  struct Row {
    std::string attestation, answer;
    std::string verdict, code;
  };
  const std::vector<Row> rows = {
      {"", "", "missing", "not-declared"},
      {kAttested, "", "attested", "attested"},
      {"", R"({"met": "yes", "response": "So."})", "attested", "answered"},
      {"", R"({"met": "yes", "evidence": ["a.md"]})", "attested", "answered"},
      {"", R"({"met": "yes", "evidence": ["https://p.example/x"]})", "attested", "answered"},
      {"", R"({"met": "yes"})", "missing", "answer-without-evidence"},
      {"", R"({"met": "yes", "response": "nan"})", "missing", "answer-without-evidence"},
      {"", R"({"met": "yes", "response": "TBD"})", "missing", "answer-without-evidence"},
      {"", R"({"met": "yes", "response": "TODO: say how"})", "missing", "answer-without-evidence"},
      {"", R"({"met": "yes", "response": "Todo: el proceso se revisa cada mes."})", "attested",
       "answered"},
      {"", R"({"met": "yes", "response": "Todo lists are kept per project: one each."})",
       "attested", "answered"},
      {"", R"({"met": null, "response": "So."})", "missing", "not-declared"},
      {"", R"({"met": "no", "response": "Not yet."})", "not_met", "denied"},
      {"", R"({"met": "na", "response": "No devices."})", "needs_review", "not-applicable-refused"},
      {R"({"by": "N", "statement": "We do."})", "", "missing", "attestation-incomplete"},
      {R"({"by": "N", "on": "2026-01-02", "statement": "..."})", "", "missing",
       "attestation-incomplete"},
      {R"({"by": "N", "on": "2026-01-02", "statement": "No."})", "", "not_met", "denied"},
      {R"({"by": "N", "on": "2026-01-02", "statement": "Not yet"})", "", "not_met", "denied"},
      {R"({"by": "N", "on": "2026-01-02", "statement": "No, root is never used."})", "",
       "needs_review", "statement-unclear"},
      {R"({"by": "N", "on": "2026-01-02", "statement": "No account is used as root."})", "",
       "attested", "attested"},
      {R"({"by": "N", "on": "2026-01-02", "statement": "Not only we do so."})", "", "attested",
       "attested"},
      {R"({"by": "N", "on": "2026-01-02", "statement": "Nothing is left open."})", "", "attested",
       "attested"},
      {R"({"by": "N", "on": "2026-03-02", "statement": "We do."})", "", "needs_review",
       "attestation-later"},
      {kAttested, R"({"met": "no"})", "needs_review", "answers-differ"},
      {R"({"by": "N", "on": "2026-01-02", "statement": "No."})",
       R"({"met": "yes", "response": "So."})", "needs_review", "answers-differ"},
      {kAttested, R"({"met": "yes"})", "attested", "attested"},
      {"", R"({"met": "yes", "response": "So.", "evidence": ["gone.md"]})", "needs_review",
       "evidence-not-submitted"},
      {"", R"({"met": "yes", "evidence": ["gone.md"]})", "missing", "evidence-not-submitted"},
      {"", R"({"met": "yes", "response": "So.", "evidence": ["a.md", "empty.md"]})", "needs_review",
       "evidence-empty"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.attestation, row.answer);
    const Finding finding = judged(row.attestation, row.answer);
    CHECK(to_string(finding.verdict) == row.verdict);
    CHECK(finding.reasons.front().code == row.code);
  }
}

TEST_CASE("a workbook that is not opened is for a person, not a gap", "[judge]") {
  const Evidence evidence =
      EvidenceBuilder(
          R"({"partner": {"name": "P", "home_page": "https://p.example/"}, "self_assessment": "sa.xlsx"})")
          .file("sa.xlsx", "PK")
          .build();
  const Finding finding =
      judge_declaration(declaration_of(evidence, plain_item()), plain_item(), some_day());
  CHECK(finding.verdict == Verdict::needs_review);
  CHECK(finding.reasons.front().code == "self-assessment-unread");
}

TEST_CASE("ids are escaped in pointers", "[judge]") {
  CHECK(pointer_token("a/b~c") == "a~1b~0c");
  const Evidence evidence =
      EvidenceBuilder(
          R"({"partner": {"name": "P", "home_page": "https://p.example/"}, "self_assessment": {"items": {"a/b": {"met": "no"}}}})")
          .build();
  const Finding finding =
      judge_declaration(declaration_of(evidence, plain_item("a/b")), plain_item(), some_day());
  CHECK(finding.reasons.front().citations.front().pointer == "/self_assessment/items/a~1b/met");
}

TEST_CASE("a certificate counts with its standard, its last day and the document", "[judge]") {
  struct Row {
    std::string response;
    bool document;
    std::string standard;
    CertificateClaim::State state;
    std::string until;
  };
  using State = CertificateClaim::State;
  const std::vector<Row> rows = {
      {"ISO 27001, valid until 2027-03-31", true, "ISO 27001", State::current, "2027-03-31"},
      {"ISO/IEC 27001:2022 valid until 2026-03-01.", true, "ISO 27001", State::current,
       "2026-03-01"},
      {"Our ISO27001 certificate expires on 2026-02-28", true, "ISO 27001", State::expired,
       "2026-02-28"},
      {"ISO 27001, valid until 2027-03-31", false, "ISO 27001", State::without_document,
       "2027-03-31"},
      {"ISO 27001 certified since 2020-01-01", true, "ISO 27001", State::undated, ""},
      {"ISO 27001 of 2021-05-01, valid until 2024-04-30; renewed, valid until 2027-04-30", true,
       "ISO 27001", State::current, "2027-04-30"},
      {"ISO 9001, valid until 2027-03-31", true, "ISO 27001", State::none, ""},
      {"ISO 27001, gültig bis 2027-03-31", true, "ISO 27001", State::current, "2027-03-31"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.response, row.document);
    nlohmann::json answer = {{"met", "yes"}, {"response", row.response}};
    if (row.document) answer["evidence"] = {"c.pdf"};
    const nlohmann::json application = {
        {"partner", {{"name", "P"}, {"home_page", "https://p.example/"}}},
        {"self_assessment", {{"items", {{"X1", answer}}}}}};
    const Evidence evidence = EvidenceBuilder(application.dump()).file("c.pdf", "%PDF").build();
    const CertificateClaim claim =
        certificate_claim(declaration_of(evidence, plain_item()),
                          {row.standard, Certificate::Use::evidence}, some_day());
    CHECK(claim.state == row.state);
    CHECK((claim.valid_until ? to_string(*claim.valid_until) : "") == row.until);
  }
}
