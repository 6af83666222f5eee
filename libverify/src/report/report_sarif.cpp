#include "base/digest.h"
#include "report/markdown_parts.h"
#include "report/quiet_json.h"
#include "report/wording.h"

namespace verify {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxText = 4000;  // bytes

// SARIF 2.1.0, 3.27.9. A declaration was not evaluated; what could not be observed is open.
std::string_view kind_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::met:
      return "pass";
    case Verdict::not_met:
    case Verdict::missing:
      return "fail";
    case Verdict::needs_review:
      return "review";
    case Verdict::blocked:
      return "open";
    case Verdict::attested:
      return "informational";
    case Verdict::waived:
    case Verdict::not_applicable:
      return "notApplicable";
  }
  return "open";
}

// 3.27.10: only what fails has a level. A prerequisite decides the outcome, an item does not.
std::string_view level_of(const RequirementResult& result) {
  if (kind_of(result.verdict) != "fail") return "none";
  return result.group == Group::prerequisite ? "error" : "warning";
}

// 3.11.5 and 3.11.6: braces are placeholders unless doubled, and [text](target) is a link.
Json message(std::string_view scraped) {
  std::string text;
  for (const char c : safe_text(scraped, kMaxText)) {
    if (c == '(' && text.ends_with(']')) text.insert(text.size() - 1, 1, '\\');
    text += c;
    if (c == '{' || c == '}') text += c;
  }
  return {{"text", std::move(text)}};
}

// Seconds are enough; 3.9 wants RFC 3339's time in UTC.
std::string utc_seconds(Instant instant) {
  return to_string(instant).substr(0, 19) + "Z";
}

class SarifReport {
 public:
  explicit SarifReport(const Report& report) : report_(report), evidence_(report) {}

  Json render() && {
    collect_artifacts();
    Json results = Json::array();
    for (const RequirementResult& result : report_.requirements)
      results.push_back(result_of(result, rule_index(result)));
    Json run = {{"tool", {{"driver", {{"name", "libverify"}, {"rules", std::move(rules_)}}}}},
                {"automationDetails", {{"id", id_text(report_.checklist + "/" + report_.partner)}}},
                {"invocations", Json::array({invocation()})},
                {"artifacts", std::move(artifacts_)},
                {"results", std::move(results)},
                {"properties", properties()}};
    return {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
            {"version", "2.1.0"},
            {"runs", Json::array({std::move(run)})}};
  }

 private:
  static std::string id_text(std::string_view text) { return safe_text(text, kMaxText); }

  // Neither array may hold the same thing twice (3.19.23, 3.14.15), and one page is cited often.
  void collect_artifacts() {
    std::map<std::string, std::size_t> known;
    for (const EvidenceItem& item : report_.evidence) {
      Json artifact = artifact_of(item);
      const auto [at, is_new] = known.emplace(artifact.dump(), artifacts_.size());
      artifact_index_.push_back(at->second);
      if (is_new) artifacts_.push_back(std::move(artifact));
    }
  }

  std::size_t rule_index(const RequirementResult& result) {
    const auto [at, is_new] = rule_index_.emplace(id_text(result.id), rules_.size());
    if (is_new) rules_.push_back(rule_of(result));
    return at->second;
  }

  Json invocation() const {
    // In this order what is no number is none, too: a report may come from anywhere.
    const double seconds = std::min(std::max(0.0, report_.crawl.seconds), 1e6);
    const auto took = std::chrono::microseconds(static_cast<std::int64_t>(seconds * 1e6));
    return {{"executionSuccessful", true},
            {"startTimeUtc", utc_seconds(report_.crawl.started_at)},
            {"endTimeUtc", utc_seconds(report_.crawl.started_at + took)}};
  }

  Json properties() const {
    Json summary = Json::object();
    for (const Verdict verdict : kAllVerdicts)
      summary[std::string(to_string(verdict))] = count_of(report_.summary, verdict);
    return {{"partner", id_text(report_.partner)},     {"homePage", id_text(report_.home_page)},
            {"checklist", id_text(report_.checklist)}, {"asOf", to_string(report_.as_of)},
            {"outcome", to_string(report_.outcome)},   {"summary", std::move(summary)}};
  }

