#include "daemon/base/rules.h"

namespace verify::daemon {
namespace fs = std::filesystem;

std::expected<Rules, std::vector<Error>> load_rules(const fs::path& folder) {
  auto lexicons = Lexicons::load(folder / "lexicons");
  if (!lexicons) return std::unexpected(std::vector{lexicons.error()});
  Rules rules{{}, *std::move(lexicons)};
  std::vector<Error> errors;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder / "checklists", failed)) {
    if (!entry.is_directory()) continue;
    auto pack = load_checklist(entry.path());
    if (pack)
      rules.checklists.emplace(pack->id, *std::move(pack));
    else
      errors.insert(errors.end(), pack.error().begin(), pack.error().end());
  }
  if (failed || (rules.checklists.empty() && errors.empty()))
    errors.push_back(
        {Error::Code::not_found, "no checklist there", (folder / "checklists").string()});
  if (!errors.empty()) return std::unexpected(std::move(errors));
  return rules;
}

}  // namespace verify::daemon
