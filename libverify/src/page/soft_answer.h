#pragma once

#include <string>

#include "page/dom.h"
#include "verify/document.h"

namespace verify {

struct SoftAnswerFinding {
  SoftAnswer answer = SoftAnswer::none;
  std::string reason;  ///< the signs that agreed
};

/// What a page of status 200 is instead of content. A phrase alone never decides: each answer needs
/// several signs that agree. `document` is read as far as text, links and metadata.
SoftAnswerFinding find_soft_answer(const Dom& dom, const Document& document);

}  // namespace verify
