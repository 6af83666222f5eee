#include "report/result_cells.h"

#include <set>

#include "base/text.h"
#include "report/safe_text.h"

namespace verify {
namespace {

constexpr std::size_t kMaxPart = 4000;    // bytes of one text
constexpr std::size_t kMaxCell = 30'000;  // bytes; spreadsheets cut a cell at 32,767 characters

}  // namespace

std::string cell_text(std::string_view scraped) {
  return shorten(safe_text(scraped, kMaxPart), kMaxPart);
}

std::string long_cell_text(std::string_view given) {
  return shorten(safe_lines(given), kMaxCell);
}

void add_line(std::string& cell, std::string_view text) {
  constexpr std::string_view kMore = "…";
  std::string safe = cell_text(text);
  if (safe.empty() || (cell.size() > kMore.size() && cell.ends_with("\n…"))) return;
  if (cell.size() + safe.size() > kMaxCell) safe = kMore;
  if (!cell.empty()) cell += '\n';
  cell += safe;
}

ResultCells result_cells(const RequirementResult& result, const EvidenceIndex& evidence) {
  ResultCells out;
  std::set<std::string_view> named;
  for (const ReportReason& reason : result.reasons) {
    add_line(out.codes, reason.code);
    add_line(out.reasons, reason.text);
    for (const std::string& id : reason.citations)
      if (const EvidenceItem* item = evidence.find(id)) {
        if (named.insert(item->url).second) {
          add_line(out.addresses, item->url);
          if (item->url.starts_with("http")) add_line(out.pages, item->url);
        }
        add_line(out.quotes, item->quote);
      }
  }
  return out;
}

}  // namespace verify
