#include <fcntl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <exception>

#include "commands.h"

using namespace verify::cli;

namespace {

// The commands of the program. Each adds its options and, when it is the one that was asked for,
// sets the exit code.
class Program {
 public:
  Program() {
    app_.require_subcommand(1);
    app_.set_version_flag("--version", VERIFY_VERSION);
    app_.failure_message(CLI::FailureMessage::simple);
    app_.footer(
        std::string(kOutcomeCodes) +
        "\nStart with: verify init application.json, fill it in, verify screen application.json");
    add_screen();
    add_judge();
    add_email();
    add_path();
    add_page();
    add_list("date", "When pages were published", date_, &run_date);
    add_list("text", "The main text and sections of pages", text_, &run_text);
    add_list("case-study", "What pages show of a public case study", case_study_, &run_case_study);
    add_robots();
    add_url();
    add_checklist();
    add_init();
    add_server_commands();
  }

  int run(int argc, char** argv) {
    // CLI11 would only say that a command is required.
    if (argc > 1 && argv[1][0] != '-' && !has_command(argv[1]))
      return refuse("there is no command \"" + std::string(argv[1]) +
                    "\"; verify --help lists them");
    try {
      app_.parse(argc, argv);
    } catch (const CLI::RequiredError& error) {
      const std::vector<std::string> unknown = app_.remaining(true);
      if (unknown.empty()) return app_.exit(error) == 0 ? kFine : kUsage;
      return refuse("not expected: " + unknown.front() + "; --help lists what is");
    } catch (const CLI::ParseError& error) {
      return app_.exit(error) == 0 ? kFine : kUsage;
    }
    return exit_code_;
  }

 private:
  CLI::App* command(const std::string& name, const std::string& help, std::string_view exit_codes) {
    CLI::App* added = app_.add_subcommand(name, help);
    added->footer(std::string(exit_codes));
    return added;
  }

  bool has_command(const std::string& name) const {
    const auto is_it = [&](const CLI::App* each) { return each->get_name() == name; };
    return !app_.get_subcommands(is_it).empty();
  }

  void add_output(CLI::App* command, OutputArgs& args) {
    command->add_option("--checklist", args.checklist, "checklist id or file")
        ->capture_default_str();
    command->add_option("--as-of", args.as_of,
                        "the day the report speaks for, YYYY-MM-DD [the day of the crawl]");
    add_format(command, args.format);
    command->add_option("-o,--output", args.output,
                        "write the report here instead of to standard output");
    command->add_flag("-q,--quiet", args.quiet, "no progress");
  }

  void add_format(CLI::App* command, std::string& format) {
    std::vector<std::string> formats;
    for (const verify::ReportFormat& each : verify::report_formats())
      formats.emplace_back(each.name);
    command->add_option("--format", format, "how the report is written")
        ->check(CLI::IsMember(formats))
        ->capture_default_str();
  }

  void add_network(CLI::App* command, NetworkArgs& args) {
    command->add_option("--config", args.config,
                        "JSON file with crawl.delay_ms, crawl.max_pages and others (see below)");
    command
        ->add_option("--connect-to", args.connect_to, "HOST:PORT:ADDR:PORT, connect there instead")
        ->take_all();
    command
        ->add_option("--allow-net", args.allow_net,
                     "open a range that is not public, e.g. 127.0.0.0/8 or 127.0.0.1:8080")
        ->take_all();
    command->add_option("--ca-file", args.ca_file,
                        "PEM file of the authorities to trust [the system's]");
    command->footer(command->get_footer() + "\n\n" + kConfigHelp);
  }

  void add_screen() {
    CLI::App* screen =
        command("screen", "Crawl a partner's site and judge an application", kOutcomeCodes);
    screen
        ->add_option("APPLICATION.json", screen_.application,
                     "what the partner submits; or many: a folder with application.json files, or "
                     "a list LIST.jsonl with one path or one JSON object with \"file\" a line")
        ->required();
    screen->add_option("--evidence", screen_.evidence,
                       "keep what was seen in this WARC file (.warc.gz), which must not exist; of "
                       "many applications: in this folder, and judge what is there already");
    screen->add_option("--reports", screen_.reports,
                       "of many applications: write each report into this folder");
    screen->add_option("--jobs", screen_.jobs, "of many applications: how many at once")
        ->check(CLI::Range(1, 500))
        ->capture_default_str();
    add_output(screen, screen_.output);
    add_network(screen, screen_.network);
    screen->callback([this] { exit_code_ = run_screen(screen_); });
  }

  void add_judge() {
    CLI::App* judge =
        command("judge", "Judge stored evidence again, without a network", kOutcomeCodes);
    judge->add_option("EVIDENCE.warc.gz", judge_evidence_, "written by screen --evidence")
        ->required();
    add_output(judge, judge_);
    judge->callback([this] { exit_code_ = run_judge(judge_evidence_, judge_); });
  }

