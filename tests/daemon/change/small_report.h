#pragma once

#include "daemon/change/change.h"

namespace verify::test {

inline constexpr const char* kItem = "P3.2";

/// A report on one requirement with one reason and what it cites.
inline Report small_report(Verdict verdict, std::string_view as_of = "2026-03-01",
                           std::vector<EvidenceItem> cited = {}) {
  Report report;
  report.checklist = "sample";
  report.checklist_sha256 = std::string(64, '1');
  report.as_of = parse_date(as_of).value();
  RequirementResult result{.id = kItem, .verdict = verdict};
  result.reasons = {{.code = "code-of-" + std::string(to_string(verdict)),
                     .text = "It is " + std::string(to_string(verdict)) + ".",
                     .citations = {},
                     .path = {}}};
  for (EvidenceItem& item : cited) {
    item.id = "e" + std::to_string(report.evidence.size() + 1);
    result.reasons[0].citations.push_back(item.id);
    report.evidence.push_back(std::move(item));
  }
  report.requirements.push_back(std::move(result));
  return report;
}

inline EvidenceItem cited_page(const std::string& url, const std::string& quote,
                               const std::string& sha256 = std::string(64, 'a')) {
  return {.url = url, .final_url = url, .status = "ok", .sha256 = sha256, .quote = quote};
}

inline EvidenceItem cited_answer(const std::string& pointer, const std::string& quote) {
  return {.url = "application.json#" + pointer, .status = "submitted", .quote = quote};
}

}  // namespace verify::test
