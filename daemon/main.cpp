#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

#include "daemon/service/commands.h"
#include "daemon/service/installed.h"
#include "verify/safe_text.h"

using namespace verify::daemon;

namespace {

constexpr int kUsage = 3, kInternal = 4;

int refuse(const std::vector<verify::Error>& errors) {
  for (const verify::Error& error : errors)
    std::cerr << "verifyd: " << verify::safe_text(error.describe()) << "\n";
  return kUsage;
}

// The commands of the program. Without one it runs.
class Program {
 public:
  Program() {
    app_.set_version_flag("--version", VERIFY_VERSION);
    app_.failure_message(CLI::FailureMessage::simple);
    app_.footer(
        "SIGHUP reads the configuration again, SIGTERM lets runs end and stops.\n"
        "Exit codes: 0 fine, 3 usage or bad configuration, 4 trouble.");
    app_.add_option("--config", config_, "the configuration file")->required();
    app_.require_subcommand(0, 1);
    app_.fallthrough();
    command("check-config", "Say what is wrong with the configuration, or nothing",
            [](const Settings& settings) {
              const auto rules = rules_for(settings);
              return rules ? 0 : refuse(rules.error());
            });
    add_token_commands();
    auto* import =
        command("import", "Take every application.json below a folder",
                [this](const Settings& settings) { return import_folder(settings, path_); });
    import->add_option("FOLDER", path_)->required();
    auto* export_ =
        command("export", "Write a folder for each partner",
                [this](const Settings& settings) { return export_folder(settings, path_); });
    export_->add_option("FOLDER", path_)->required();
    auto* backup = command("backup", "Copy the database while the daemon runs",
                           [this](const Settings& settings) { return back_up(settings, path_); });
    backup->add_option("FILE", path_)->required();
  }

  int run(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      return app_.exit(error) == 0 ? 0 : kUsage;
    }
    auto settings = installed_settings(config_);
    if (!settings) return refuse(settings.error());
    return action_ ? action_(*settings) : serve(*std::move(settings));
  }

 private:
  CLI::App* command(const std::string& name, const std::string& help,
                    std::function<int(const Settings&)> action, CLI::App* parent = nullptr) {
    auto* added = (parent == nullptr ? &app_ : parent)->add_subcommand(name, help);
    added->fallthrough();
    added->callback([this, action = std::move(action)] { action_ = action; });
    return added;
  }

  void add_token_commands() {
    auto* token = app_.add_subcommand("token", "The tokens of the HTTP API");
    token->fallthrough();
    token->require_subcommand(1);
    auto* add = command(
        "add", "Make a token and print it, this once",
        [this](const Settings& settings) { return add_token(settings, name_, role_, expires_); },
        token);
    add->add_option("NAME", name_, "whose it is; stands beside what is done with it")->required();
    add->add_option("--role", role_, "viewer, operator or admin")->required();
    add->add_option("--expires", expires_, "after such a time: 12h, 90d [never]");
    command("list", "The tokens, without themselves", list_tokens, token);
    auto* revoke = command(
        "revoke", "Make a token useless",
        [this](const Settings& settings) { return revoke_token(settings, name_); }, token);
    revoke->add_option("NAME", name_)->required();
  }

  CLI::App app_{"Re-runs the checks of listed partners on a schedule", "verifyd"};
  std::string config_, path_, name_, role_, expires_;
  std::function<int(const Settings&)> action_;
};

}  // namespace

int main(int argc, char** argv) try {
  return Program().run(argc, argv);
} catch (const std::exception& error) {
  std::cerr << "verifyd: internal error: " << verify::safe_text(error.what()) << "\n";
  return kInternal;
}
