#pragma once

#include <string_view>

namespace verify::fuzz {

// One function a target, each in the file of its name. It reads any bytes as its input, asks what
// it tests, and requires what is promised for every input (input.h).
// clang-format off
#define VERIFY_FUZZ_TARGETS(X) \
  X(address) X(application) X(charset) X(checklist) X(dates) X(file) X(http) X(lexicon) \
  X(page) X(report) X(robots) X(scan) X(sitemap) X(table) X(trace) X(tree) X(url) \
  X(warc)
// clang-format on

#define X(name) void name(std::string_view input);
VERIFY_FUZZ_TARGETS(X)
#undef X

}  // namespace verify::fuzz
