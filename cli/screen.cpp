#include "portfolio.h"

namespace verify::cli {
namespace {

constexpr std::uintmax_t kMaxSubmittedBytes = 64u << 20;

// The files an application names, from its own folder. One that is not there is for the report to
// tell.
std::vector<std::pair<std::string, std::string>> submitted_files(
    const Application& application, const std::filesystem::path& folder) {
  std::vector<std::pair<std::string, std::string>> files;
  std::error_code failed;
  const auto root = std::filesystem::weakly_canonical(folder, failed);
  for (const std::string& name : application.files()) {
    const auto path = std::filesystem::weakly_canonical(folder / name, failed);
    const auto inside = path.lexically_relative(root);
    if (failed || inside.empty() || *inside.begin() == ".." ||
        !std::filesystem::is_regular_file(path, failed)) {
      tell(name + ": not a file in the application's folder; left out of the evidence");
    } else if (std::filesystem::file_size(path, failed) > kMaxSubmittedBytes) {
      tell(name + ": larger than 64 MiB; left out of the evidence");
    } else if (auto bytes = read_file(path)) {
      files.emplace_back(name, std::move(*bytes));
    }
  }
  return files;
}

}  // namespace

CrawlJob screening_job(Application application, const std::filesystem::path& application_file,
                       const Judge& judge, const CrawlOptions& options,
                       const std::filesystem::path& evidence_file) {
  auto files =
      submitted_files(application, std::filesystem::absolute(application_file).parent_path());
  const Date as_of = judge.as_of.value_or(date_of(system_clock().now()));
  return {.application = std::move(application),
          .files = std::move(files),
          .options = options,
          .wants =
              [&judge, as_of](const Evidence& evidence) {
                return wishes(evidence, judge.checklist, judge.lexicons, as_of);
              },
          .evidence_file = evidence_file};
}

int run_screen(const ScreenArgs& args) {
  if (is_portfolio(args.application)) return run_portfolio(args);
  if (!args.reports.empty())
    return refuse("--reports is for many applications; -o names the report of one");
  auto application = load_application(args.application);
  if (!application) return refuse(application.error());
  const auto judge = load_judge(args.output);
  const auto network = judge ? load_network(args.network) : std::nullopt;
  if (!network) return kUsage;
  const auto evidence = crawl_once(screening_job(std::move(*application), args.application, *judge,
                                                 network->crawl, args.evidence),
                                   *network, args.output.quiet);
  if (!evidence) return refuse({evidence.error()});
  return report_on(*evidence, *judge, args.output);
}

}  // namespace verify::cli
