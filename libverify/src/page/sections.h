#pragma once

#include <vector>

#include "page/blocks.h"
#include "verify/document.h"

namespace verify {

/// The sections of the blocks that are `kept`, in reading order.
std::vector<Section> read_sections(const Dom& dom, const PageBlocks& page,
                                   const std::vector<bool>& kept);

}  // namespace verify
