#pragma once

#include <vector>

#include "verify/probe.h"
#include "verify/standing.h"

namespace verify {

/// The finding of an item that has a probe: its standing first, then the probe's answer, with what
/// the standing has to say beside it. `params` must hold item, checklist and gate.
Finding judge_item(const Evidence& evidence, const Params& params);

/// The finding of an item that is answered by its parts: the weakest decides. `findings` are those
/// of all requirements, in their order.
Finding roll_up(const Checklist& checklist, const Requirement& item,
                const std::vector<Finding>& findings);

}  // namespace verify
