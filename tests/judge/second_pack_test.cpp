// A pack that is nothing but data: no item and no number of the first one is in the code.
#include <nlohmann/json.hpp>
#include <set>

#include "support/evidence_builder.h"
#include "support/places.h"
#include "support/probe_question.h"
#include "support/whole_file.h"
#include "verify/report.h"

using namespace verify;
using namespace verify::test;

namespace {

namespace fs = std::filesystem;

Checklist pack(const std::string& id) {
  return load_checklist(source_folder() / "config/checklists" / id).value();
}

nlohmann::json application() {
  return nlohmann::json::parse(
      read_whole_file(source_folder() / "fixtures/harbour-analytics/application.json"));
}

Report report_of(const nlohmann::json& application, const std::string& id,
                 const std::string& as_of) {
  const Evidence evidence = EvidenceBuilder(application.dump()).file("test.md", "Tested.").build();
  return judge(evidence, pack(id), bundled_lexicons(), parse_date(as_of));
}

std::string verdict(const Report& report, std::string_view id) {
  for (const RequirementResult& each : report.requirements)
    if (each.id == id) return std::string(to_string(each.verdict));
  return "none";
}

nlohmann::json yes(const std::string& response) {
  return {{"met", "yes"}, {"response", response}};
}

}  // namespace

TEST_CASE("another checklist is judged by its own items, thresholds and windows", "[judge]") {
  nlohmann::json given = application();
  auto& items = given["self_assessment"]["items"];
  items = nlohmann::json::object();
  items["UCC-001"] = {{"met", "na"}, {"response", "No MSP."}};
  items["UCC-002"] = yes(
      "Lindqvist Foods: calendars. Tidewater Insurance: samples. Corran Ferries: sensors. Ostrava "
      "Glassworks: light.");
  items["UCC-003"] = yes("Recovery tested on 2026-02-10.");
  items["UCC-003"]["evidence"] = {"test.md"};
  items["UCC-004"] = {{"met", "na"}, {"response", "No tenants."}};
  items["UCC-005"] = {{"met", "na"}, {"response", "No fleet."}};
  items["UCC-006"] = yes("Filters and an evaluation before each release.");

  const Report first = report_of(given, "example-use-cases-2026-h1", "2026-07-15");
  CHECK(verdict(first, "UCR-001") == "attested");  // four of three
  CHECK(verdict(first, "UCP-001") == "not_met");   // advanced is not enough here
  CHECK(verdict(first, "UCP-003") == "missing");   // one of two materials
  CHECK(verdict(first, "UCP-004") == "attested");
  CHECK(verdict(first, "UCC-001") == "not_applicable");
  CHECK(verdict(first, "UCC-002") == "attested");
  CHECK(verdict(first, "UCC-003") == "attested");
  CHECK(verdict(first, "UCC-004") == "not_applicable");
  CHECK(verdict(first, "UCC-006") == "attested");
  CHECK(verdict(first, "UCP-005") == "needs_review");  // the attestations are for another checklist
  CHECK(first.outcome == Outcome::not_ready);

  const Report second = report_of(given, "example-use-cases-2026-h2", "2026-07-15");
  CHECK(verdict(second, "UCR-001") == "missing");  // four of five
  // One column less, a test too old: the same items of the same file.
  items["UCC-002"] = yes("Lindqvist Foods: calendars. Tidewater Insurance: samples.");
  const Report later = report_of(given, "example-use-cases-2026-h2", "2026-11-01");
  CHECK(verdict(later, "UCC-002") == "missing");
  CHECK(verdict(later, "UCC-003") == "not_met");
}

TEST_CASE("a report says when its pack is an example or out of its window", "[judge]") {
  const auto says = [](const Report& report, std::string_view words) {
    return std::any_of(report.notices.begin(), report.notices.end(), [&](const std::string& each) {
      return each.find(words) != std::string::npos;
    });
  };
  for (const auto& [day, h1, h2] :
       {std::tuple{"2026-06-30", false, true}, std::tuple{"2026-07-15", false, false},
        std::tuple{"2026-08-01", true, false}, std::tuple{"2027-02-01", true, true}}) {
    CAPTURE(day);
    const Report first = report_of(application(), "example-use-cases-2026-h1", day);
    const Report second = report_of(application(), "example-use-cases-2026-h2", day);
    CHECK(says(first, "made up"));
    CHECK(says(first, "The checklist pack is valid until 2026-07-31") == h1);
    CHECK((says(second, "valid from 2026-07-01") || says(second, "valid until 2027-01-31")) == h2);
  }
}

TEST_CASE("no id of a pack is in the code", "[rules]") {
  std::set<std::string> ids;
  for (const auto& entry : fs::directory_iterator(source_folder() / "config/checklists")) {
    const Checklist checklist = pack(entry.path().filename().string());
    for (const Requirement& item : checklist.requirements) ids.insert("\"" + item.id + "\"");
  }
  for (const char* folder : {"libverify/src", "probes", "cli"})
    for (const auto& entry : fs::recursive_directory_iterator(source_folder() / folder)) {
      if (!entry.is_regular_file()) continue;
      const std::string text = read_whole_file(entry.path());
      for (const std::string& id : ids)
        if (text.find(id) != std::string::npos) FAIL(entry.path().string() << " names " << id);
    }
}
