#include <catch2/catch.hpp>
#include <filesystem>

#include "support/places.h"
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

}  // namespace
}  // namespace verify::test
