#pragma once

#include "page/dom.h"

namespace verify {

/// The heading that is the page's title: the longest one <title> repeats, else the first h1; kNone
/// when there is neither. Many sites have their logo in the h1 and the title in an h2.
Dom::Index title_heading(const Dom& dom);

}  // namespace verify
