#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "verify/checklist.h"
#include "verify/evidence.h"
#include "verify/finding.h"
#include "verify/probe.h"
#include "verify/report_day.h"

namespace verify {

enum class Outcome { ready, not_ready, needs_review };
std::string_view to_string(Outcome outcome);

/// One thing that was seen, as the report cites it.
struct EvidenceItem {
  std::string id;   ///< "e1"
  std::string url;  ///< as asked for; for the application "application.json#/pointer"
  std::string final_url;
  std::string status;      ///< a FetchStatus word, or "submitted"
  std::string fetched_at;  ///< RFC 3339; empty for what was submitted
  std::string sha256;
  std::string quote;
  std::string place;
};

struct ReportClick {
  std::string from;  ///< URL of the page the link stands on
  std::string to;
  std::string text;
  std::string region;
};

struct ReportReason {
  std::string code;
  std::string text;
  std::vector<std::string> citations;  ///< EvidenceItem ids
  std::vector<ReportClick> path;
};

/// What the applicant answered about an item, in the applicant's own words.
struct ReportAnswer {
  std::string met;  ///< yes, no, na, waived; empty: blank
  std::string response;
  std::vector<std::string> evidence;  ///< paths or URLs as written
};

struct RequirementResult {
  std::string id, printed, title;
  std::string section;  ///< id of one of Report::sections
  Group group = Group::prerequisite;
  Verdict verdict = Verdict::needs_review;
  std::vector<ReportReason> reasons;
  std::string advice;  ///< empty when there is nothing to do
  /// Of the self-assessment; nothing where it does not speak of the item. Of the formats only JSON
  /// and the workbook have it.
  std::optional<ReportAnswer> answer{};
  std::optional<Date> valid_until;
};

/// The findings of all requirements, rolled up. A plain value; everything a renderer needs.
struct Report {
  static constexpr std::string_view kSchema = "libverify-report/1";

  std::string checklist, checklist_title, checklist_sha256;
  std::string partner, home_page;
  Date as_of;
  Outcome outcome = Outcome::needs_review;  ///< of the prerequisites; of all items without any
  std::map<Verdict, int> summary;           ///< of all items
  std::map<Group, std::map<Verdict, int>> groups;  ///< the same, apart
  std::vector<std::string> notices;  ///< what a reader must know of the judgement as a whole
  std::vector<ChecklistSection> sections;
  std::vector<RequirementResult> requirements;
  std::vector<EvidenceItem> evidence;
  CrawlSummary crawl;
};

/// Judges evidence by a checklist. Pure: the same arguments give the same report. A probe that
/// throws costs its own requirement only: needs_review with the reason. `as_of` defaults to the day
/// the crawl started.
Report judge(const Evidence& evidence, const Checklist& checklist, const Lexicons& lexicons,
             std::optional<Date> as_of = std::nullopt);
/// The same for `day`, which afterwards tells when time alone makes another report of the same
/// evidence: on each day before ReportDay::turns_on() verdicts, reasons and citations are these.
/// Only what a sentence says of the day itself is another.
Report judge(const Evidence& evidence, const Checklist& checklist, const Lexicons& lexicons,
             ReportDay& day);

/// What the probes of a checklist would like to see; for CrawlJob::wants. The arguments must
/// outlive it.
std::vector<Wish> wishes(const Evidence& evidence, const Checklist& checklist,
                         const Lexicons& lexicons, Date as_of);

/// Text for a terminal. Scraped text is shown without control characters or bidi overrides.
struct TextStyle {
  bool color = false;
  int width = 80;  ///< columns, 40…200
};
std::string render_text(const Report& report, const TextStyle& style = {});
/// JSON by config/schemas/report.schema.json, two spaces of indentation, a final newline.
std::string render_json(const Report& report);
/// Reads what render_json wrote: rendered again, in whatever format, it gives the same bytes. At
/// most 16 MiB. Another schema is `unsupported`; anything render_json would not have written is
/// refused with its line and JSON pointer. Total and pure.
Result<Report> read_report(std::string_view json);
/// One self-contained HTML file without scripts; nothing scraped can run in it.
std::string render_html(const Report& report);
/// CommonMark with GitHub's tables. Scraped text is escaped: no markup, links or HTML of its own.
std::string render_markdown(const Report& report);
/// CSV (RFC 4180, UTF-8, CRLF): a header, then one record a requirement. No cell is taken for a
/// formula by a spreadsheet: what could be one has an apostrophe before it.
std::string render_csv(const Report& report);
/// JUnit XML, one suite a section, one test case a requirement: not_met and missing fail, blocked
/// is an error, met and attested pass, anything else is skipped.
std::string render_junit(const Report& report);
/// SARIF 2.1.0 (OASIS), one rule and one result a requirement.
std::string render_sarif(const Report& report);
/// NIST OSCAL 1.1.2 assessment results in JSON, one finding a requirement. The UUIDs come from the
/// content: the same report gives the same file.
std::string render_oscal(const Report& report);

/// An Excel workbook (bytes): the self-assessment as it was submitted, one row a requirement, with
/// the verdict, its reasons and the advice beside each answer. Submitted again it is read as the
/// same answers. Cells are text, never formulas. Throws std::runtime_error when there is no memory
/// or temporary space for it.
std::string render_xlsx(const Report& report);

/// A format by the name the program knows it by.
struct ReportFormat {
  std::string_view name;
  std::string_view extension;  ///< of a file's name, without the dot
  bool is_text;                ///< UTF-8; else bytes that are not for a terminal
  std::string (*render)(const Report& report);
};
/// All formats, text first. Valid for ever; the same from every thread.
std::span<const ReportFormat> report_formats();

}  // namespace verify
