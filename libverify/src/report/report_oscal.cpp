#include <set>

#include "base/uuid.h"
#include "report/markdown_parts.h"
#include "report/quiet_json.h"
#include "report/wording.h"

namespace verify {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kOscalVersion = "1.1.2";
constexpr std::string_view kNameSpace = "urn:libverify";  // of our own properties

// TokenDatatype: a letter or '_', then letters, digits, '.', '-' and '_'.
std::string token(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, 200)) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    const bool later = (c >= '0' && c <= '9') || c == '.' || c == '-';
    if (out.empty() && !letter) out += '_';
    if (letter || later) out += c;
    if (!letter && !later) out += '_';
  }
  return out.empty() ? "_" : out;
}

// Markup-line and string data types must not be empty.
std::string line(std::string_view text) {
  std::string out = markdown_text(text);
  return out.empty() ? "–" : out;
}

// DateTimeWithTimezoneDatatype of 1.1 knows no fraction that ends in a zero.
std::string seconds_of(Instant instant) {
  return to_string(instant).substr(0, 19) + "Z";
}

Json property(std::string_view name, std::string_view value) {
  std::string text = safe_text(value, 2000);
  if (text.empty()) text = "–";
  return {{"name", name}, {"ns", kNameSpace}, {"value", std::move(text)}};
}

struct State {
  std::string_view state, reason;
};

// An objective is satisfied or it is not: what a person must weigh or could not be observed is not,
// and "other" says that it did not fail. The verdict's own word is a property.
State state_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::met:
      return {"satisfied", "pass"};
    case Verdict::not_met:
    case Verdict::missing:
      return {"not-satisfied", "fail"};
    case Verdict::needs_review:
    case Verdict::blocked:
      return {"not-satisfied", "other"};
    case Verdict::attested:
    case Verdict::waived:
    case Verdict::not_applicable:
      return {"satisfied", "other"};
  }
  return {"not-satisfied", "other"};
}

class OscalReport {
 public:
  explicit OscalReport(const Report& report)
      : report_(report),
        evidence_(report),
        seed_(name_uuid(render_json(report))),
        plan_(name_uuid("checklist\n" + report.checklist + "\n" + report.checklist_sha256)) {}

  Json render() const {
    return {{"assessment-results",
             {{"uuid", uuid("document")},
              {"metadata", metadata()},
              {"import-ap", {{"href", "#" + plan_}}},
              {"results", Json::array({results()})},
              {"back-matter", {{"resources", Json::array({checklist()})}}}}}};
  }

 private:
  std::string uuid(std::string_view part) const {
    return name_uuid(seed_ + "\n" + std::string(part));
  }

  std::string title() const { return line(report_.partner + ": " + report_.checklist_title); }

  Json metadata() const {
    return {{"title", title()},
            {"last-modified", seconds_of(report_.crawl.started_at)},
            {"version", to_string(report_.as_of)},
            {"oscal-version", kOscalVersion}};
  }

  // There is no OSCAL plan: the checklist stands for it.
  Json checklist() const {
    return {{"uuid", plan_},
            {"title", line(report_.checklist_title)},
            {"description", "The checklist the results were judged by."},
            {"props", Json::array({property("checklist", report_.checklist),
                                   property("checklist-sha256", report_.checklist_sha256)})}};
  }

  Json results() const {
    Json controls = Json::array(), observations = Json::array(), findings = Json::array();
    std::set<std::string> named;
    for (std::size_t i = 0; i < report_.requirements.size(); ++i) {
      const RequirementResult& result = report_.requirements[i];
      if (named.insert(token(result.id)).second)
        controls.push_back({{"control-id", token(result.id)}});
      observations.push_back(observation(result, i));
      findings.push_back(finding(result, i));
    }
    Json selection = controls.empty() ? Json{{"include-all", Json::object()}}
                                      : Json{{"include-controls", std::move(controls)}};
    Json out = {
        {"uuid", uuid("result")},
        {"title", title()},
        {"description", markdown_text(outcome_sentence(report_))},
        {"start", seconds_of(report_.crawl.started_at)},
        {"props", Json::array({property("outcome", to_string(report_.outcome)),
                               property("as-of", to_string(report_.as_of)),
                               property("home-page", report_.home_page)})},
        {"reviewed-controls", {{"control-selections", Json::array({std::move(selection)})}}}};
    if (!observations.empty()) {
      out["observations"] = std::move(observations);
      out["findings"] = std::move(findings);
    }
    return out;
  }

  Json observation(const RequirementResult& result, std::size_t index) const {
    Json out = {{"uuid", uuid("observation " + std::to_string(index))},
                {"title", line(result.title)},
                {"description", reasons(result)},
                {"methods", Json::array({"EXAMINE"})}};
    if (Json seen = relevant_evidence(result); !seen.empty())
      out["relevant-evidence"] = std::move(seen);
    out["collected"] = seconds_of(report_.crawl.started_at);
    if (result.valid_until) out["expires"] = to_string(*result.valid_until) + "T23:59:59Z";
    return out;
  }

  static std::string reasons(const RequirementResult& result) {
    std::string out;
    for (const ReportReason& reason : result.reasons)
      out += (out.empty() ? "" : "\n\n") + line(reason.text);
    return out.empty() ? std::string(meaning(result.verdict)) : out;
  }

  Json relevant_evidence(const RequirementResult& result) const {
    Json out = Json::array();
    for (const ReportReason& reason : result.reasons)
      for (const std::string& id : reason.citations)
        if (const EvidenceItem* item = evidence_.find(id)) {
          const std::string note = citation_note(*item);
          std::string text = item->quote.empty() ? "" : "“" + markdown_text(item->quote) + "”";
          if (!note.empty()) text += (text.empty() ? "" : "\n\n") + markdown_text(note);
          Json one = {{"href", uri_reference(item->url)},
                      {"description", text.empty() ? "–" : text}};
          if (!item->sha256.empty()) one["props"] = Json::array({property("sha256", item->sha256)});
          out.push_back(std::move(one));
        }
    return out;
  }

  Json finding(const RequirementResult& result, std::size_t index) const {
    const State state = state_of(result.verdict);
    Json props = Json::array({property("verdict", to_string(result.verdict)),
                              property("group", to_string(result.group)),
                              property("printed", result.printed)});
    for (const ReportReason& reason : result.reasons)
      props.push_back(property("reason-code", reason.code));
    Json out = {
        {"uuid", uuid("finding " + std::to_string(index))},
        {"title", line(result.printed + " " + result.title)},
        {"description", reasons(result)},
        {"props", std::move(props)},
        {"target",
         {{"type", "objective-id"},
          {"target-id", token(result.id)},
          {"status", {{"state", state.state}, {"reason", state.reason}}}}},
        {"related-observations",
         Json::array({{{"observation-uuid", uuid("observation " + std::to_string(index))}}})}};
    if (!result.advice.empty()) out["remarks"] = markdown_text(result.advice);
    return out;
  }

  const Report& report_;
  EvidenceIndex evidence_;
  std::string seed_;  // of all UUIDs but the checklist's
  std::string plan_;
};

}  // namespace

std::string render_oscal(const Report& report) {
  return quiet_json(OscalReport(report).render());
}

}  // namespace verify