  void add_email() {
    CLI::App* email =
        command("email", "The mail to send a self-assessment with: prescribed subject, open points",
                kPlainCodes);
    email->add_option("EVIDENCE.warc.gz", email_evidence_, "written by screen --evidence")
        ->required();
    email->add_option("--checklist", email_.checklist, "checklist id or file")
        ->capture_default_str();
    email->add_option("--as-of", email_.as_of,
                      "the day the mail speaks for, YYYY-MM-DD [the day of the crawl]");
    email->add_option("-o,--output", email_.output,
                      "write the mail here instead of to standard output");
    email->callback([this] { exit_code_ = run_email(email_evidence_, email_); });
  }

  void add_path() {
    CLI::App* path =
        command("path", "The click path from one page to another",
                "Exit codes: 0 there is one, 1 there is none, 2 it could not be told, 3 "
                "usage or bad input, 4 internal error.");
    path->add_option("HOME", path_.home, "URL of the page to start from")->required();
    path->add_option("TARGET", path_.target, "URL of the page to reach")->required();
    path->add_flag("--json", path_.json, "as JSON");
    path->add_flag("-q,--quiet", path_.quiet, "no progress");
    add_network(path, path_.network);
    path->callback([this] { exit_code_ = run_path(path_); });
  }

  void add_page() {
    CLI::App* page = command("page", "What is read in a page: text, sections, links, dates, facts",
                             "Exit codes: 0 it was read, 2 it could not be read, 3 usage or bad "
                             "input, 4 internal error.");
    page->add_option("URL|FILE", page_.target, "a URL, or an HTML file")->required();
    page->add_option("--url", page_.url, "where a file comes from");
    page->add_option("--customer", page_.customer, "customer's name to look for");
    page->add_option("--partner", page_.partner, "partner's name to look for");
    page->add_flag("--json", page_.json, "as JSON");
    add_network(page, page_.network);
    page->callback([this] { exit_code_ = run_page(page_); });
  }

  void add_list(const char* name, const char* help, ListArgs& args,
                int (*command_body)(const ListArgs&)) {
    CLI::App* list = command(name, help, kPlainCodes);
    list->add_option("FILE", args.files, "HTML files");
    list->add_option("--list", args.list,
                     "a list: one path a line, or one JSON object with \"file\" a line");
    list->add_flag("--json", args.json, "one JSON line a file");
    list->callback([this, &args, command_body] { exit_code_ = command_body(args); });
  }

  void add_robots() {
    CLI::App* robots =
        command("robots", "Whether a robots.txt lets an agent fetch a URL",
                "Exit codes: 0 allowed, 1 disallowed, 3 usage or bad input, 4 internal error.");
    robots->add_option("ROBOTS-FILE", robots_file_)->required();
    robots->add_option("AGENT", robots_agent_, "product token")->required();
    robots->add_option("URL", robots_url_)->required();
    robots->callback([this] { exit_code_ = run_robots(robots_file_, robots_agent_, robots_url_); });
  }

  void add_url() {
    CLI::App* url =
        command("url", "Resolve a link as a browser does",
                "Exit codes: 0 resolved, 1 no http or https URL, 3 usage, 4 internal error.");
    url->add_option("BASE", url_base_, "the page the link stands on; may be empty")->required();
    url->add_option("HREF", url_href_, "the link as written")->required();
    url->callback([this] { exit_code_ = run_url(url_base_, url_href_); });
  }

  void add_checklist() {
    CLI::App* checklist = command("checklist", "The checklists that are there", kPlainCodes);
    checklist->require_subcommand(1);
    checklist->add_subcommand("list", "Ids and titles")->callback([this] {
      exit_code_ = run_checklist_list();
    });
    CLI::App* show = checklist->add_subcommand("show", "The items of one");
    show->add_option("ID|FILE", checklist_)->required();
    show->callback([this] { exit_code_ = run_checklist_show(checklist_); });
    CLI::App* check = checklist->add_subcommand("check", "Whether a checklist file is valid");
    check->add_option("ID|FILE", checklist_)->required();
    check->callback([this] { exit_code_ = run_checklist_check(checklist_); });
  }

  void add_init() {
    CLI::App* init = command("init", "An application template to fill in", kPlainCodes);
    init->add_option("FILE", init_file_, "where to write it [standard output]");
    init->add_option("--checklist", init_checklist_, "id or file of the checklist to answer")
        ->capture_default_str();
    init->callback([this] { exit_code_ = run_init(init_file_, init_checklist_); });
  }

