#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verify/assessment_sheet.h"
#include "verify/checklist.h"
#include "verify/evidence.h"
#include "verify/finding.h"
#include "verify/report_day.h"

namespace verify {

/// What the applicant says about the items of a checklist: attestations and the self-assessment.
/// Pure. Whatever rests on it is the applicant's word and never `met`.

/// One answer of the self-assessment and where it stands.
struct AssessmentAnswer {
  std::optional<std::string> met;  ///< yes, no, na, waived
  std::optional<std::string> response;
  std::vector<std::string> evidence;  ///< paths or URLs as written
  /// Without a quote: a pointer into the application, and the cell where it is in a file.
  Citation at, met_at, response_at;
  std::vector<Citation> evidence_at;  ///< one for each of `evidence`
  /// Where rows that answer the same item contradict each other.
  std::vector<Citation> differs;
};

/// The self-assessment as it was submitted: in the application, or in a workbook or comma-separated
/// values beside it, whose text is in the evidence. `unread` says why a file could not be read.
class SelfAssessment {
 public:
  explicit SelfAssessment(const Evidence& evidence);

  bool submitted() const { return submitted_; }
  bool in_file() const { return sheet_ != nullptr; }
  const std::string& unread() const { return unread_; }  ///< a sentence; empty: everything was read
  std::optional<AssessmentAnswer> answer(const Requirement& item) const;
  /// What answers no item of the checklist, so that it would be lost without a word.
  struct Stray {
    std::string label;
    Citation at;
  };
  std::vector<Stray> strays(const Checklist& checklist) const;
  /// What stands in cells of a file and could not be read as an answer.
  std::vector<Reason> faults() const;

 private:
  Citation cell(const std::string& at) const;

  const Application& application_;
  std::shared_ptr<const AssessmentSheet> sheet_;  // null: within the application
  bool submitted_ = false;
  std::string unread_;
};

/// A file or address that is named as evidence.
struct DeclaredFile {
  enum class State { present, empty, absent, address };
  std::string name;  ///< as written
  Citation at;       ///< where it is named, without a quote
  State state = State::absent;
  bool usable() const { return state == State::present || state == State::address; }
  Citation cite() const;
};
DeclaredFile declared_file(const Evidence& evidence, const std::string& name, Citation at);
DeclaredFile declared_file(const Evidence& evidence, const std::string& name, std::string pointer);

/// All that is said about one item.
struct Declaration {
  const Application::Attestation* attestation = nullptr;
  std::string attestation_pointer;
  std::optional<AssessmentAnswer> answer;
  std::vector<DeclaredFile> files;
  std::string unread;  ///< why there may be more than was read

  bool attested() const;  ///< by somebody, on a day, in words that are no refusal
  bool denied() const;    ///< the attestation's own words are a refusal
  bool answered(std::string_view word) const { return answer && answer->met == word; }
  bool has_document() const;
  /// Statement and response, one a line; what stands for an answer not given is left out.
  std::string text() const;
  /// Cites the words that were found, where they stand.
  Citation cite(std::string quote) const;
};
Declaration declaration_of(const Evidence& evidence, const Requirement& item);

/// Where the declaration contradicts itself or the files submitted.
std::vector<Reason> contradictions(const Declaration& declaration, ReportDay& day);

/// attested when declared completely, missing when not, not_met when the applicant says no,
/// needs_review on a contradiction.
Finding judge_declaration(const Declaration& declaration, const Requirement& item, ReportDay& day);

/// A certificate the declaration names: its standard and until when it is valid.
struct CertificateClaim {
  enum class State { none, current, expired, undated, without_document };
  State state = State::none;
  std::optional<Date> valid_until;
  Citation citation;
};
CertificateClaim certificate_claim(const Declaration& declaration, const Certificate& certificate,
                                   ReportDay& day);
/// How a claim that is there is told: that it counts, or why it does not.
Reason certificate_reason(const CertificateClaim& claim, const Certificate& certificate);

/// Words that hold a field's place and say nothing: "TBD", "n/a", "nan", "…".
bool is_placeholder(std::string_view text);
/// What an answer really says; nothing where it is a placeholder.
std::optional<std::string> answered_text(const std::optional<std::string>& field);

}  // namespace verify
