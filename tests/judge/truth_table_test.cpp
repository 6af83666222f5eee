// Whether an item is asked, waived or answered, over every combination of what decides it, against
// an oracle that was written from the rules alone.
#include <nlohmann/json.hpp>
#include <set>

#include "support/evidence_builder.h"
#include "support/probe_question.h"
#include "verify/report.h"

using namespace verify;
using namespace verify::test;

namespace {

using Models = std::vector<std::string>;

struct World {
  int msp;           // 0 no, 1 yes, -1 not said
  std::string gate;  // of C2.2: "", "yes" (without a document), "document", "no"
  Models models;
  std::string claim;  // of every other item: "", "yes", "no", "na", "waived"
};

const std::vector<AppliesTo> kApplies = {AppliesTo::all, AppliesTo::saas_iot,
                                         AppliesTo::iot_component, AppliesTo::msp,
                                         AppliesTo::non_msp};
const std::vector<WaiverRule> kWaivers = {WaiverRule::waived_if_msp, WaiverRule::not_eligible,
                                          WaiverRule::none_stated};

std::string id_of(AppliesTo applies, WaiverRule waiver) {
  return std::string(to_string(applies)) + "/" + std::string(to_string(waiver));
}

Checklist pack() {
  Checklist out{.id = "truth-table", .title = "Truth table", .waiver_gate = "gate"};
  const auto add = [&](std::string id, AppliesTo applies, WaiverRule waiver) {
    Requirement item{.id = id, .printed = id, .title = id, .text = id, .section = "C"};
    item.group = Group::checklist;
    item.applies_to = applies;
    item.waiver = waiver;
    item.probe = "declared-answer";
    out.requirements.push_back(std::move(item));
  };
  add("gate", AppliesTo::msp, WaiverRule::none_stated);
  out.requirements.back().params["document"] = true;
  for (const AppliesTo applies : kApplies)
    for (const WaiverRule waiver : kWaivers) add(id_of(applies, waiver), applies, waiver);
  out.sections = {{"C", "C", Group::checklist}};
  return out;
}

Evidence evidence_of(const World& world) {
  nlohmann::json partner = {{"name", "P"}, {"home_page", "https://p.example/"}};
  if (world.msp >= 0) partner["msp"] = world.msp == 1;
  if (!world.models.empty()) partner["delivery_models"] = world.models;
  nlohmann::json items = nlohmann::json::object();
  if (world.gate == "no") items["gate"] = {{"met", "no"}};
  if (world.gate == "yes") items["gate"] = {{"met", "yes"}, {"response", "It differs."}};
  if (world.gate == "document")
    items["gate"] = {{"met", "yes"}, {"response", "It differs."}, {"evidence", {"gate.md"}}};
  if (!world.claim.empty())
    for (const AppliesTo applies : kApplies)
      for (const WaiverRule waiver : kWaivers)
        items[id_of(applies, waiver)] = {{"met", world.claim}, {"response", "Because of this."}};
  const nlohmann::json application = {{"partner", partner},
                                      {"self_assessment", {{"items", items}}}};
  return EvidenceBuilder(application.dump()).file("gate.md", "What differs.").build();
}

// The oracle: three-valued, by tables of letters. Y yes, N no, ? not said.
char any_of(const Models& models, const std::set<std::string>& wanted) {
  if (models.empty()) return '?';
  for (const std::string& model : models)
    if (wanted.contains(model)) return 'Y';
  return 'N';
}

// O operates, H hands over, ? neither is said.
char operation(const Models& models) {
  if (any_of(models, {"managed", "saas"}) == 'Y') return 'O';
  return any_of(models, {"project"}) == 'Y' ? 'H' : '?';
}

char concerns(AppliesTo applies, const World& world) {
  const char msp = world.msp < 0 ? '?' : world.msp == 1 ? 'Y' : 'N';
  const std::string key = {msp, operation(world.models)};
  static const std::map<std::string, std::string> kMspRows = {
      // key: is an operating MSP asked; is a non-MSP that hands over asked
      {"YO", "YN"}, {"YH", "NN"}, {"Y?", "?N"}, {"NO", "NN"}, {"NH", "NY"},
      {"N?", "N?"}, {"?O", "?N"}, {"?H", "N?"}, {"??", "??"}};
  if (applies == AppliesTo::saas_iot) return any_of(world.models, {"saas", "iot"});
  if (applies == AppliesTo::iot_component) return any_of(world.models, {"iot", "component"});
  if (applies == AppliesTo::msp) return kMspRows.at(key)[0];
  if (applies == AppliesTo::non_msp) return kMspRows.at(key)[1];
  return 'Y';
}

std::string oracle(AppliesTo applies, WaiverRule waiver, const World& world) {
  const char asked = concerns(applies, world);
  if (asked == 'N') return "not_applicable";
  if (asked == '?') return "missing";
  const bool gate_open =
      world.msp == 1 && concerns(AppliesTo::msp, world) == 'Y' && world.gate == "document";
  if (waiver == WaiverRule::waived_if_msp && gate_open) return "waived";
  if (world.claim == "yes") return "attested";
  if (world.claim == "no") return "not_met";
  if (world.claim == "na") return "needs_review";
  return "missing";
}

// The reason a refused claim must be given.
std::string refusal(WaiverRule waiver, const World& world) {
  if (waiver != WaiverRule::waived_if_msp) return "waiver-not-eligible";
  return world.msp == 0 ? "waiver-without-msp" : "waiver-not-granted";
}

bool has(const RequirementResult& result, const std::string& code) {
  return std::any_of(result.reasons.begin(), result.reasons.end(),
                     [&](const ReportReason& each) { return each.code == code; });
}

std::vector<World> worlds() {
  const std::vector<Models> all_models = {{},
                                          {"project"},
                                          {"managed"},
                                          {"saas"},
                                          {"iot"},
                                          {"component"},
                                          {"project", "managed"},
                                          {"project", "saas"},
                                          {"project", "component"},
                                          {"managed", "iot"},
                                          {"saas", "iot", "component"}};
  std::vector<World> out;
  for (const int msp : {-1, 0, 1})
    for (const std::string gate : {"", "yes", "document", "no"})
      for (const Models& models : all_models)
        for (const std::string claim : {"", "yes", "no", "na", "waived"})
          out.push_back({msp, gate, models, claim});
  return out;
}

}  // namespace

