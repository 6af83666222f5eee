#include "fuzz/errors.h"

#include <algorithm>

#include "base/json_border.h"
#include "base/text.h"
#include "fuzz/input.h"

namespace verify::fuzz {

void require_errors(const std::vector<Error>& errors, std::string_view text) {
  require(!errors.empty() && errors.size() <= JsonBorder::kMaxErrors, "a refusal has its reasons");
  const auto lines = 1 + std::count(text.begin(), text.end(), '\n');
  for (const Error& error : errors) {
    require(!error.message.empty() && is_valid_utf8(error.describe()), "an error is a sentence");
    require(error.line >= 0 && error.line <= lines, "an error stands on a line of the text");
    require(error.pointer.empty() || error.pointer.starts_with('/'), "a pointer is one");
  }
}

}  // namespace verify::fuzz
