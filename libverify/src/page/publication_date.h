#pragma once

#include <string_view>

#include "page/dom.h"
#include "verify/document.h"

namespace verify {

/// What the dates of a page are read with: its address, and its language for month names and the
/// order of day and month.
struct DateContext {
  const Url& url;
  std::string_view language;  ///< primary subtag, empty when unknown
};

/// When a page was published: every candidate with its source and place, and the winner of their
/// vote. Reads the page and nothing else: no clock, no network. A modified date answers `date` only
/// where nothing speaks of publication, and then with low confidence. Linear in the page's size.
PublicationDate find_publication_date(const Dom& dom, const DateContext& context);

}  // namespace verify
