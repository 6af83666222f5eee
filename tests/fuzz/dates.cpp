#include "fuzz/input.h"
#include "fuzz/targets.h"
#include "page/date_candidates.h"
#include "page/date_text.h"
#include "page/json_flat.h"
#include "verify/time.h"

namespace verify::fuzz {
namespace {

void require_plausible(const Date& date) {
  require(date.ok(), "a date is a day that exists");
  const int year = static_cast<int>(date.year());
  require(year >= kFirstYear && year <= kLastYear, "a page's date has a likely year");
  require(parse_date(to_string(date)) == date, "a date is read again from what it is written as");
}

void check_candidates(const DateCandidates& candidates) {
  for (const DateCandidate& candidate : candidates) {
    require_plausible(candidate.date);
    require(candidate.weight > 0 && !candidate.source.empty(),
            "a candidate has a vote and a source");
  }
}

void check_text(std::string_view text, const DateReading& reading) {
  std::uint32_t before = 0;
  for (const TextDate& found : find_dates(text, reading)) {
    require(found.begin >= before && found.begin < found.end && found.end <= text.size(),
            "dates stand in the text, one after the other");
    require_plausible(found.date);
    before = found.end;
  }
  if (const auto date = read_date_value(text, reading)) require_plausible(*date);
  const double certainty = day_certainty(text);
  require(certainty >= 0 && certainty <= 1, "a certainty is between 0 and 1");
  if (const auto date = path_date(text)) require_plausible(*date);
}

void check_scripts(std::string_view text, const DateReading& reading) {
  DateCandidates candidates;
  add_json_ld_dates(text, reading, candidates);
  add_script_dates(text, reading, candidates);
  check_candidates(candidates);
  const std::vector<JsonNode> nodes = read_json_leniently(text);
  for (std::uint32_t i = 0; i < nodes.size(); ++i) {
    require(nodes[i].end > i && nodes[i].end <= nodes.size(), "a value's parts follow it");
    require(nodes[i].parent == 0xFFFFFFFF || nodes[i].parent < i, "a parent comes first");
    unescape_json(nodes[i].value);
  }
}

void check_instants(std::string_view text) {
  if (const auto date = parse_date(text))
    require(to_string(*date) == text, "a full date is written one way");
  if (const auto instant = parse_instant(text))
    require(parse_instant(to_string(*instant)) == instant, "a moment is read again as it was");
}

}  // namespace

/// A language on the first line, with '/' after it where the month comes first; then the text.
void dates(std::string_view input) {
  Input in(input);
  std::string_view first = in.line();
  const bool month_first = first.ends_with('/');
  if (month_first) first.remove_suffix(1);
  const Exact language(first);
  const Exact text(in.rest());
  const DateReading reading{.language = language, .month_first = month_first};
  check_text(text, reading);
  check_scripts(text, reading);
  check_instants(text);
}

}  // namespace verify::fuzz
