#include "portfolio.h"
#include "verify/assessment_sheet.h"

namespace verify::cli {
namespace {

constexpr std::uintmax_t kMaxSubmittedBytes = 64u << 20;
constexpr std::size_t kMaxNamedFiles = 500;  // in a workbook

// The files an application names, from its own folder. One that is not there is for the report to
// tell.
class SubmittedFiles {
 public:
  explicit SubmittedFiles(const std::filesystem::path& application_file)
      : folder_(std::filesystem::absolute(application_file).parent_path()) {}

  void add(const std::string& name) {
    std::error_code failed;
    if (!names_.insert(name).second) return;
    const auto root = std::filesystem::weakly_canonical(folder_, failed);
    const auto path = std::filesystem::weakly_canonical(folder_ / name, failed);
    const auto inside = path.lexically_relative(root);
    if (failed || inside.empty() || *inside.begin() == ".." ||
        !std::filesystem::is_regular_file(path, failed)) {
      tell(name + ": not a file in the application's folder; left out of the evidence");
    } else if (std::filesystem::file_size(path, failed) > kMaxSubmittedBytes) {
      tell(name + ": larger than 64 MiB; left out of the evidence");
    } else if (auto bytes = read_file(path)) {
      files_.emplace_back(name, std::move(*bytes));
    }
  }

  const std::string* content(const std::string& name) const {
    for (const auto& [path, bytes] : files_)
      if (path == name) return &bytes;
    return nullptr;
  }
  std::vector<std::pair<std::string, std::string>> take() && { return std::move(files_); }

 private:
  std::filesystem::path folder_;
  std::set<std::string> names_;
  std::vector<std::pair<std::string, std::string>> files_;
};

// A self-assessment in a file is read before the crawl: it names more files. Nothing where it is of
// no kind that is read, or not there.
std::optional<FileText> read_assessment(const std::string& name, SubmittedFiles& files) {
  const std::string* bytes = files.content(name);
  const auto kind = bytes == nullptr ? std::nullopt : submitted_file_kind(name, *bytes);
  if (kind != FileKind::workbook && kind != FileKind::table) return std::nullopt;
  const auto reader = make_child_file_reader({.program = file_reader_program()});
  FileText text = read_file_now(*reader, *kind, *bytes);
  if (text.state != FileState::read) tell(name + ": could not be read: " + text.detail);
  std::size_t named = 0;
  for (const SheetAnswer& answer : read_assessment_sheet(text).answers)
    for (const std::string& place : answer.evidence)
      if (!place.starts_with("http://") && !place.starts_with("https://") &&
          ++named <= kMaxNamedFiles)
        files.add(place);
  return text;
}

}  // namespace

CrawlJob screening_job(Application application, const std::filesystem::path& application_file,
                       const Judge& judge, const CrawlOptions& options,
                       const std::filesystem::path& evidence_file) {
  SubmittedFiles files(application_file);
  for (const std::string& name : application.files()) files.add(name);
  std::map<std::string, FileText> texts;
  if (const auto& name = application.self_assessment_path)
    if (auto text = read_assessment(*name, files)) texts.emplace(*name, *std::move(text));
  const Date as_of = judge.as_of.value_or(date_of(system_clock().now()));
  return {.application = std::move(application),
          .files = std::move(files).take(),
          .texts = std::move(texts),
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
