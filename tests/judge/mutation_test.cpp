// Mutating one field of a complete application changes exactly the verdicts that depend on it. The
// tables below are that dependency; whatever stands in none of them must not change.
#include <functional>
#include <nlohmann/json.hpp>
#include <set>

#include "support/fixture_crawl.h"
#include "support/places.h"
#include "support/probe_question.h"
#include "support/whole_file.h"
#include "verify/report.h"

using namespace verify;
using namespace verify::test;

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using Ids = std::set<std::string>;
using Verdicts = std::map<std::string, std::string>;

const Checklist& pack() {
  static const Checklist kPack =
      load_checklist(source_folder() / "config/checklists/aws-ml-consulting-3.0").value();
  return kPack;
}

// A complete application with its site, screened through the network in memory.
class Subject {
 public:
  explicit Subject(const std::string& name)
      : site_(source_folder() / "fixtures" / name),
        application_(Json::parse(read_whole_file(site_.folder() / "application.json"))),
        baseline_(verdicts_of(application_)) {}

  const Json& application() const { return application_; }
  const Verdicts& baseline() const { return baseline_; }

  Ids changed_by(const std::function<void(Json&)>& mutate) const {
    Json mutated = application_;
    mutate(mutated);
    Ids out;
    for (const auto& [id, verdict] : verdicts_of(mutated))
      if (baseline_.at(id) != verdict) out.insert(id);
    return out;
  }

 private:
  Verdicts verdicts_of(const Json& application) const {
    const Date as_of = parse_date("2026-06-30").value();
    const Evidence evidence = crawl_fixture(site_, application.dump(), pack(), as_of);
    Verdicts out;
    for (const RequirementResult& each :
         judge(evidence, pack(), bundled_lexicons(), as_of).requirements)
      out[each.id] = to_string(each.verdict);
    return out;
  }

  FixtureSite site_;
  Json application_;
  Verdicts baseline_;
};

const Subject& project_partner() {
  static const Subject kSubject("harbour-analytics");
  return kSubject;
}

const Subject& msp_partner() {
  static const Subject kSubject("tidemark-systems");
  return kSubject;
}

Ids items_where(const std::function<bool(const Requirement&)>& holds) {
  Ids out;
  for (const Requirement& item : pack().requirements)
    if (holds(item)) out.insert(item.id);
  return out;
}

Ids applying_to(AppliesTo whom) {
  return items_where([&](const Requirement& item) { return item.applies_to == whom; });
}

Ids operator+(Ids a, const Ids& b) {
  a.insert(b.begin(), b.end());
  return a;
}

std::string shown(const Ids& ids) {
  std::string out;
  for (const std::string& id : ids) out += id + " ";
  return out;
}

struct Row {
  std::string what;
  std::function<void(Json&)> mutate;
  Ids changes;
};

void check(const Subject& subject, const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(shown(subject.changed_by(row.mutate)) == shown(row.changes));
  }
}

std::function<void(Json&)> set(const std::string& pointer, const Json& value) {
  return [=](Json& json) { json[Json::json_pointer(pointer)] = value; };
}

std::function<void(Json&)> drop(const std::string& parent, const std::string& key) {
  return [=](Json& json) { json[Json::json_pointer(parent)].erase(key); };
}

std::function<void(Json&)> drop_at(const std::string& parent, std::size_t index) {
  return [=](Json& json) { json[Json::json_pointer(parent)].erase(index); };
}

const Ids kPublic = {"P2.3", "P2.3.1", "P2.3.2", "P2.3.3"};
// Answers of the project partner that speak of the first reference.
const Ids kOnFirst = {"C5.1", "C5.2", "C5.3", "C5.5", "C5.7b"};

}  // namespace

TEST_CASE("fields of the partner", "[mutation]") {
  const Ids saas = applying_to(AppliesTo::saas_iot),
            devices = applying_to(AppliesTo::iot_component);
  check(project_partner(),
        {
            {"name, with an alias that stands on the pages",
             set("/partner/name", "Somebody Else"),
             {}},
            {"name and aliases",
             [](Json& json) {
               json["partner"]["name"] = "Somebody Else";
               json["partner"]["aliases"] = Json::array();
             },
             {"P2.3", "P2.3.3"}},
            {"aliases", set("/partner/aliases", Json::array()), {}},
            {"tier: none", set("/partner/tier", "select"), {"P1.2"}},
            {"tier: not said", drop("/partner", "tier"), {"P1.2"}},
            {"tier: the other one", set("/partner/tier", "Premier"), {}},
            // Nothing is there: a person must look, whatever is declared.
            {"profile that is not there",
             set("/partner/profile_page", "http://partners.amazonaws.com/gone"),
             {"P1.2"}},
            {"dedicated_practice", set("/partner/dedicated_practice", true), {}},
            // C2.2 is asked of MSPs that operate; this one hands over either way.
            {"msp: yes", set("/partner/msp", true), {"C2.3"}},
            {"msp: not said", drop("/partner", "msp"), {"C2.3"}},
            {"models: operates", set("/partner/delivery_models", {"project", "managed"}), {"C2.3"}},
            {"models: saas", set("/partner/delivery_models", {"project", "saas"}),
             saas + Ids{"C2.3", "P4.1"}},
            {"models: devices", set("/partner/delivery_models", {"project", "component"}),
             devices + Ids{"C5.6a", "P4.1"}},
            {"models: not said", drop("/partner", "delivery_models"),
             saas + devices + Ids{"C2.3", "C5.6a", "P4.1"}},
        });
}

