#pragma once

#include "reading/page_view.h"
#include "verify/reading.h"

namespace verify {

/// The four parts of a case study, each with the passage it rests on.
struct StorySections {
  Claim problem, proposal, aws_usage, outcomes;
};
StorySections read_sections(const PageView& view);

/// What the kind of page rests on: the parts a heading of their own announces.
int headed_sections(const PageView& view);

}  // namespace verify
