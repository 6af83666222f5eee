#pragma once

#include <string>
#include <vector>

#include "page/dom.h"
#include "verify/document.h"
#include "verify/page_facts.h"

namespace verify {

/// The tree of a page's body, for readers that want more than one thing of it.
Dom parse_page(std::string bytes, const ReadOptions& options);

/// What read_document() and read_page_facts() of the body say.
Document read_document(const Dom& dom, const ReadOptions& options);
std::vector<PageFact> read_page_facts(const Dom& dom, const ReadOptions& options);

}  // namespace verify
