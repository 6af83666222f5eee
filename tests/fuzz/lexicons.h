#pragma once

#include "verify/checklist.h"
#include "verify/lexicon.h"

namespace verify::fuzz {

/// What the program ships with, loaded once.
const Lexicons& bundled_lexicons();
const Checklist& bundled_checklist();

}  // namespace verify::fuzz
