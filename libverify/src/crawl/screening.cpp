#include "verify/screening.h"

#include <optional>
#include <set>
#include <sstream>

#include "base/digest.h"
#include "verify/assessment_sheet.h"
#include "verify/engine.h"
#include "verify/file_bytes.h"
#include "verify/report.h"

namespace verify {
namespace {

constexpr std::size_t kMaxNamedFiles = 500;  // in a workbook

// The files an application names, from its own folder. One that is not there is for the report to
// tell.
class Collector {
 public:
  Collector(std::filesystem::path folder, const TellFile& tell)
      : folder_(std::move(folder)), tell_(tell) {}

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
    } else if (auto bytes = read_file_bytes(path, kMaxSubmittedBytes)) {
      files_.emplace_back(name, std::move(*bytes));
    } else {
      tell(name + ": " + bytes.error().message + "; left out of the evidence");
    }
  }

  const std::string* content(const std::string& name) const {
    for (const auto& [path, bytes] : files_)
      if (path == name) return &bytes;
    return nullptr;
  }
  std::vector<std::pair<std::string, std::string>> take() && { return std::move(files_); }
  void tell(const std::string& message) const {
    if (tell_) tell_(message);
  }

 private:
  std::filesystem::path folder_;
  const TellFile& tell_;
  std::set<std::string> names_;
  std::vector<std::pair<std::string, std::string>> files_;
};

// A self-assessment in a file is read before the crawl: it names more files. Nothing where it is of
// no kind that is read, or not there.
std::optional<FileText> read_assessment(const std::string& name, Collector& files,
                                        FileReader& reader) {
  const std::string* bytes = files.content(name);
  const auto kind = bytes == nullptr ? std::nullopt : submitted_file_kind(name, *bytes);
  if (kind != FileKind::workbook && kind != FileKind::table) return std::nullopt;
  FileText text = read_file_now(reader, *kind, *bytes);
  if (text.state != FileState::read) files.tell(name + ": could not be read: " + text.detail);
  std::size_t named = 0;
  for (const SheetAnswer& answer : read_assessment_sheet(text).answers)
    for (const std::string& place : answer.evidence)
      if (!place.starts_with("http://") && !place.starts_with("https://") &&
          ++named <= kMaxNamedFiles)
        files.add(place);
  return text;
}

std::string basis_of(const ScreeningRules& rules) {
  std::string out(engine_version());
  for (const std::string& part :
       {rules.checklist.id, rules.checklist.sha256, rules.lexicons.sha256()})
    out += "\n" + part;
  return sha256_hex(out);
}

}  // namespace

SubmittedFiles submitted_files(const Application& application, const std::filesystem::path& folder,
                               FileReader& reader, const TellFile& tell) {
  Collector files(folder, tell);
  for (const std::string& name : application.files()) files.add(name);
  std::map<std::string, FileText> texts;
  if (const auto& name = application.self_assessment_path)
    if (auto text = read_assessment(*name, files, reader)) texts.emplace(*name, *std::move(text));
  return {std::move(files).take(), std::move(texts)};
}

CrawlJob screening_job(Application application, const std::filesystem::path& folder,
                       const ScreeningRules& rules, const CrawlOptions& options, FileReader& reader,
                       const TellFile& tell) {
  SubmittedFiles submitted = submitted_files(application, folder, reader, tell);
  return {.application = std::move(application),
          .files = std::move(submitted.bytes),
          .texts = std::move(submitted.texts),
          .options = options,
          .wants =
              [rules](const Evidence& evidence) {
                return wishes(evidence, rules.checklist, rules.lexicons, rules.as_of);
              },
          .basis = basis_of(rules),
          .evidence_file = {}};
}

}  // namespace verify
