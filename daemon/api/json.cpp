#include "daemon/api/json.h"

namespace verify::daemon {
namespace {

Json summary_of(const std::map<Verdict, int>& summary) {
  Json out = Json::object();
  for (const auto& [verdict, count] : summary) out[std::string(to_string(verdict))] = count;
  return out;
}

}  // namespace

std::string text_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json json_of(const PortfolioRow& row) {
  return {{"id", row.partner.id},
          {"name", row.partner.name},
          {"group", row.partner.group},
          {"cadence", row.partner.cadence},
          {"checklist", row.partner.checklist},
          {"paused", row.partner.paused},
          {"created_at", to_string(row.partner.created_at)},
          {"outcome", word_or_null(row.outcome)},
          {"checked_at", word_or_null(row.checked_at)},
          {"next_due", word_or_null(row.next_due)},
          {"summary", summary_of(row.summary)},
          {"run_open", row.run_open},
          {"overdue", row.overdue}};
}

Json json_of(const PortfolioCounts& counts) {
  Json outcomes = {{"ready", 0}, {"not_ready", 0}, {"needs_review", 0}};
  for (const auto& [outcome, count] : counts.outcomes)
    outcomes[std::string(to_string(outcome))] = count;
  return {{"partners", counts.partners}, {"never_checked", counts.never_checked},
          {"outcomes", outcomes},        {"queued", counts.queued},
          {"running", counts.running},   {"overdue", counts.overdue}};
}

Json json_of(const ApplicationVersion& application) {
  return {{"version", application.version},
          {"sha256", application.sha256},
          {"files", Json(application.files)},
          {"submitted_at", to_string(application.submitted_at)},
          {"submitted_by", application.submitted_by}};
}

Json json_of(const Run& run) {
  return {{"id", run.id},
          {"partner", run.partner},
          {"application_version", run.application_version},
          {"trigger", to_string(run.trigger)},
          {"asked_by", text_or_null(run.asked_by)},
          {"state", to_string(run.state)},
          {"attempts", run.attempts},
          {"queued_at", to_string(run.queued_at)},
          {"started_at", word_or_null(run.started_at)},
          {"finished_at", word_or_null(run.finished_at)},
          {"outcome", word_or_null(run.outcome)},
          {"checklist", text_or_null(run.checklist)},
          {"checklist_sha256", text_or_null(run.checklist_sha256)},
          {"engine", text_or_null(run.engine)},
          {"evidence", text_or_null(run.evidence)},
          {"report", text_or_null(run.report)},
          {"pages", run.pages},
          {"not_modified", run.not_modified},
          {"confirms", run.confirms == 0 ? Json(nullptr) : Json(run.confirms)},
          {"error", text_or_null(run.error)}};
}

Json json_of(const FindingRow& finding) {
  return {{"requirement", finding.requirement},
          {"verdict", to_string(finding.verdict)},
          {"code", finding.code},
          {"text", finding.text},
          {"valid_until", word_or_null(finding.valid_until)}};
}

Json json_of(const Standing& standing) {
  return {{"requirement", standing.requirement},
          {"verdict", to_string(standing.verdict)},
          {"code", standing.code},
          {"text", standing.text},
          {"run", standing.run},
          {"since", to_string(standing.since)},
          {"valid_until", word_or_null(standing.valid_until)},
          {"observed", to_string(standing.observed)},
          {"observed_runs", standing.observed_runs},
          {"flaps", standing.flaps}};
}

Json json_of(const Transition& transition) {
  return {{"id", transition.id},
          {"run", transition.run},
          {"partner", transition.partner},
          {"requirement", transition.requirement},
          {"from", word_or_null(transition.from)},
          {"to", to_string(transition.to)},
          {"cause", to_string(transition.cause)},
          {"explanation", transition.explanation},
          {"diff", transition.diff},
          {"at", to_string(transition.at)}};
}

Json json_of(const Override& override) {
  return {{"id", override.id},
          {"partner", override.partner},
          {"requirement", override.requirement},
          {"verdict", to_string(override.verdict)},
          {"who", override.who},
          {"why", override.why},
          {"at", to_string(override.at)},
          {"until", word_or_null(override.until)},
          {"withdrawn_at", word_or_null(override.withdrawn_at)},
          {"withdrawn_by", text_or_null(override.withdrawn_by)}};
}

Json json_of(const Delivery& delivery) {
  return {{"id", delivery.id},
          {"channel", delivery.channel},
          {"subject", delivery.subject},
          {"state", to_string(delivery.state)},
          {"attempts", delivery.attempts},
          {"created_at", to_string(delivery.created_at)},
          {"next_try", delivery.state == DeliveryState::pending ? Json(to_string(delivery.next_try))
                                                                : Json(nullptr)},
          {"sent_at", word_or_null(delivery.sent_at)},
          {"error", text_or_null(delivery.error)}};
}

}  // namespace verify::daemon
