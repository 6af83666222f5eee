#pragma once

#include "support/places.h"
#include "support/probe_question.h"
#include "verify/checklist.h"

namespace verify::test {

/// Asks the probe of one item of a bundled pack, as a judgement does, without what is decided
/// before it.
inline Finding ask_item(std::string_view id, const Evidence& evidence,
                        std::string_view as_of = "2026-03-01",
                        std::string_view pack = "aws-ml-consulting-3.0") {
  const Checklist checklist = load_checklist(source_folder() / "config/checklists" / pack).value();
  const Requirement& item = *checklist.find(id);
  PageReader reader(bundled_lexicons());
  ReportDay day(parse_date(as_of).value());
  const Params params{day, reader, item.params, &item, &checklist};
  return find_probe(item.probe)->evaluate(evidence, params);
}

}  // namespace verify::test
