#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "verify/report.h"

namespace verify {

/// The words the reports for people share. Plain text, not escaped; scraped parts made safe.

inline constexpr Verdict kAllVerdicts[] = {
    Verdict::met,      Verdict::not_met, Verdict::needs_review, Verdict::blocked,
    Verdict::attested, Verdict::missing, Verdict::waived,       Verdict::not_applicable};

std::string_view label(Verdict verdict);    ///< "Not met"
std::string_view meaning(Verdict verdict);  ///< what the word says, in one line
std::string_view label(Outcome outcome);    ///< "Not ready"
/// What the outcome rests on: "2 requirements are not met, 1 is missing from the application."
std::string outcome_sentence(const Report& report);
/// That checklist items do not change the outcome, and how they stand; empty where there are none
/// beside prerequisites.
std::string scope_sentence(const Report& report);

int count_of(const std::map<Verdict, int>& summary, Verdict verdict);
const std::map<Verdict, int>& counts_of(const Report& report, Group group);
/// Whether something is left to do: not met, missing, under review or blocked.
bool is_open(Verdict verdict);
std::string_view label(Group group);  ///< "Prerequisites"

/// The items of one section that follow one another, as reports show them.
struct SectionPart {
  const ChecklistSection* section = nullptr;  ///< null where the report names no sections
  Group group = Group::prerequisite;
  std::vector<const RequirementResult*> results;
};
std::vector<SectionPart> section_parts(const Report& report);
/// "3 attested, 1 missing"
std::string verdict_counts(const std::map<Verdict, int>& counts);
std::string verdict_counts(const SectionPart& part);
/// "1 page", "2 pages".
std::string counted(std::size_t count, std::string_view one, std::string_view many);
std::string human_bytes(std::uint64_t bytes);      ///< "3.4 MB"
std::string human_seconds(double seconds);         ///< "21 s", "3 min 20 s"
std::string human_time(std::string_view rfc3339);  ///< "2026-03-01 09:00 UTC"
std::string human_time(Instant instant);
/// "the crawl ended because every page the checks asked for had been seen"
std::string crawl_end(std::string_view ended);
/// "read", "refused by robots.txt", "declared by the applicant" …
std::string status_words(std::string_view status);
/// Where a link stands: "menu", "page", "footer".
std::string region_words(std::string_view region);
/// Where and how it was seen: "heading: The outcome; 2026-03-01 09:00 UTC". May be empty.
std::string citation_note(const EvidenceItem& item);
/// Whether a click path starts at the home page.
bool starts_at_home(const Report& report, const ReportClick& click);

/// Finds what a reason cites.
class EvidenceIndex {
 public:
  explicit EvidenceIndex(const Report& report);
  const EvidenceItem* find(const std::string& id) const;  ///< null for an unknown id

 private:
  std::unordered_map<std::string_view, const EvidenceItem*> by_id_;
};

}  // namespace verify
