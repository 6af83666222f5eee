#include "verify/application.h"

#include <set>

#include "base/text.h"
#include "fuzz/errors.h"
#include "fuzz/input.h"
#include "fuzz/targets.h"

namespace verify::fuzz {

/// What an applicant submits.
void application(std::string_view input) {
  const Exact json(input);
  const auto parsed = parse_application(json, "application.json");
  if (!parsed) return require_errors(parsed.error(), json);
  require(!parsed->partner.name.official.empty(), "a partner has a name");
  require(parsed->source == json.view(), "the text is kept as it was submitted");
  const std::vector<std::string> files = parsed->files();
  require(std::set(files.begin(), files.end()).size() == files.size(), "a file is named once");
  for (const auto& reference : parsed->references)
    require(!reference.started || reference.started->ok(), "a day exists");
}

}  // namespace verify::fuzz
