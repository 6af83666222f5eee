#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "support/places.h"
#include "support/whole_file.h"
#include "verify/application.h"

namespace verify::test {
namespace {

// The same files are checked with config/schemas/application.schema.json: an editor that knows the
// schema and the program that reads the file must not disagree.
TEST_CASE("the application's reader agrees with its schema", "[target]") {
  int seen = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(source_folder() / "tests/schemas/application")) {
    const bool good = entry.path().filename().string().starts_with("good_");
    CAPTURE(entry.path().filename().string());
    CHECK(load_application(entry.path()).has_value() == good);
    ++seen;
  }
  CHECK(seen >= 10);
}

TEST_CASE("the application's lists end where its schema says", "[target]") {
  const auto schema = nlohmann::json::parse(
      read_whole_file(source_folder() / "config/schemas/application.schema.json"));
  struct Row {
    const char* pointer;
    std::size_t most;
  };
  const Row rows[] = {
      {"/properties/partner/properties/delivery_models/maxItems", kMaxNames},
      {"/properties/references/maxItems", kMaxReferences},
      {"/properties/thought_leadership/maxItems", kMaxMaterials},
      {"/properties/trained_staff/maxItems", kMaxPeople},
      {"/properties/attestations/maxProperties", kMaxItems},
      {"/properties/self_assessment/anyOf/2/properties/items/maxProperties", kMaxItems},
      {"/$defs/names/maxItems", kMaxNames},
      {"/$defs/places/maxItems", kMaxEvidenceOfItem},
  };
  for (const Row& row : rows) {
    CAPTURE(row.pointer);
    CHECK(schema.at(nlohmann::json::json_pointer(row.pointer)) == row.most);
  }
}

}  // namespace
}  // namespace verify::test