  static Json rule_of(const RequirementResult& result) {
    return {
        {"id", id_text(result.id)},
        {"shortDescription", message(result.title)},
        {"properties", {{"printed", id_text(result.printed)}, {"group", to_string(result.group)}}}};
  }

  Json result_of(const RequirementResult& result, std::size_t rule) const {
    std::string text;
    for (const ReportReason& reason : result.reasons)
      text += (text.empty() ? "" : " ") + reason.text;
    Json out = {{"ruleId", id_text(result.id)},
                {"ruleIndex", rule},
                {"kind", kind_of(result.verdict)},
                {"level", level_of(result)},
                {"message", message(text.empty() ? meaning(result.verdict) : text)},
                {"locations", locations_of(result)},
                {"partialFingerprints",
                 {{"requirement/v1",
                   sha256_hex(report_.checklist + "\n" + report_.partner + "\n" + result.id)}}},
                {"properties", details_of(result)}};
    Json flows = flows_of(result);
    if (!flows.empty()) out["codeFlows"] = std::move(flows);
    return out;
  }

  static Json details_of(const RequirementResult& result) {
    Json codes = Json::array();
    for (const ReportReason& reason : result.reasons) codes.push_back(id_text(reason.code));
    Json out = {{"verdict", to_string(result.verdict)}, {"codes", std::move(codes)}};
    if (!result.advice.empty()) out["advice"] = safe_text(result.advice, kMaxText);
    if (result.valid_until) out["validUntil"] = to_string(*result.valid_until);
    return out;
  }

  // The quotes are messages: pages have no lines that a region could name.
  Json locations_of(const RequirementResult& result) const {
    Json out = Json::array();
    for (const ReportReason& reason : result.reasons)
      for (const std::string& id : reason.citations)
        if (const EvidenceItem* item = evidence_.find(id)) {
          std::string text =
              item->quote.empty() ? "" : "“" + safe_text(item->quote, kMaxText) + "”";
          if (const std::string note = citation_note(*item); !note.empty())
            text += (text.empty() ? "(" : " (") + note + ")";
          const std::size_t index =
              artifact_index_[static_cast<std::size_t>(item - report_.evidence.data())];
          Json location = {
              {"physicalLocation",
               {{"artifactLocation", {{"uri", uri_reference(item->url)}, {"index", index}}}}}};
          if (!text.empty()) location["message"] = message(text);
          out.push_back(std::move(location));
        }
    return out;
  }

  // A click path is a way through pages as a code flow is one through code.
  static Json flows_of(const RequirementResult& result) {
    Json out = Json::array();
    for (const ReportReason& reason : result.reasons) {
      if (reason.path.empty()) continue;
      Json steps = Json::array({step(reason.path.front().from, "start")});
      for (const ReportClick& click : reason.path)
        steps.push_back(step(
            click.to, "“" + safe_text(click.text, 200) + "” in the " + region_words(click.region)));
      out.push_back({{"threadFlows", Json::array({{{"locations", std::move(steps)}}})}});
    }
    return out;
  }

  static Json step(std::string_view url, std::string_view text) {
    return {{"location",
             {{"physicalLocation", {{"artifactLocation", {{"uri", uri_reference(url)}}}}},
              {"message", message(text)}}}};
  }

  static Json artifact_of(const EvidenceItem& item) {
    Json out = {{"location", {{"uri", uri_reference(item.url)}}}};
    if (!item.sha256.empty()) out["hashes"] = {{"sha-256", id_text(item.sha256)}};
    out["properties"] = {{"status", id_text(item.status)},
                         {"finalUrl", id_text(item.final_url)},
                         {"fetchedAt", id_text(item.fetched_at)}};
    return out;
  }

  const Report& report_;
  EvidenceIndex evidence_;
  Json rules_ = Json::array();
  Json artifacts_ = Json::array();
  std::map<std::string, std::size_t> rule_index_;  // by id
  std::vector<std::size_t> artifact_index_;        // by place in Report::evidence
};

}  // namespace

std::string render_sarif(const Report& report) {
  return quiet_json(SarifReport(report).render());
}

}  // namespace verify
