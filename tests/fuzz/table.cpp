#include "base/text.h"
#include "fuzz/input.h"
#include "fuzz/targets.h"
#include "verify/assessment_sheet.h"

namespace verify::fuzz {

/// Comma-separated values that are to be a self-assessment.
void table(std::string_view input) {
  const FileText text = read_table(std::string(input));
  require((text.state == FileState::read) == !text.pages.empty(), "what was read has cells");
  const std::string written = write_file_text(text);
  const auto kept = read_file_text(written);
  require(kept && write_file_text(*kept) == written, "what is kept reads back");
  std::size_t bytes = 0;
  for (const FileText::Page& page : text.pages)
    for (const FileText::Line& line : page) {
      require(is_valid_utf8(line.text) && !line.text.empty(), "cells are text");
      bytes += line.text.size();
    }
  require(bytes <= 3 * input.size(), "text is bounded by the file");
  const AssessmentSheet sheet = read_assessment_sheet(*kept);
  require(sheet.faults.size() <= 50, "faults are few");
  for (const SheetAnswer& answer : sheet.answers) {
    require(!answer.label.empty() && !answer.at.empty(), "an answer has an item and a place");
    require(!answer.met_at.empty() && !answer.response_at.empty(), "so has what it says");
    require(answer.evidence.size() == answer.evidence_at.size(), "and its evidence");
    require(!answer.met || *answer.met == "yes" || *answer.met == "no" || *answer.met == "na" ||
                *answer.met == "waived",
            "there are four answers");
  }
}

}  // namespace verify::fuzz
