#pragma once

#include <expected>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "verify/checklist.h"
#include "verify/error.h"
#include "verify/lexicon.h"

namespace verify::daemon {

/// What runs are judged by. Immutable; a reload makes another one.
struct Rules {
  std::map<std::string, Checklist> checklists;  ///< by id
  Lexicons lexicons;
};

/// Every pack of `folder`/checklists and the words of `folder`/lexicons. A pack that is wrong is an
/// error, whether or not anybody uses it.
std::expected<Rules, std::vector<Error>> load_rules(const std::filesystem::path& folder);

}  // namespace verify::daemon
