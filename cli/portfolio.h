#pragma once

#include <fstream>
#include <functional>
#include <map>
#include <set>

#include "commands.h"

namespace verify::cli {

/// One application of a portfolio.
struct PortfolioEntry {
  std::string name;            ///< as the list names it, or relative to the folder
  std::filesystem::path file;  ///< where it is
  std::string stem;            ///< of the files written about it; unique in the portfolio
};

/// Whether `target` names many applications: a folder, or a list (.jsonl).
bool is_portfolio(const std::string& target);

/// The applications of a folder (every application.json in it and below, by path) or of a list (one
/// path or one JSON object with "file" a line, relative to the list). Each once. Prints what is
/// wrong and returns nothing.
std::optional<std::vector<PortfolioEntry>> portfolio_entries(const std::string& target);

/// What is told of one application, as a line of JSON: libverify-portfolio/1.
struct PortfolioLine {
  std::string name;
  std::string application_sha256;  ///< of the application it was told of
  std::string report;              ///< the file its report was written to with it; empty: none
  std::optional<Outcome> outcome;  ///< nothing: it failed
  std::vector<std::string> open;   ///< ids of what is open
  std::string json;
};
PortfolioLine line_of(const PortfolioEntry& entry, const Application& application,
                      const Report& report, const std::filesystem::path& report_file);
PortfolioLine failure_line(const PortfolioEntry& entry, const std::string& error);

/// The lines of a run, and of the run before that it goes on with. Not thread-safe.
class PortfolioLog {
 public:
  /// `file` empty: standard output. Otherwise lines that are there already stay when they are
  /// whole, did not fail, were judged by the same checklist for the same day (`as_of` empty: any)
  /// and are still true as `holds` has it; the rest is taken out. False when the file cannot be
  /// read or written, after printing why.
  bool open(const std::string& file, const Checklist& checklist, const std::string& as_of,
            const std::function<bool(const PortfolioLine&)>& holds);
  /// Whether the run before told it.
  bool has(const std::string& name) const { return before_.contains(name); }
  /// Adds a line and writes it at once. False when it cannot be written.
  bool add(PortfolioLine line);
  /// Counts a line of the run before as one of this portfolio.
  void count_before(const std::string& name);

  const std::vector<PortfolioLine>& lines() const { return lines_; }

 private:
  std::map<std::string, PortfolioLine> before_;
  std::vector<PortfolioLine> lines_;
  std::ofstream out_;
  bool to_file_ = false;
};

/// The table a run ends with: how many have each outcome, and what is open most often.
std::string portfolio_table(const std::vector<PortfolioLine>& lines, std::size_t not_screened);

/// 3 when one failed, else the worst outcome's; needs review when some were not screened.
int portfolio_exit(const std::vector<PortfolioLine>& lines, std::size_t not_screened);

}  // namespace verify::cli
