#pragma once

#include <string>

#include "verify/checklist.h"
#include "verify/finding.h"

namespace verify {

/// What an applicant should do about a finding, in the pack's words filled with what was found;
/// empty when there is nothing to do. An item's own advice goes before the pack's, advice for the
/// decisive reason's code before the general one; one that cannot be filled is passed over. What
/// helps a page that could not be read is known without the pack (page_advice), goes before the
/// general advice, and is told of every such page, each once.
std::string advice_for(const Checklist& checklist, const Requirement& item, const Finding& finding);

}  // namespace verify
