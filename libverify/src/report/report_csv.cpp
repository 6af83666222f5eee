#include "report/csv_cell.h"
#include "report/result_cells.h"
#include "report/wording.h"

namespace verify {
namespace {

constexpr std::string_view kRowEnd = "\r\n";  // RFC 4180, section 2

class Row {
 public:
  void add(std::string_view lines) { out_ += (out_.empty() ? "" : ",") + csv_cell(lines); }
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

std::string record(const Report& report, const SectionPart& part, const RequirementResult& result,
                   const EvidenceIndex& evidence) {
  const ResultCells cells = result_cells(result, evidence);
  Row row;
  row.add(cell_text(report.partner));
  row.add(cell_text(report.checklist));
  row.add(to_string(report.as_of));
  row.add(to_string(report.outcome));
  row.add(to_string(result.group));
  row.add(part.section == nullptr ? "" : cell_text(part.section->title));
  row.add(cell_text(result.id));
  row.add(cell_text(result.printed));
  row.add(cell_text(result.title));
  row.add(to_string(result.verdict));
  row.add(cells.codes);
  row.add(cells.reasons);
  row.add(cell_text(result.advice));
  row.add(result.valid_until ? to_string(*result.valid_until) : "");
  row.add(cells.addresses);
  row.add(cells.quotes);
  return row.str();
}

}  // namespace

std::string render_csv(const Report& report) {
  const EvidenceIndex evidence(report);
  std::string out = header();
  for (const SectionPart& part : section_parts(report))
    for (const RequirementResult* result : part.results)
      out += record(report, part, *result, evidence);
  return out;
}

}  // namespace verify
