#pragma once

#include "reading/page_view.h"
#include "verify/reading.h"

namespace verify {

struct KindReading {
  PageKind kind = PageKind::other;
  std::string reason;
  bool sure = true;  ///< false: it may be a case study all the same
};
/// What is known of the names that were asked for.
struct NamesOnPage {
  bool customer = false;         ///< in the page's own content
  bool customer_headed = false;  ///< in its title or a heading
  /// How many sentences tell what the partner does; under such a heading they tell a story.
  int partner_acts = 0;
};
KindReading read_page_kind(const PageView& view, const NamesOnPage& names);

}  // namespace verify
