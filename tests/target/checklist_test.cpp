// Packs: every fault is refused at its place; what a pack says is read.
#include "verify/checklist.h"

#include <filesystem>
#include <set>

#include "support/places.h"
#include "support/temp_folder.h"
#include "support/whole_file.h"

using namespace verify;
using namespace verify::test;

namespace {

namespace fs = std::filesystem;

const fs::path kTests = source_folder() / "tests";
const fs::path kPacks = source_folder() / "config/checklists";

struct Row {
  std::string file, pointer, says;
};

void check_refused(const fs::path& folder, const Row& row) {
  const fs::path file = folder / ("bad_" + row.file + ".json");
  CAPTURE(file.filename().string());
  const auto checklist = load_checklist(file);
  REQUIRE_FALSE(checklist);
  const Error& error = checklist.error().front();
  CAPTURE(error.describe());
  CHECK(error.pointer == row.pointer);
  CHECK(error.message.find(row.says) != std::string::npos);
  CHECK(error.line > 0);
  CHECK(error.file == file.string());
}

// Every file of the folder stands in a table.
void check_complete(const fs::path& folder, const std::vector<Row>& rows) {
  std::set<std::string> named, there;
  for (const Row& row : rows) named.insert("bad_" + row.file + ".json");
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().filename().string().starts_with("bad_"))
      there.insert(entry.path().filename().string());
  CHECK(named == there);
}

}  // namespace

TEST_CASE("what the schema refuses, the reader refuses at its place", "[target]") {
  const std::vector<Row> rows = {
      {"no_sections", "/sections", "at least one section"},
      {"no_items", "/sections/0/items", "at least one item"},
      {"schema_version", "/schema", "libverify-checklist/2"},
      {"unknown_key", "/colour", "unknown key"},
      {"unknown_item_key", "/sections/0/items/0/colour", "unknown key"},
      {"empty_text", "/sections/0/items/0/text", "not empty"},
      {"no_evidence", "/sections/0/items/0/evidence", "at least one form"},
      {"unknown_applies_to", "/sections/0/items/0/applies_to", "one of all, saas_iot"},
      {"unknown_waiver", "/sections/0/items/0/waiver", "one of waived_if_msp"},
      {"unknown_group", "/sections/0/group", "one of prerequisite"},
      {"reading_without_item", "/readings/0/items", "concerns no item"},
      {"digest", "/source/sha256", "SHA-256"},
      {"impossible_day", "/valid_from", "a date that exists"},
      {"certificate_use", "/sections/1/items/1/certificate/use", "one of exemption"},
      {"unknown_model", "/sections/1/items/1/concerns_models/0", "one of project"},
      {"guide", "/sections/0/items/0/guides/0", "absolute http"},
      {"topic_without_phrase", "/sections/1/items/0/params/topics/a", "at least one phrase"},
      {"section_file_key", "/sections/0/all", "unknown key"},
      {"submission_address", "/submission/to", "a mail address"},
      {"submission_key", "/submission/cc", "unknown key"},
      {"submission_subject", "/submission/subject", "{partner}"},
  };
  for (const Row& row : rows) check_refused(kTests / "schemas/checklist", row);
  check_complete(kTests / "schemas/checklist", rows);
}

TEST_CASE("what only the whole pack can tell is refused at its place", "[target]") {
  const std::vector<Row> rows = {
      {"duplicate_item", "/sections/1/items/1/id", "given twice"},
      {"duplicate_section", "/sections/1/id", "given twice"},
      {"duplicate_reading", "/readings/1/id", "given twice"},
      {"unknown_probe", "/sections/0/items/0/probe", "there is no probe \"partner-colour\""},
      {"unknown_parameter", "/sections/0/items/0/params/colours", "no parameter of this name"},
      {"parameter_type", "/sections/1/items/0/params/document", "true or false"},
      {"parameter_range", "/sections/1/items/0/params/max_age_months", "from 1 to 1200"},
      {"dangling_parent", "/sections/0/items/0/parent", "there is no item \"P9\""},
      {"dangling_gate", "/waiver_gate", "there is no item \"C9.9\""},
      {"gate_waived", "/waiver_gate", "cannot be waived"},
      {"dangling_reading", "/readings/0/items/1", "there is no item \"C7.7\""},
      {"no_probe", "/sections/0/items/0", "\"probe\" is missing"},
      {"no_probe_params", "/sections/0/items/0/params", "no probe that could take"},
      {"window_reversed", "/valid_to", "ends before it begins"},
      {"topic_window_reversed", "/sections/1/items/0/params/topics/c/valid_to",
       "ends before it begins"},
      {"prerequisite_waiver", "/sections/0/items/0/waiver", "a prerequisite has no waiver"},
      {"checklist_waiver", "/sections/1/items/0/waiver", "for prerequisites"},
      {"placeholder", "/sections/0/items/0/advice/tier-too-low", "nothing to fill in for {colour}"},
      {"general_placeholder", "/sections/0/items/0/advice/", "cannot be filled with {found}"},
      {"brace", "/sections/0/items/0/advice/", "brace without its partner"},
      {"own_parent", "/sections/1/items/0/probe", "cannot have a probe as well"},
      {"parent_with_probe", "/sections/1/items/0/probe", "cannot have a probe as well"},
      {"section_order", "/sections/1/group", "before checklist items"},
      {"section_file_missing", "/sections/0/file", "no such file"},
      {"section_file_null", "/sections/0", "the file of the section"},
      {"section_file_outside", "/sections/0/file", "beside the pack"},
      {"section_file_absolute", "/sections/0/file", "beside the pack"},
  };
  for (const Row& row : rows) check_refused(kTests / "checklists", row);
  check_complete(kTests / "checklists", rows);
}

