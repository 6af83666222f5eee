#pragma once

#include <cstddef>

namespace verify {

/// How many files and sockets this process may open beside what a program has open anyway, at
/// least 2. The connections of a fetcher and the evidence of open crawls share them.
std::size_t spare_files();

}  // namespace verify
