#pragma once

#include <vector>

#include "page/blocks.h"
#include "page/dom.h"

namespace verify {

/// Headings that are plain lines with a class of their own: where elements of one class are, again
/// and again, a short line with a longer text after it in the same container. By block; elements
/// that are headings by nature are not among them.
std::vector<bool> line_headings(const Dom& dom, const PageBlocks& page,
                                const std::vector<bool>& kept);

}  // namespace verify
