#pragma once

#include <string_view>

#include "page/dom.h"
#include "verify/document.h"

namespace verify {

/// What the dates of a page are read with: its address, and its language for the order of day and
/// month.
struct DateContext {
  const Url& url;
  std::string_view language;  ///< primary subtag, empty when unknown
};

PublicationDate find_publication_date(const Dom& dom, const DateContext& context);

}  // namespace verify
