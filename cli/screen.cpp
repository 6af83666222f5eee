#include "portfolio.h"
#include "verify/screening.h"

namespace verify::cli {

CrawlJob job_for(Application application, const std::filesystem::path& application_file,
                 const Judge& judge, const CrawlOptions& options,
                 const std::filesystem::path& evidence_file) {
  const auto reader = make_child_file_reader({.program = file_reader_program()});
  const Date as_of = judge.as_of.value_or(date_of(system_clock().now()));
  CrawlJob job = screening_job(std::move(application),
                               std::filesystem::absolute(application_file).parent_path(),
                               {judge.checklist, judge.lexicons, as_of}, options, *reader, &tell);
  job.evidence_file = evidence_file;
  return job;
}

namespace {

// The application with what it brings along, and what the command line names beside it.
std::vector<std::filesystem::path> used_by(const ScreenArgs& args, const Application& application) {
  const std::filesystem::path folder = std::filesystem::path(args.application).parent_path();
  std::vector<std::filesystem::path> used = {args.application, args.evidence, args.network.config,
                                             args.network.ca_file};
  for (const std::string& file : application.files()) used.push_back(folder / file);
  return used;
}

}  // namespace

int run_screen(const ScreenArgs& args) {
  if (is_portfolio(args.application)) return run_portfolio(args);
  if (!args.reports.empty())
    return refuse("--reports is for many applications; -o names the report of one");
  auto application = load_application(args.application);
  if (!application) return refuse(application.error());
  const auto judge = load_judge(args.output, used_by(args, *application));
  const auto network = judge ? load_network(args.network) : std::nullopt;
  if (!network) return kUsage;
  const auto evidence = crawl_once(
      job_for(std::move(*application), args.application, *judge, network->crawl, args.evidence),
      *network, args.output.quiet);
  if (!evidence) return refuse({evidence.error()});
  return report_on(*evidence, *judge, args.output);
}

}  // namespace verify::cli