TEST_CASE("pages, materials, notebook and staff", "[mutation]") {
  check(project_partner(),
        {
            {"practice page", drop("", "practice_page"), {"P3.1"}},
            {"material", set("/thought_leadership", Json::array()), {"P3.2"}},
            {"kind of a material", set("/thought_leadership/0/kind", "paper"), {}},
            {"notebook", drop("", "notebook"), {"P2.2"}},
            {"notebook that is not there", set("/notebook", "evidence/none.ipynb"), {"P2.2"}},
            {"a person less", drop_at("/trained_staff", 2), {"P3.3"}},
            {"a person twice", set("/trained_staff/1/name", "ADA LINDGREN"), {"P3.3"}},
            {"another course", set("/trained_staff/0/course", "Cooking with Gas"), {"P3.3"}},
            {"a course that may be the one",
             set("/trained_staff/0/course", "Machine Learning on AWS"),
             {"P3.3"}},
            {"not completed yet", set("/trained_staff/0/completed", "2026-07-01"), {"P3.3"}},
            {"completed: not said", drop("/trained_staff/0", "completed"), {"P3.3"}},
            {"badge that is not there",
             set("/trained_staff/0/badge_url", "http://www.credly.com/badges/1"),
             {"P3.3"}},
        });
}

TEST_CASE("fields of a reference", "[mutation]") {
  const Ids renamed = Ids{"P2.1", "P2.3", "P2.3.1", "P2.3.3", "C2.8", "C2.10"} + kOnFirst;
  check(project_partner(),
        {
            {"customer", set("/references/0/customer", {{"name", "Nobody & Sons"}}), renamed},
            {"aliases", drop("/references/0/customer", "aliases"), {}},
            {"public_url", set("/references/0/public_url", nullptr), kPublic + Ids{"P2.1"}},
            {"problem", drop("/references/0", "problem"), {"P2.1"}},
            {"proposal", set("/references/0/proposal", "TBD"), {"P2.1"}},
            {"aws_usage", drop("/references/0", "aws_usage"), {"P2.1"}},
            {"other services than on the page",
             set("/references/0/aws_usage", "Amazon Polly reads aloud."),
             {"P2.1"}},
            {"third_party", drop("/references/0", "third_party"), {"P2.1"}},
            {"third_party: none is an answer", set("/references/1/third_party", "none"), {}},
            {"started", set("/references/0/started", "2025-05-31"), {"P2.1"}},
            {"ended: still operated", set("/references/0/ended", nullptr), {}},
            {"ended: later", set("/references/0/ended", "2026-07-01"), {"P2.1"}},
            {"outcome", drop("/references/0", "outcome"), {"P2.1"}},
            {"stage", set("/references/0/stage", "pilot"), {"P2.1"}},
            {"a reference less that is not public", drop_at("/references", 3), {"P2.1"}},
        });
}

TEST_CASE("attestations", "[mutation]") {
  std::vector<Row> rows;
  for (const std::string id : {"P1.1", "P2.2", "P2.4"}) {
    const std::string at = "/attestations/" + id;
    rows.push_back({id + " gone", drop("/attestations", id), {id}});
    rows.push_back({id + " by", set(at + "/by", ""), {id}});
    rows.push_back({id + " on", drop(at, "on"), {id}});
    rows.push_back({id + " later", set(at + "/on", "2026-07-01"), {id}});
    rows.push_back({id + " no", set(at + "/statement", "No."), {id}});
    rows.push_back({id + " file", set(at + "/evidence", {"evidence/none.pdf"}), {id}});
  }
  rows.push_back({"of no item", set("/attestations/P9.9", {{"by", "N"}}), {"P4.1"}});
  check(project_partner(), rows);
}

