#pragma once

#include "reading/page_view.h"
#include "verify/reading.h"

namespace verify {

struct KindReading {
  PageKind kind = PageKind::other;
  std::string reason;
  bool sure = true;  ///< false: it may be a case study all the same
};
/// `customer_headed`: the title or a heading names the customer that was asked for. `partner_acts`:
/// how many sentences tell what the partner does; under such a heading they tell a story.
KindReading read_page_kind(const PageView& view, bool customer_headed, int partner_acts = 0);

}  // namespace verify
