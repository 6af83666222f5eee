#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

#include "commands.h"

using namespace verify::cli;

namespace {

void add_list_command(CLI::App& app, const char* name, const char* help, ListArgs& args,
                      int& exit_code, int (*run)(const ListArgs&)) {
  CLI::App* command = app.add_subcommand(name, help);
  command->add_option("FILE", args.files, "HTML files");
  command->add_option("--list", args.list,
                      "a list: one path a line, or one JSON object with \"file\" a line");
  command->add_flag("--json", args.json, "one JSON line a file");
  command->callback([&args, &exit_code, run] { exit_code = run(args); });
}

}  // namespace

int main(int argc, char** argv) try {
  CLI::App app{"Checks public evidence against the prerequisites of a competency checklist"};
  app.require_subcommand(1);
  int exit_code = kReady;

  std::string base, href;
  CLI::App* url = app.add_subcommand("url", "Resolve a link as a browser does");
  url->add_option("BASE", base, "the page the link stands on; may be empty")->required();
  url->add_option("HREF", href, "the link as written")->required();
  url->callback([&] { exit_code = run_url(base, href); });

  std::string robots_file, agent, target;
  CLI::App* robots = app.add_subcommand("robots", "Whether a robots.txt lets an agent fetch a URL");
  robots->add_option("ROBOTS-FILE", robots_file)->required();
  robots->add_option("AGENT", agent, "product token")->required();
  robots->add_option("URL", target)->required();
  robots->callback([&] { exit_code = run_robots(robots_file, agent, target); });

  ListArgs date_args, text_args, case_args;
  add_list_command(app, "date", "When pages were published", date_args, exit_code, run_date);
  add_list_command(app, "text", "The main text and sections of pages", text_args, exit_code,
                   run_text);
  add_list_command(app, "case-study", "What pages show of a public case study", case_args,
                   exit_code, run_case_study);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kReady : kUsage;
  }
  return exit_code;
} catch (const std::exception& error) {
  std::cerr << "verify: internal error: " << error.what() << "\n";
  return kInternal;
}
