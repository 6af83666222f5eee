#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "server_client.h"
#include "verify/checklist.h"
#include "verify/crawl.h"
#include "verify/document.h"
#include "verify/error.h"
#include "verify/fetch.h"
#include "verify/file_reader.h"
#include "verify/lexicon.h"
#include "verify/report.h"

namespace verify::cli {

/// The program's exit codes. Frozen by a test.
enum Exit : int { kReady = 0, kNotReady = 1, kNeedsReview = 2, kUsage = 3, kInternal = 4 };
inline constexpr int kFine = 0;  ///< for commands that judge nothing

/// Files named on the command line, or a list with one path or one JSON object a line.
struct ListArgs {
  std::vector<std::string> files;
  std::string list;
  bool json = false;
};

/// How and where a report is written, and by what it is judged.
struct OutputArgs {
  std::string checklist = "aws-ml-consulting-3.0";
  std::string as_of;  ///< YYYY-MM-DD; empty: the day the crawl started
  std::string format = "text";
  std::string output;  ///< a file; empty: standard output
  bool quiet = false;
};

/// How the network is asked.
struct NetworkArgs {
  std::string config;
  std::vector<std::string> connect_to;
  std::vector<std::string> allow_net;
  std::string ca_file;
};

struct ScreenArgs {
  std::string application;  ///< a file; a folder or a .jsonl list for a portfolio
  std::string evidence;     ///< a file; of a portfolio a folder
  std::string reports;      ///< of a portfolio: a folder
  int jobs = 8;             ///< of a portfolio: applications under way at once, 1…500
  OutputArgs output;
  NetworkArgs network;
};

struct PathArgs {
  std::string home, target;
  bool json = false;
  bool quiet = false;
  NetworkArgs network;
};

struct PageArgs {
  std::string target;  ///< a URL or a file
  std::string url;     ///< of a file, where known
  std::string customer, partner;
  bool json = false;
  NetworkArgs network;
};

/// What is asked of a verifyd (server_client.h).
struct SubmitArgs {
  ServerArgs server;
  std::string application;  ///< a file
  std::string partner;      ///< id; empty: made from the name
  std::string group;
};
struct RunsArgs {
  ServerArgs server;
  std::string partner;  ///< id; empty: all
  int limit = 20;
  bool now = false;  ///< ask for a run first
  bool json = false;
};
struct ReportArgs {
  ServerArgs server;
  std::string partner, format = "text", output;
};
struct WatchArgs {
  ServerArgs server;
  std::string partner;  ///< id; empty: all
  bool once = false;    ///< until a run has ended
};

int run_submit(const SubmitArgs& args);
int run_runs(const RunsArgs& args);
int run_report(const ReportArgs& args);
int run_watch(const WatchArgs& args);

int run_screen(const ScreenArgs& args);
int run_portfolio(const ScreenArgs& args);
int run_judge(const std::string& evidence, const OutputArgs& args);
/// Prints the mail a self-assessment is sent with.
int run_email(const std::string& evidence, const OutputArgs& args);
int run_path(const PathArgs& args);
int run_page(const PageArgs& args);
int run_url(const std::string& base, const std::string& href);
int run_robots(const std::string& file, const std::string& agent, const std::string& url);
int run_date(const ListArgs& args);
int run_text(const ListArgs& args);
int run_case_study(const ListArgs& args);
int run_checklist_list();
int run_checklist_show(const std::string& name);
int run_checklist_check(const std::string& file);
int run_init(const std::string& file, const std::string& checklist);

/// One page of a list.
struct ListEntry {
  std::string file;
  std::string url;       ///< empty when unknown
  std::string customer;  ///< empty when unknown
  std::string partner;
  std::string language;
};

/// All pages `args` names, in order. Prints what is wrong and returns nothing when a list cannot be
/// read.
std::optional<std::vector<ListEntry>> read_list(const ListArgs& args);

/// What a page without a known address is read with: it must not look like a date or a country.
inline constexpr std::string_view kUnknownUrl = "https://unknown.invalid/";

/// The most that is read of a file that is somebody's page, and of one that is a list or results of
/// thousands of them.
inline constexpr std::size_t kMostOfAPage = 64u << 20;
inline constexpr std::size_t kMostOfOurOwn = std::size_t{4} << 30;

/// The bytes of a file; prints an error and returns nothing when it cannot be read.
std::optional<std::string> read_file(const std::filesystem::path& path,
                                     std::size_t max_bytes = kMostOfAPage);

/// Without links and dots, whether it is there or not: two names of one file are equal.
std::filesystem::path whole_path(const std::filesystem::path& path);

/// Whether write_whole() has a chance; prints why not. Leaves nothing behind. What this run reads
/// or keeps (`used`; empty names are none) is no place for its result.
bool may_write(const std::filesystem::path& path,
               const std::vector<std::filesystem::path>& used = {});

/// A device or a pipe, "/dev/stdout": nothing to read first or to put a file in the place of.
bool is_stream(const std::filesystem::path& path);

/// Writes beside the target and renames, so that there is never half a file. False when it cannot.
bool write_whole(const std::filesystem::path& path, const std::string& text);

/// An application that names nothing but a home page; prints what is wrong with the URL.
std::optional<Application> application_for(const std::string& home_page);

/// The folder with checklists/, lexicons/ and schemas/: $VERIFY_CONFIG_DIR, else beside the
/// installed program, else the source tree it was built from.
std::filesystem::path config_folder();

/// The file or folder of a checklist: one of the bundled ids, or a path.
std::filesystem::path checklist_path(const std::string& name);

/// Prints a value to standard output, on one line where `indent` is negative. What is scraped may
/// not steer the terminal, and bytes that are not UTF-8 become U+FFFD.
inline constexpr int kOneLine = -1, kIndented = 2;
void print_json(const nlohmann::ordered_json& value, int indent);
/// To three digits, which is more than a share or a confidence is good for.
double rounded(double value);

/// Prints "verify: " and the message to standard error, on one line, made safe.
void tell(const std::string& message);

/// Flushes standard output; where anything of what was printed could not be written, says so and
/// returns kUsage in the place of `exit_code`.
int when_written(int exit_code);

/// Prints errors to standard error, one a line, and returns kUsage.
int refuse(const std::vector<Error>& errors);
int refuse(const std::string& message);

/// What a report is made with and where it goes; looked at first, so that a mistake is told before
/// anything is fetched.
struct Judge {
  Checklist checklist;
  Lexicons lexicons;
  std::optional<Date> as_of;
};
/// Prints what is wrong and returns nothing. `used`: the files the command reads or keeps besides,
/// which the report may not replace.
std::optional<Judge> load_judge(const OutputArgs& args,
                                std::vector<std::filesystem::path> used = {});
std::optional<Lexicons> load_lexicons();

/// Judges the evidence and writes the report; gives the exit code.
int report_on(const Evidence& evidence, const Judge& judge, const OutputArgs& args);
int exit_code(Outcome outcome);
/// A report in one of report_formats(), not for a terminal.
std::string render(const Report& report, const std::string& format);

/// The crawl of one application with the files it names; `evidence_file` as in CrawlJob. Prints
/// which files are left out. `judge` must outlive the job.
CrawlJob job_for(Application application, const std::filesystem::path& application_file,
                 const Judge& judge, const CrawlOptions& options,
                 const std::filesystem::path& evidence_file);

/// The crawl's options from --config and the fetcher's from the command line. Prints what is wrong.
struct Network {
  CrawlOptions crawl;
  FetcherOptions fetcher;
};
std::optional<Network> load_network(const NetworkArgs& args);

/// The program that reads PDFs: $VERIFY_FILE_READER, else beside the installed program, else the
/// one that was built with it.
std::filesystem::path file_reader_program();

/// The page in a file: HTML, or a PDF, which a child process reads. Where nothing could be read of
/// it, the reason.
std::expected<Document, FileText> document_in_file(std::string bytes, const ReadOptions& options);

/// Runs one crawl to its end; SIGINT and SIGTERM end it early. Prints progress on a terminal.
Result<Evidence> crawl_once(CrawlJob job, const Network& network, bool quiet);

}  // namespace verify::cli
