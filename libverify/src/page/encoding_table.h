#pragma once

#include <string_view>

namespace verify {

/// One encoding of the Encoding Standard (https://encoding.spec.whatwg.org/#names-and-labels).
struct Encoding {
  std::string_view name;    ///< in lower case
  const char* converter;    ///< ICU's name for the nearest of its converters; empty: none
  std::string_view labels;  ///< separated by spaces; the name itself is always one
};

/// The encoding a label stands for ("get an encoding"): trimmed, case-insensitive; null when it is
/// none.
const Encoding* encoding_for_label(std::string_view label);

}  // namespace verify