  // A daemon is asked by commands of their own; where it is, is said before them.
  void add_server_commands() {
    app_.add_option("--server", server_.server,
                    "a verifyd, for submit, runs, report and watch [$VERIFY_SERVER]");
    app_.add_option("--token-file", server_.token_file,
                    "file with the token for it [$VERIFY_TOKEN]");
    app_.add_option("--server-ca-file", server_.ca_file,
                    "PEM file of the authorities to trust for it [the system's]");
    CLI::App* submit =
        command("submit", "Hand an application with its files to a verifyd", kPlainCodes);
    submit->add_option("APPLICATION.json", submit_.application)->required();
    submit->add_option("--partner", submit_.partner, "the partner's id there [made from its name]");
    submit->add_option("--group", submit_.group, "the group whose cadence it has");
    on_server(submit, submit_, run_submit);
    CLI::App* runs = command("runs", "The last runs of a verifyd", kPlainCodes);
    runs->add_option("PARTNER", runs_.partner, "id of a partner [all]");
    runs->add_option("--limit", runs_.limit)->check(CLI::Range(1, 500))->capture_default_str();
    runs->add_flag("--now", runs_.now, "ask for a run of the partner first");
    runs->add_flag("--json", runs_.json, "as JSON");
    on_server(runs, runs_, run_runs);
    CLI::App* report =
        command("report", "The last report of a partner from a verifyd", kOutcomeCodes);
    report->add_option("PARTNER", report_.partner, "its id")->required();
    add_format(report, report_.format);
    report->add_option("-o,--output", report_.output,
                       "write it here instead of to standard output");
    on_server(report, report_, run_report);
    CLI::App* watch = command("watch", "What happens in a verifyd, as it happens", kOutcomeCodes);
    watch->add_option("PARTNER", watch_.partner, "id of a partner [all]");
    watch->add_flag("--once", watch_.once, "until a run has ended; exit by its outcome");
    on_server(watch, watch_, run_watch);
  }

  template <class Args>
  void on_server(CLI::App* command, Args& args, int (*body)(const Args&)) {
    // Where it is may be said behind the command as well.
    command->fallthrough();
    command->footer(command->get_footer() +
                    "\nWhich verifyd: --server URL [$VERIFY_SERVER], --token-file FILE "
                    "[$VERIFY_TOKEN], --server-ca-file FILE.");
    command->callback([this, &args, body] {
      args.server = server_;
      exit_code_ = body(args);
    });
  }

  static constexpr std::string_view kOutcomeCodes =
      "Exit codes: 0 ready, 1 not ready, 2 needs review, 3 usage or bad input, 4 internal error.";
  static constexpr std::string_view kPlainCodes =
      "Exit codes: 0 done, 3 usage or bad input, 4 internal error.";
  static constexpr const char* kConfigHelp =
      "Configuration (--config), a JSON object {\"crawl\": {...}} with these keys and defaults:\n"
      "  delay_ms 500               between two requests to one host\n"
      "  connections_per_host 1     requests at once to one host\n"
      "  max_pages 500              pages of one crawl\n"
      "  max_bytes 268435456        bytes of one crawl\n"
      "  max_seconds 900            seconds of one crawl, waiting counted\n"
      "  max_page_bytes 10485760    bytes of one page\n"
      "  max_redirects 10           hops of one page\n"
      "  max_page_seconds 35        seconds of all hops and tries of one page\n"
      "  max_pages_per_pattern 100  pages whose addresses differ only in numbers or query values\n"
      "  max_crawl_delay_ms 10000   a longer Crawl-delay of a site is cut to this\n"
      "  respect_robots true        false only for servers of one's own\n"
      "  user_agent \"libverify\"     product token the crawler announces\n"
      "  contact \"\"                 URL or mail address it announces";

  CLI::App app_{
      "Checks what a consulting partner shows in public against the prerequisites of an AWS "
      "competency checklist"};
  int exit_code_ = kFine;
  ScreenArgs screen_;
  OutputArgs judge_;
  std::string judge_evidence_;
  OutputArgs email_;
  std::string email_evidence_;
  PathArgs path_;
  PageArgs page_;
  ListArgs date_, text_, case_study_;
  ServerArgs server_;
  SubmitArgs submit_;
  RunsArgs runs_;
  ReportArgs report_;
  WatchArgs watch_;
  std::string robots_file_, robots_agent_, robots_url_;
  std::string url_base_, url_href_;
  std::string checklist_, init_file_, init_checklist_ = OutputArgs().checklist;
};

// A stream that was closed (">&-") would give its number to the next file that is opened, and what
// is printed would go into that. In its place stands what cannot be read or written.
void hold_standard_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (fcntl(stream, F_GETFD) == -1)
      static_cast<void>(open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY));
}

}  // namespace

int main(int argc, char** argv) try {
  hold_standard_streams();
  // A write over the file size limit is then an error like a full disk, and is told.
  std::signal(SIGXFSZ, SIG_IGN);
  return when_written(Program().run(argc, argv));
} catch (const std::exception& error) {
  tell(std::string("internal error: ") + error.what());
  return kInternal;
}
