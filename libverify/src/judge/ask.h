#pragma once

#include "verify/probe.h"

namespace verify {

/// Asks the probe of an item behind a fence: what breaks in it costs its own item only, and a claim
/// without a citation is not believed. The item must have a probe.
Finding ask_probe(const Evidence& evidence, const Params& params);

/// What the probe of an item wishes for, behind the same fence: one that breaks wishes for nothing.
std::vector<Wish> ask_wishes(const Evidence& evidence, const Params& params);

/// What an item is asked with.
Params params_of(const Requirement& item, const Checklist& checklist, PageReader& reader,
                 ReportDay& day, const WaiverGate* gate = nullptr);

}  // namespace verify
