#include "daemon/base/rules.h"

namespace verify::daemon {
namespace fs = std::filesystem;

std::expected<Rules, std::vector<Error>> load_rules(const fs::path& folder) {
  auto lexicons = Lexicons::load(folder / "lexicons");
  if (!lexicons) return std::unexpected(std::vector{lexicons.error()});
  Rules rules{{}, *std::move(lexicons)};
  std::vector<Error> errors;
  const fs::path packs = folder / "checklists";
  std::error_code failed, ignored;
  for (fs::directory_iterator it(packs, failed), end; !failed && it != end; it.increment(failed)) {
    if (!it->is_directory(ignored)) continue;
    auto pack = load_checklist(it->path());
    if (pack)
      rules.checklists.emplace(pack->id, *std::move(pack));
    else
      errors.insert(errors.end(), pack.error().begin(), pack.error().end());
  }
  if (failed && failed != std::errc::no_such_file_or_directory)
    errors.push_back(
        {Error::Code::unreadable, "cannot be read: " + failed.message(), packs.string()});
  else if (rules.checklists.empty() && errors.empty())
    errors.push_back({Error::Code::not_found, "no checklist there", packs.string()});
  if (!errors.empty()) return std::unexpected(std::move(errors));
  return rules;
}

}  // namespace verify::daemon
