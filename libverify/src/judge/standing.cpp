#include "verify/standing.h"

#include <algorithm>

#include "judge/ask.h"
#include "verify/declaration.h"

namespace verify {
namespace {

using Partner = Application::Partner;

bool delivers(const Partner& partner, std::initializer_list<std::string_view> models) {
  return std::any_of(models.begin(), models.end(), [&](std::string_view model) {
    return std::find(partner.delivery_models.begin(), partner.delivery_models.end(), model) !=
           partner.delivery_models.end();
  });
}

// Who runs what was built. Whoever sells software as a service runs it; a partner that names
// devices only has not said.
enum class Operation { unknown, handed_over, operated };
Operation operation_of(const Partner& partner) {
  if (delivers(partner, {"managed", "saas"})) return Operation::operated;
  return delivers(partner, {"project"}) ? Operation::handed_over : Operation::unknown;
}

Citation cite_models(const Partner& partner) {
  std::string models;
  for (const std::string& model : partner.delivery_models)
    models += (models.empty() ? "" : ", ") + model;
  return cite_application("/partner/delivery_models", models);
}

Citation cite_msp(const Partner& partner) {
  return cite_application("/partner/msp", !partner.msp ? "" : *partner.msp ? "true" : "false");
}

Reason reason(std::string code, std::string text, std::vector<Citation> citations) {
  return {std::move(code), std::move(text), std::move(citations), {}, {}};
}

Applicability concerns(bool yes, std::string code, std::string text,
                       std::vector<Citation> citations) {
  if (yes) return {};
  return {Applicability::Kind::no, reason(std::move(code), std::move(text), std::move(citations))};
}

Applicability unknown(const Partner& partner, bool msp, bool models) {
  std::string missing;
  std::vector<Citation> citations;
  if (msp) {
    missing = "partner.msp";
    citations.push_back(cite_msp(partner));
  }
  if (models) {
    missing += (missing.empty() ? "" : " and ") + std::string("partner.delivery_models");
    citations.push_back(cite_models(partner));
  }
  Reason out = reason("applicability-unknown",
                      "Whether this concerns the partner depends on " + missing +
                          ", which the application does not tell.",
                      std::move(citations));
  out.details["missing"] = missing;
  return {Applicability::Kind::unknown, std::move(out)};
}

// Managed Service Providers that operate what they deliver. A leg that is known to fail decides,
// whatever the other one is.
Applicability for_msp(const Partner& partner) {
  const Operation operation = operation_of(partner);
  if (partner.msp == false)
    return concerns(false, "applies-to-msp",
                    operation == Operation::operated
                        ? "Asked of approved MSPs only. The partner operates workloads without "
                          "being one, which the checklist does not speak of; there is no waiver."
                        : "Asked of approved MSPs only.",
                    {cite_msp(partner)});
  if (operation == Operation::handed_over)
    return concerns(false, "applies-to-operators",
                    "Asked of MSPs that operate what they deliver; the partner hands it over. No "
                    "waiver can rest on it.",
                    {cite_models(partner)});
  if (!partner.msp || operation == Operation::unknown)
    return unknown(partner, !partner.msp, operation == Operation::unknown);
  return {};
}

Applicability for_non_msp(const Partner& partner) {
  const Operation operation = operation_of(partner);
  if (partner.msp == true)
    return concerns(false, "applies-to-non-msp", "Asked of partners that are no approved MSP.",
                    {cite_msp(partner)});
  if (operation == Operation::operated)
    return concerns(false, "applies-to-handover",
                    "Asked of partners that hand their work over; the partner operates it.",
                    {cite_models(partner)});
  if (!partner.msp || operation == Operation::unknown)
    return unknown(partner, !partner.msp, operation == Operation::unknown);
  return {};
}

Applicability for_models(const Partner& partner, std::initializer_list<std::string_view> models,
                         std::string code, std::string text) {
  if (partner.delivery_models.empty()) return unknown(partner, false, true);
  return concerns(delivers(partner, models), std::move(code), std::move(text),
                  {cite_models(partner)});
}

Finding settle(Verdict verdict, std::vector<Reason> reasons) {
  return {verdict, std::move(reasons), std::nullopt};
}

// An item that speaks of devices without being limited to them: whoever has none may say so.
std::optional<Finding> declined(const Requirement& item, const Application& application,
                                const Declaration& declaration) {
  if (item.concerns_models.empty() || !declaration.answered("na")) return std::nullopt;
  const auto& models = application.partner.delivery_models;
  if (models.empty())
    return settle(Verdict::missing, {unknown(application.partner, false, true).reason});
  for (const std::string& model : item.concerns_models)
    if (delivers(application.partner, {model})) return std::nullopt;
  const AssessmentAnswer& answer = *declaration.answer;
  if (const auto response = answered_text(answer.response))
    return settle(
        Verdict::not_applicable,
        {reason("not-applicable-declared",
                "The applicant says that it does not concern what it delivers, and the "
                "delivery models agree.",
                {quoting(answer.response_at, *response), cite_models(application.partner)})});
  return settle(Verdict::missing,
                {reason("not-applicable-unexplained",
                        "The self-assessment says that it does not apply, but not why.",
                        {quoting(answer.met_at, "na")})});
}

// Answers true where the exemption settles the item.
bool exempted(const Requirement& item, const Declaration& declaration, ReportDay& day,
              Standing& out) {
  if (!item.certificate || item.certificate->use != Certificate::Use::exemption) return false;
  const CertificateClaim claim = certificate_claim(declaration, *item.certificate, day);
  if (claim.state == CertificateClaim::State::none) return false;
  Reason said = certificate_reason(claim, *item.certificate);
  if (claim.state != CertificateClaim::State::current) {
    out.notes.push_back(std::move(said));
    return false;
  }
  out.settled = settle(Verdict::waived, {std::move(said)});
  out.settled->valid_until = claim.valid_until;
  return true;
}

void refuse_waiver(const Requirement& item, const Application& application,
                   const Declaration& declaration, Standing& out) {
  const Citation claim = quoting(declaration.answer->met_at, "waived");
  out.refused = true;
  if (item.waiver == WaiverRule::waived_if_msp && application.partner.msp == false) {
    out.notes.push_back(reason("waiver-without-msp",
                               "A waiver is claimed, but the partner is no approved MSP.",
                               {claim, cite_msp(application.partner)}));
  } else if (item.waiver == WaiverRule::waived_if_msp) {
    out.notes.push_back(reason("waiver-not-granted",
                               "A waiver is claimed whose conditions are not fulfilled.", {claim}));
  } else {
    out.notes.push_back(reason("waiver-not-eligible",
                               item.waiver == WaiverRule::none_stated
                                   ? "A waiver is claimed, but the checklist states none."
                                   : "A waiver is claimed for an item that cannot be waived.",
                               {claim}));
  }
}

Reason gate_reason(const Requirement& gate, const Finding& finding, std::string code) {
  const std::string name = gate.printed + " (" + gate.title + ")";
  Reason out = finding.reasons.front();
  out.text = code == "waiver-gate-met"
                 ? "The item the waiver depends on, " + name + ", is answered with a document."
                 : "The item the waiver depends on, " + name + ", is not fulfilled: " + out.text;
  out.code = std::move(code);
  return out;
}

WaiverGate closed(std::vector<Reason> legs) {
  return {WaiverGate::Kind::closed, std::move(legs)};
}

}  // namespace

Applicability applicability(const Requirement& item, const Application& application) {
  const Partner& partner = application.partner;
  switch (item.applies_to) {
    case AppliesTo::all:
      return {};
    case AppliesTo::saas_iot:
      return for_models(partner, {"saas", "iot"}, "applies-to-saas-iot",
                        "Asked of partners that deliver software as a service or for devices.");
    case AppliesTo::iot_component:
      return for_models(partner, {"iot", "component"}, "applies-to-iot-component",
                        "Asked of partners that deliver for devices or components of them.");
    case AppliesTo::msp:
      return for_msp(partner);
    case AppliesTo::non_msp:
      return for_non_msp(partner);
  }
  return {};
}

WaiverGate waiver_gate(const Evidence& evidence, const Checklist& checklist, PageReader& reader,
                       ReportDay& day) {
  const Partner& partner = evidence.application().partner;
  if (!partner.msp)
    return {WaiverGate::Kind::unknown,
            {reason("waiver-msp-unknown",
                    "An approved MSP may be waived from it; the application does not tell whether "
                    "the partner is one.",
                    {cite_msp(partner)})}};
  if (!*partner.msp) return closed({});
  std::vector<Reason> legs = {
      reason("waiver-msp", "The partner is an approved MSP.", {cite_msp(partner)})};
  const Requirement* gate = checklist.find(checklist.waiver_gate);
  if (gate == nullptr) return {WaiverGate::Kind::open, std::move(legs)};
  const Applicability asked = applicability(*gate, evidence.application());
  if (asked.kind != Applicability::Kind::yes) {
    const Finding not_asked = settle(Verdict::not_applicable, {asked.reason});
    return {asked.kind == Applicability::Kind::no ? WaiverGate::Kind::closed
                                                  : WaiverGate::Kind::unknown,
            {gate_reason(*gate, not_asked, "waiver-gate-failed")}};
  }
  const Finding finding = ask_probe(evidence, params_of(*gate, checklist, reader, day));
  const bool shown =
      finding.verdict == Verdict::met ||
      (finding.verdict == Verdict::attested && declaration_of(evidence, *gate).has_document());
  if (!shown) return closed({gate_reason(*gate, finding, "waiver-gate-failed")});
  legs.push_back(gate_reason(*gate, finding, "waiver-gate-met"));
  return {WaiverGate::Kind::open, std::move(legs)};
}

Standing standing_of(const Requirement& item, const Evidence& evidence, const WaiverGate& gate,
                     ReportDay& day) {
  Standing out;
  const Application& application = evidence.application();
  Applicability asked = applicability(item, application);
  if (asked.kind != Applicability::Kind::yes) {
    out.settled =
        settle(asked.kind == Applicability::Kind::no ? Verdict::not_applicable : Verdict::missing,
               {std::move(asked.reason)});
    return out;
  }
  const Declaration declaration = declaration_of(evidence, item);
  out.settled = declined(item, application, declaration);
  if (out.settled || exempted(item, declaration, day, out)) return out;
  const bool waivable = item.waiver == WaiverRule::waived_if_msp;
  if (waivable && gate.kind == WaiverGate::Kind::open) {
    out.settled = settle(Verdict::waived, gate.legs);
    return out;
  }
  if (declaration.answered("waived")) refuse_waiver(item, application, declaration, out);
  if (waivable) out.notes.insert(out.notes.end(), gate.legs.begin(), gate.legs.end());
  return out;
}

}  // namespace verify