// What each answer decides: its own item, where that is judged, and the self-assessment's.
TEST_CASE("every answer of the self-assessment", "[mutation]") {
  for (const Subject* subject : {&project_partner(), &msp_partner()}) {
    const Verdicts& base = subject->baseline();
    std::vector<Row> rows;
    for (const Requirement& item : pack().requirements) {
      if (item.group != Group::checklist) continue;
      const std::string& id = item.id;
      const std::string at = "/self_assessment/items/" + id;
      const Json& answer = subject->application()[Json::json_pointer(at)];
      const bool judged = base.at(id) == "attested";
      // "na" with a reason is what settles an item that is asked of all but speaks of devices; a
      // certificate named in the answer is what exempts.
      const bool by_answer = !item.concerns_models.empty() || base.at(id) == "waived";
      const bool own = judged || (by_answer && item.waiver != WaiverRule::waived_if_msp);
      const bool gate = id == pack().waiver_gate && judged;
      const Ids waived = gate ? items_where([&](const Requirement& each) {
        return base.at(each.id) == "waived" && each.waiver == WaiverRule::waived_if_msp;
      })
                              : Ids{};
      const bool named = id == "C2.1";  // the delivery models answer it as well
      rows.push_back({id + " gone", drop("/self_assessment/items", id),
                      waived + (own && !named ? Ids{id, "P4.1"} : Ids{"P4.1"})});
      Ids denied = waived + (own ? Ids{id} : Ids{});
      if (gate) denied.insert("P4.1");  // waivers are claimed that rest on it
      rows.push_back({id + " no", set(at + "/met", "no"), denied});
      if (answer.at("met") != "yes") continue;
      rows.push_back(
          {id + " file", set(at + "/evidence", {"evidence/none.md"}), waived + Ids{id, "P4.1"}});
      if (answer.contains("evidence") && base.at(id) == "attested")
        rows.push_back({id + " without its file", drop(at, "evidence"),
                        id == "C1.2" ? Ids{} : waived + Ids{id} + (gate ? Ids{"P4.1"} : Ids{})});
      if (!answer.contains("evidence"))
        rows.push_back({id + " without words", drop(at, "response"), {id, "P4.1"}});
    }
    check(*subject, rows);
  }
}

TEST_CASE("an approved MSP", "[mutation]") {
  const auto waivable =
      items_where([](const Requirement& item) { return item.waiver == WaiverRule::waived_if_msp; });
  check(msp_partner(),
        {
            {"msp: no", set("/partner/msp", false), waivable + Ids{"C2.2", "P4.1"}},
            {"msp: not said", drop("/partner", "msp"), waivable + Ids{"C2.2", "P4.1"}},
            {"hands over", set("/partner/delivery_models", {"project"}),
             waivable + applying_to(AppliesTo::saas_iot) + Ids{"C2.2", "P4.1"}},
            {"certificate expired",
             set("/self_assessment/items/C2.5/response", "ISO 22301, valid until 2026-06-29"),
             {"C2.5"}},
            {"certificate without its day",
             set("/self_assessment/items/C2.5/response", "ISO 22301"),
             {"C2.5"}},
        });
}

// What public pages show of it: the tier of the profile, and six badges of which five are needed.
TEST_CASE("a profile and badges", "[mutation]") {
  const auto with_five = [](const std::function<void(Json&)>& mutate) {
    return [=](Json& json) {
      json["trained_staff"].erase(5);
      mutate(json);
    };
  };
  const auto nothing = [](Json&) {};
  const std::string first = "/trained_staff/0";
  check(msp_partner(),
        {
            {"tier: the other one", set("/partner/tier", "advanced"), {"P1.2"}},
            {"tier: none", set("/partner/tier", "select"), {"P1.2"}},
            {"tier: not said", drop("/partner", "tier"), {}},
            {"profile: not said", drop("/partner", "profile_page"), {"P1.2"}},
            {"profile: on the partner's own site",
             set("/partner/profile_page", "http://www.tidemark-systems.example/en/practice/"),
             {"P1.2"}},
            {"profile: a badge",
             set("/partner/profile_page", "http://www.credly.com/badges/calum-reid"),
             {"P1.2"}},
            {"five badges", with_five(nothing), {}},
            {"a badge less", drop(first, "badge_url"), {}},
            {"four badges", with_five(drop(first, "badge_url")), {"P3.3"}},
            {"another's badge",
             with_five(set(first + "/badge_url", "http://www.credly.com/badges/calum-reid")),
             {"P3.3"}},
            {"no badge there",
             with_five(set(first + "/badge_url", "http://www.credly.com/badges/nobody")),
             {"P3.3"}},
            {"another name", with_five(set(first + "/name", "Aoife Byrnes")), {"P3.3"}},
            {"titles and order of names", with_five(set(first + "/name", "Byrne, Aoife")), {}},
            {"another course", with_five(set(first + "/course", "Machine Learning")), {"P3.3"}},
            {"another day", with_five(set(first + "/completed", "2024-09-08")), {"P3.3"}},
            {"a day before", with_five(set(first + "/completed", "2024-11-07")), {}},
        });
}
