#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace verify::daemon {

/// Pairs of equal lines (position before, position after), rising in both: what a diff leaves
/// alone. Lines are given as numbers that are equal where the lines are, from 0 and below the
/// number of lines of both. Patience diff: lines that occur once in both texts are matched first,
/// then what lies between them. O(n log n), unlike the shortest edit script (Myers; Debian's
/// libdtl), which takes the product of the lengths on texts that have nothing in common.
std::vector<std::pair<std::size_t, std::size_t>> matching_lines(
    std::span<const std::uint32_t> before, std::span<const std::uint32_t> after);

}  // namespace verify::daemon
