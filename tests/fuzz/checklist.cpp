#include "verify/checklist.h"

#include "fuzz/errors.h"
#include "fuzz/input.h"
#include "fuzz/targets.h"
#include "support/temp_folder.h"
#include "support/whole_file.h"
#include "verify/probe.h"

namespace verify::fuzz {

/// A checklist pack of one file.
void checklist(std::string_view input) {
  static const test::TempFolder folder;
  const auto file = folder.path() / "checklist.json";
  test::write_whole_file(file, input);
  const auto parsed = load_checklist(file);
  if (!parsed) return require_errors(parsed.error(), input);
  require(!parsed->requirements.empty(), "a pack asks for something");
  require(parsed->sha256.size() == 64, "a report says what it was judged by");
  for (const Requirement& requirement : parsed->requirements) {
    require(parsed->find(requirement.id) == &requirement, "ids are not given twice");
    require(requirement.probe.empty() || find_probe(requirement.probe) != nullptr,
            "a probe answers each requirement");
  }
}

}  // namespace verify::fuzz
