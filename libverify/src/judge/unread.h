#pragma once

#include <string>

#include "verify/evidence.h"
#include "verify/finding.h"

namespace verify {

/// Why a page that was asked for cannot be judged by what it says.
struct Unread {
  Verdict verdict;
  std::string code;     ///< of docs/reasons.md
  std::string because;  ///< for a programme manager; follows "could not be read: "
};

/// Requires a page that readable() gives nothing for.
Unread unread_reason(const Evidence& evidence, const Page& page);

}  // namespace verify
