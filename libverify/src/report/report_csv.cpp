#include <set>

#include "report/csv_cell.h"
#include "report/safe_text.h"
#include "report/wording.h"

namespace verify {
namespace {

constexpr std::size_t kMaxPart = 4000;        // bytes of one text
constexpr std::size_t kMaxCell = 30'000;      // bytes; Excel cuts a cell at 32,767 characters
constexpr std::string_view kRowEnd = "\r\n";  // RFC 4180, section 2

// Several texts in one cell, one a line.
class Cell {
 public:
  Cell() = default;
  explicit Cell(std::string_view text) { add(text); }

  void add(std::string_view text) {
    const std::string safe = safe_text(text, kMaxPart);
    if (safe.empty() || lines_.size() + safe.size() > kMaxCell) return;
    if (!lines_.empty()) lines_ += '\n';
    lines_ += safe;
  }
  std::string str() const { return csv_cell(lines_); }

 private:
  std::string lines_;
};

class Row {
 public:
  void add(const Cell& cell) { out_ += (out_.empty() ? "" : ",") + cell.str(); }
  void add(std::string_view text) { add(Cell(text)); }
  std::string str() const { return out_ + std::string(kRowEnd); }

 private:
  std::string out_;
};

std::string header() {
  Row row;
  for (const std::string_view name :
       {"partner", "checklist", "as_of", "outcome", "group", "section", "id", "printed", "title",
        "verdict", "codes", "reasons", "advice", "valid_until", "addresses", "quotes"})
    row.add(name);
  return row.str();
}

// What the reasons cite; a page that is cited twice is named once.
void add_citations(Row& row, const RequirementResult& result, const EvidenceIndex& evidence) {
  Cell addresses, quotes;
  std::set<std::string_view> named;
  for (const ReportReason& reason : result.reasons)
    for (const std::string& id : reason.citations)
      if (const EvidenceItem* item = evidence.find(id)) {
        if (named.insert(item->url).second) addresses.add(item->url);
        quotes.add(item->quote);
      }
  row.add(addresses);
  row.add(quotes);
}

void add_reasons(Row& row, const RequirementResult& result) {
  Cell codes, texts;
  for (const ReportReason& reason : result.reasons) {
    codes.add(reason.code);
    texts.add(reason.text);
  }
  row.add(codes);
  row.add(texts);
}

}  // namespace

std::string render_csv(const Report& report) {
  const EvidenceIndex evidence(report);
  std::string out = header();
  for (const SectionPart& part : section_parts(report))
    for (const RequirementResult* result : part.results) {
      Row row;
      row.add(report.partner);
      row.add(report.checklist);
      row.add(to_string(report.as_of));
      row.add(to_string(report.outcome));
      row.add(to_string(result->group));
      row.add(part.section == nullptr ? std::string_view() : part.section->title);
      row.add(result->id);
      row.add(result->printed);
      row.add(result->title);
      row.add(to_string(result->verdict));
      add_reasons(row, *result);
      row.add(result->advice);
      row.add(result->valid_until ? to_string(*result->valid_until) : std::string());
      add_citations(row, *result, evidence);
      out += row.str();
    }
  return out;
}

}  // namespace verify
