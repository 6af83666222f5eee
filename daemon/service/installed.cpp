#include "daemon/service/installed.h"

#include "verify/installation.h"

namespace verify::daemon {

std::expected<Settings, std::vector<Error>> installed_settings(const std::filesystem::path& file) {
  auto settings = load_settings(file);
  if (!settings) return settings;
  if (settings->config.empty()) settings->config = config_folder(VERIFY_SOURCE_CONFIG);
  if (settings->file_reader.empty())
    settings->file_reader = file_reader_program(VERIFY_BUILT_FILE_READER);
  settings->dashboard = dashboard_folder(VERIFY_BUILT_DASHBOARD);
  return settings;
}

std::filesystem::path installed_openapi() {
  static constexpr const char* kInside = "openapi/verifyd.openapi.json";
  const auto installed = config_folder(VERIFY_SOURCE_CONFIG) / kInside;
  std::error_code ignored;
  // $VERIFY_CONFIG_DIR may name such a folder as well.
  return std::filesystem::exists(installed, ignored)
             ? installed
             : std::filesystem::path(VERIFY_SOURCE_CONFIG) / kInside;
}

std::expected<Rules, std::vector<Error>> rules_for(const Settings& settings) {
  auto rules = load_rules(settings.config);
  if (rules && !rules->checklists.contains(settings.checklist))
    return std::unexpected(
        std::vector{Error{Error::Code::not_found, "there is no checklist " + settings.checklist,
                          settings.file.string(), 0, "/checklist"}});
  return rules;
}

}  // namespace verify::daemon
