#include <cmath>
#include <nlohmann/json.hpp>

#include "report/quiet_json.h"
#include "report/wording.h"
#include "verify/report.h"

namespace verify {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

// At most three decimals: more would be noise, and JSON has no word for infinity.
double rounded_seconds(double seconds) {
  if (!std::isfinite(seconds) || seconds < 0) return 0;
  return std::round(std::min(seconds, 1e9) * 1000) / 1000;
}

Json to_json(const ReportClick& click) {
  return {{"from", click.from}, {"to", click.to}, {"text", click.text}, {"region", click.region}};
}

Json to_json(const ReportReason& reason) {
  Json path = Json::array();
  for (const ReportClick& click : reason.path) path.push_back(to_json(click));
  return {{"code", reason.code},
          {"text", reason.text},
          {"citations", reason.citations},
          {"path", std::move(path)}};
}

Json to_json(const ReportAnswer& answer) {
  return {{"met", text_or_null(answer.met)},
          {"response", answer.response},
          {"evidence", answer.evidence}};
}

Json to_json(const RequirementResult& result) {
  Json reasons = Json::array();
  for (const ReportReason& reason : result.reasons) reasons.push_back(to_json(reason));
  Json valid_until = result.valid_until ? Json(to_string(*result.valid_until)) : Json(nullptr);
  Json out{{"id", result.id},
           {"printed", result.printed},
           {"title", result.title},
           {"section", result.section},
           {"group", to_string(result.group)},
           {"verdict", to_string(result.verdict)},
           {"reasons", std::move(reasons)},
           {"advice", result.advice},
           {"valid_until", std::move(valid_until)}};
  if (result.answer) out["answer"] = to_json(*result.answer);
  return out;
}

Json to_json(const EvidenceItem& item) {
  return {{"id", item.id},
          {"url", item.url},
          {"final_url", item.final_url},
          {"status", item.status},
          {"fetched_at", text_or_null(item.fetched_at)},
          {"sha256", text_or_null(item.sha256)},
          {"quote", item.quote},
          {"place", item.place}};
}

Json to_json(const CrawlSummary& crawl) {
  return {{"pages", crawl.pages},
          {"bytes", crawl.bytes},
          {"seconds", rounded_seconds(crawl.seconds)},
          {"ended", crawl.ended},
          {"started_at", to_string(crawl.started_at)},
          {"capped_patterns", crawl.capped_patterns}};
}

// Every verdict has its key, so that a reader never has to ask whether one is there.
Json counts(const std::map<Verdict, int>& summary) {
  Json out = Json::object();
  for (const Verdict verdict : kAllVerdicts)
    out[std::string(to_string(verdict))] = count_of(summary, verdict);
  return out;
}

Json group_counts(const Report& report) {
  Json out = Json::object();
  for (const Group group : {Group::prerequisite, Group::checklist})
    out[std::string(to_string(group))] = counts(counts_of(report, group));
  return out;
}

Json to_json(const ChecklistSection& section) {
  return {{"id", section.id}, {"title", section.title}, {"group", to_string(section.group)}};
}

template <typename T>
Json list(const std::vector<T>& items) {
  Json out = Json::array();
  for (const T& item : items) out.push_back(to_json(item));
  return out;
}

}  // namespace

std::string render_json(const Report& report) {
  const Json json = {{"schema", Report::kSchema},
                     {"checklist", report.checklist},
                     {"checklist_title", report.checklist_title},
                     {"checklist_sha256", text_or_null(report.checklist_sha256)},
                     {"partner", report.partner},
                     {"home_page", report.home_page},
                     {"as_of", to_string(report.as_of)},
                     {"outcome", to_string(report.outcome)},
                     {"notices", report.notices},
                     {"summary", counts(report.summary)},
                     {"groups", group_counts(report)},
                     {"sections", list(report.sections)},
                     {"requirements", list(report.requirements)},
                     {"evidence", list(report.evidence)},
                     {"crawl", to_json(report.crawl)}};
  return quiet_json(json);
}

}  // namespace verify
