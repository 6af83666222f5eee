#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "verify/error.h"
#include "verify/time.h"

namespace verify::daemon {

/// A word of a cadence and where it begins: characters of the whole text, from 1.
struct Word {
  std::string_view text;
  std::size_t at = 1;
};

/// The words between blanks and tabs. They point into `text`.
std::vector<Word> words_of(std::string_view text);

/// "character 9: …"
Error error_at(std::size_t at, const std::string& message);

/// "30d": a whole number above 0 and one of s, m, h, d and w; at most ten years.
Result<Duration> parse_span(const Word& word);

}  // namespace verify::daemon