TEST_CASE("applicability, waiver and answer over every combination", "[judge][truth-table]") {
  const Checklist checklist = pack();
  std::size_t rows = 0;
  for (const World& world : worlds()) {
    const Evidence evidence = evidence_of(world);
    const Report report = judge(evidence, checklist, bundled_lexicons());
    for (const AppliesTo applies : kApplies)
      for (const WaiverRule waiver : kWaivers) {
        const std::string id = id_of(applies, waiver);
        const auto& result =
            *std::find_if(report.requirements.begin(), report.requirements.end(),
                          [&](const RequirementResult& each) { return each.id == id; });
        CAPTURE(id, world.msp, world.gate, world.models, world.claim);
        const std::string expected = oracle(applies, waiver, world);
        REQUIRE(to_string(result.verdict) == expected);
        REQUIRE_FALSE(result.reasons.empty());
        const bool judged = expected != "waived" && concerns(applies, world) == 'Y';
        if (judged && world.claim == "waived") REQUIRE(has(result, refusal(waiver, world)));
        // An MSP that is not waived is told which leg fails.
        if (judged && waiver == WaiverRule::waived_if_msp && world.msp == 1 &&
            expected != "attested")
          REQUIRE(has(result, "waiver-gate-failed"));
        ++rows;
      }
  }
  CHECK(rows == 3u * 4 * 11 * 5 * 5 * 3);
}
