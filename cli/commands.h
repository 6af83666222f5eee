#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace verify::cli {

/// The program's exit codes. Frozen by a test.
enum Exit : int { kReady = 0, kNotReady = 1, kNeedsReview = 2, kUsage = 3, kInternal = 4 };

/// Files named on the command line, or a list with one path or one JSON object a line.
struct ListArgs {
  std::vector<std::string> files;
  std::string list;
  bool json = false;
};

int run_url(const std::string& base, const std::string& href);
int run_robots(const std::string& file, const std::string& agent, const std::string& url);
int run_date(const ListArgs& args);
int run_text(const ListArgs& args);
int run_case_study(const ListArgs& args);

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

/// The bytes of a file; prints an error and returns nothing when it cannot be read.
std::optional<std::string> read_file(const std::filesystem::path& path);

/// The folder with checklists/, lexicons/ and schemas/: $VERIFY_CONFIG_DIR, else beside the
/// installed program, else the source tree it was built from.
std::filesystem::path config_folder();

}  // namespace verify::cli
