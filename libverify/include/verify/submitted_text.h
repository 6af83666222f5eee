#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "verify/declaration.h"
#include "verify/evidence.h"
#include "verify/finding.h"
#include "verify/topics.h"

namespace verify {

/// What stands in the files that are named as evidence, as far as they are of a kind that is read
/// and were submitted. Pure; the evidence must outlive it. Each citation names the file, the page,
/// slide or cell, and the words. It rests on what the applicant submitted and is never `met`.
class SubmittedText {
 public:
  SubmittedText(const Evidence& evidence, const std::vector<DeclaredFile>& files);
  ~SubmittedText();

  /// Whether there is text of at least one file.
  bool any() const;
  /// One for each file that is of a kind that is read and could not be.
  const std::vector<Reason>& unread() const;

  /// The first place that speaks of the topic, in the order of files and pages.
  std::optional<Citation> find(const Topic& topic) const;
  /// The first place that names somebody.
  std::optional<Citation> find(const Name& name) const;
  /// The dates that follow one of the topic's phrases in the same sentence.
  struct CitedDate {
    Date date;
    Citation citation;
  };
  std::vector<CitedDate> dates(const Topic& topic) const;

  /// How many different pages, slides or cells the citations of this object stand on.
  static std::size_t places(const std::vector<Citation>& citations);
  /// Whether a notebook has cells of code at all.
  bool has_code() const;

 private:
  struct Part;
  std::vector<Part> parts_;
  std::vector<Reason> unread_;
};

}  // namespace verify
