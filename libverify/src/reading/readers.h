#pragma once

#include "reading/names.h"
#include "reading/page_view.h"
#include "verify/reading.h"

namespace verify {

/// The readers of verify/reading.h, over a page that was prepared for them.
CaseStudyReading read_case_study(const PageView& view, NameSearch& search, const Name& customer,
                                 const Name& partner);
LandingReading read_landing_page(const PageView& view);
MaterialReading read_material(const PageView& view, NameSearch& search, const Name& partner);

}  // namespace verify
