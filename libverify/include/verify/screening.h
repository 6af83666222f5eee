#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "verify/application.h"
#include "verify/checklist.h"
#include "verify/crawl.h"
#include "verify/error.h"
#include "verify/file_reader.h"
#include "verify/lexicon.h"
#include "verify/time.h"

namespace verify {

/// What a screening looks for: the pages the probes of a checklist wish for, on the day the report
/// will speak for. The references must outlive the job.
struct ScreeningRules {
  const Checklist& checklist;
  const Lexicons& lexicons;
  Date as_of;
};

/// Told of each submitted file that is left out of the evidence, or could not be read: one sentence
/// that begins with the path as written.
using TellFile = std::function<void(const std::string& message)>;

inline constexpr std::uintmax_t kMaxSubmittedBytes = 64u << 20;  ///< of one submitted file

/// The files an application brings along, by their path as written.
struct SubmittedFiles {
  std::vector<std::pair<std::string, std::string>> bytes;
  std::map<std::string, FileText> texts;  ///< of those that were read already
};
/// Those it names, from `folder` and from nowhere else: one outside of it, one that is not there
/// and one larger than kMaxSubmittedBytes is told and left out. A self-assessment in a workbook is
/// read at once, because it names more files: `reader` must have nothing under way, and is not
/// needed afterwards. `tell` may be empty.
SubmittedFiles submitted_files(const Application& application, const std::filesystem::path& folder,
                               FileReader& reader, const TellFile& tell);

/// The crawl of one application with its submitted_files().
/// CrawlJob::evidence_file, on_progress and on_done are left for the caller to set.
CrawlJob screening_job(Application application, const std::filesystem::path& folder,
                       const ScreeningRules& rules, const CrawlOptions& options, FileReader& reader,
                       const TellFile& tell);

/// Reads the settings of a crawl as config/schemas/config.schema.json has them under "crawl": an
/// object with members of CrawlOptions; what is absent keeps its default. Every fault names `file`
/// and the JSON pointer, which begins with `pointer`, the place of the object in that file.
std::expected<CrawlOptions, std::vector<Error>> parse_crawl_settings(std::string_view json,
                                                                     const std::string& file,
                                                                     const std::string& pointer);

}  // namespace verify
