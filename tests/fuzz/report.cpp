#include "verify/report.h"

#include <algorithm>
#include <limits>

#include "base/text.h"
#include "fuzz/input.h"
#include "fuzz/rendering.h"
#include "fuzz/targets.h"
#include "report/safe_text.h"
#include "support/sample_report.h"

namespace verify::fuzz {
namespace {

constexpr char kSeparator = '\x1E';  // of the parts of an input

// Hands out the parts of the input for ever.
class Parts {
 public:
  explicit Parts(std::string_view input) : input_(input), rest_(input) {}
  std::string next() {
    if (rest_.empty()) rest_ = Input(input_);
    return std::string(rest_.part(kSeparator));
  }

 private:
  std::string_view input_;
  Input rest_;
};

void fill(RequirementResult& result, Parts& parts) {
  for (std::string* text : {&result.id, &result.printed, &result.title, &result.advice})
    *text = parts.next();
  if (result.answer) result.answer = {parts.next(), parts.next(), {parts.next(), parts.next()}};
  for (ReportReason& reason : result.reasons) {
    reason.code = parts.next();
    reason.text = parts.next();
    for (ReportClick& click : reason.path)
      click = {parts.next(), parts.next(), parts.next(), parts.next()};
  }
}

void fill(EvidenceItem& item, Parts& parts) {
  for (std::string* text : {&item.url, &item.final_url, &item.status, &item.fetched_at,
                            &item.sha256, &item.quote, &item.place})
    *text = parts.next();
}

bool is_cited(const std::string& id, const RequirementResult& result) {
  return std::ranges::any_of(result.reasons, [&](const ReportReason& reason) {
    return std::ranges::find(reason.citations, id) != reason.citations.end();
  });
}

// One requirement, in each run another, with what it cites: one is shown as every other.
Report one_of_the_sample(std::uint8_t kind) {
  static const std::vector<Report> reports = [] {
    std::vector<Report> all;
    const Report sample = test::sample_report();
    for (const RequirementResult& result : sample.requirements) {
      Report& report = all.emplace_back(sample);
      report.requirements = {result};
      std::erase_if(report.evidence,
                    [&](const EvidenceItem& item) { return !is_cited(item.id, result); });
    }
    return all;
  }();
  return reports[kind % reports.size()];
}

Report make_report(std::uint8_t kind, Parts& parts) {
  Report report = one_of_the_sample(kind);
  for (std::string* text : {&report.partner, &report.home_page, &report.checklist_title,
                            &report.checklist, &report.checklist_sha256})
    *text = parts.next();
  for (RequirementResult& result : report.requirements) fill(result, parts);
  for (EvidenceItem& item : report.evidence) fill(item, parts);
  report.crawl.ended = parts.next();
  report.crawl.capped_patterns = {parts.next(), parts.next()};
  report.crawl.bytes = std::uint64_t{1} << (kind & 63);
  report.crawl.seconds = (kind & 64) != 0 ? std::numeric_limits<double>::quiet_NaN() : kind * 1e3;
  return report;
}

void check_safe_text(std::string_view scraped) {
  const std::string safe = safe_text(scraped);
  require(is_valid_utf8(safe), "safe text is UTF-8");
  require(safe.find('\n') == std::string::npos, "safe text is one line");
  require(safe_text(safe) == safe, "safe text is safe");
  const std::string shortened = safe_text(scraped, 20);
  require(is_valid_utf8(shortened), "a cut text is UTF-8");
  require(html_escape(safe).find_first_of("<>\"'") == std::string::npos, "markup is escaped");
}

}  // namespace

/// One byte for the numbers, then texts for all places that come from the outside. How long the
/// input is says in which format it is shown: all of them take too long for each input.
void report(std::string_view input) {
  Input in(input);
  const std::uint8_t kind = in.byte();
  check_safe_text(Exact(in.rest()));
  Parts parts(in.rest());
  check_one_rendering(make_report(kind, parts), input.size());
}

}  // namespace verify::fuzz
