#pragma once

#include <vector>

#include "page/dom.h"
#include "verify/document.h"

namespace verify {

class HidingRules;

/// The http(s) links of a page in document order, each with where it stands and whether a visitor
/// can reach it. What a closed accordion, tab or menu holds can be reached; what is styled away is
/// not. `rules` are those of `dom`.
struct PageLinks {
  std::vector<PageLink> links;
  bool cut = false;  ///< there are more than are kept (LinkResolver)
};
PageLinks page_links(const Dom& dom, const HidingRules& rules, const Url& base);

}  // namespace verify
