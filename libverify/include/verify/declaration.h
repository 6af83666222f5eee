#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verify/checklist.h"
#include "verify/evidence.h"
#include "verify/finding.h"

namespace verify {

/// What the applicant says about the items of a checklist: attestations and the self-assessment.
/// Pure. Whatever rests on it is the applicant's word and never `met`.

/// One answer of the self-assessment and where it stands.
struct AssessmentAnswer {
  std::optional<std::string> met;  ///< yes, no, na, waived
  std::optional<std::string> response;
  std::vector<std::string> evidence;  ///< paths or URLs as written
  std::string place;                  ///< JSON pointer, or file and cell
};

/// The self-assessment as it was submitted. Answers within the application are read; a workbook
/// beside it is a file nobody here opens, and `unread` says so.
class SelfAssessment {
 public:
  explicit SelfAssessment(const Evidence& evidence);

  bool submitted() const { return submitted_; }
  const std::string& unread() const { return unread_; }  ///< a sentence; empty: everything was read
  std::optional<AssessmentAnswer> answer(std::string_view item) const;
  std::vector<std::string> items() const;  ///< ids there is an answer for

 private:
  const Application& application_;
  bool submitted_ = false;
  std::string unread_;
};

/// A file or address that is named as evidence.
struct DeclaredFile {
  enum class State { present, empty, absent, address };
  std::string name;  ///< as written
  std::string pointer;
  State state = State::absent;
  bool usable() const { return state == State::present || state == State::address; }
};
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
Declaration declaration_of(const Evidence& evidence, std::string_view item);

/// Where the declaration contradicts itself or the files submitted.
std::vector<Reason> contradictions(const Declaration& declaration, const Date& as_of);

/// attested when declared completely, missing when not, not_met when the applicant says no,
/// needs_review on a contradiction.
Finding judge_declaration(const Declaration& declaration, const Requirement& item,
                          const Date& as_of);

/// A certificate the declaration names: its standard and until when it is valid.
struct CertificateClaim {
  enum class State { none, current, expired, undated, without_document };
  State state = State::none;
  std::optional<Date> valid_until;
  Citation citation;
};
CertificateClaim certificate_claim(const Declaration& declaration, const Certificate& certificate,
                                   const Date& as_of);
/// How a claim that is there is told: that it counts, or why it does not.
Reason certificate_reason(const CertificateClaim& claim, const Certificate& certificate);

/// Words that hold a field's place and say nothing: "TBD", "n/a", "nan", "…".
bool is_placeholder(std::string_view text);
/// What an answer really says; nothing where it is a placeholder.
std::optional<std::string> answered_text(const std::optional<std::string>& field);

}  // namespace verify
