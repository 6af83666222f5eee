#pragma once

#include "reading/names.h"
#include "reading/page_view.h"
#include "verify/reading.h"

namespace verify {

/// The four parts of a case study, each with the passage it rests on.
struct StorySections {
  Claim problem, proposal, aws_usage, outcomes;
};
StorySections read_sections(const PageView& view, const NameMatcher& partner);

/// How many sentences tell what the partner does.
int acts_of(const PageView& view, const NameMatcher& partner);

/// Whether a sentence that names the partner tells of the work: with a verb of making or using, a
/// service or an outcome.
bool works_of(const PageView& view, const NameMatcher& partner);

/// What the kind of page rests on: the parts a heading of their own announces.
int headed_sections(const PageView& view);

}  // namespace verify