TEST_CASE("a pack that is too large is not called absent", "[target]") {
  const TempFolder temp;
  const auto file = temp.path() / "checklist.json";
  write_whole_file(file, std::string((4u << 20) + 1, ' '));
  const auto checklist = load_checklist(file);
  REQUIRE_FALSE(checklist);
  CHECK(checklist.error().front().code == Error::Code::too_large);
}

TEST_CASE("what a pack says is read", "[target]") {
  const auto checklist = load_checklist(kTests / "schemas/checklist/good_sample.json");
  REQUIRE(checklist);
  CHECK(checklist->id == "sample-1.0");
  CHECK(checklist->valid_to == parse_date("2026-06-30"));
  CHECK(checklist->waiver_gate == "C1.1");
  CHECK(checklist->sections.size() == 2);
  CHECK(checklist->find("P1.1")->group == Group::prerequisite);
  const Requirement* answer = checklist->find("C1.1");
  REQUIRE(answer != nullptr);
  CHECK(answer->applies_to == AppliesTo::msp);
  CHECK(std::get<bool>(answer->params.at("document")));
  const auto& topics = std::get<std::vector<Topic>>(answer->params.at("topics"));
  CHECK(topics.at(1).valid_to == parse_date("2027-01-01"));
  const Requirement* other = checklist->find("C1.2");
  CHECK(other->certificate->use == Certificate::Use::exemption);
  CHECK(other->waiver == WaiverRule::waived_if_msp);
  CHECK(other->section == "C1");
  CHECK(checklist->readings.size() == 2);
  CHECK(checklist->sha256.size() == 64);
  CHECK(load_checklist(kTests / "schemas/checklist/good_least.json").has_value());
}

TEST_CASE("a fault in a section's own file names that file, and its bytes are in the digest",
          "[target]") {
  const TempFolder temp;
  const std::string section =
      R"({"id": "P", "title": "P", "group": "prerequisite", "items": [
  {"id": "P1", "printed": "1", "title": "T", "text": "X", "evidence": ["e"], "applies_to": "all",
   "waiver": "not_applicable", "probe": "partner-tier"}]})";
  const std::string pack =
      R"({"schema": "libverify-checklist/2", "id": "p", "title": "P", "version": "1", "sections": [{"file": "p.json"}]})";
  write_whole_file(temp.path() / "checklist.json", pack);
  write_whole_file(temp.path() / "p.json", section);
  const auto first = load_checklist(temp.path());
  REQUIRE(first);
  write_whole_file(temp.path() / "p.json", section + "\n");
  const auto second = load_checklist(temp.path());
  REQUIRE(second);
  CHECK(first->sha256 != second->sha256);
  std::string broken = section;
  broken.replace(broken.find("partner-tier"), 12, "none-of-ours");
  write_whole_file(temp.path() / "p.json", broken);
  const auto third = load_checklist(temp.path());
  REQUIRE_FALSE(third);
  CHECK(third.error().front().describe().find("p.json:3: /items/0/probe: there is no probe") !=
        std::string::npos);
}

TEST_CASE("every bundled pack is without fault and stands in a folder of its id", "[target]") {
  int packs = 0;
  for (const auto& entry : fs::directory_iterator(kPacks)) {
    CAPTURE(entry.path().filename().string());
    const auto checklist = load_checklist(entry.path());
    if (!checklist) FAIL(checklist.error().front().describe());
    CHECK(checklist->id == entry.path().filename().string());
    ++packs;
  }
  CHECK(packs >= 4);
}
