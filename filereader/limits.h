#pragma once

#include <cstddef>

namespace verify::filereader {

/// What one file may cost. Computing time is counted by the machine, so a slow or busy one takes
/// longer and not less.
inline constexpr long kComputingMilliseconds = 1800;
inline constexpr unsigned long kAddressSpace = 512ul << 20;
inline constexpr unsigned long kData = 96ul << 20;  ///< heap and other memory of its own
inline constexpr int kMaxPages = 500;               ///< or slides
inline constexpr std::size_t kMaxCells = 5000;

/// Takes from this process what a reader of files needs not: writing to files, core dumps, other
/// processes, more rights, and memory and time over the limits. False when something of it failed.
bool limit_process();
/// No more files, connections or libraries from here on. For when all libraries are loaded.
bool close_the_door();

}  // namespace verify::filereader
