#include "daemon/base/rules.h"

#include <catch2/catch.hpp>

#include "support/places.h"
#include "support/temp_folder.h"
#include "support/whole_file.h"

using namespace verify;
using namespace verify::test;
namespace fs = std::filesystem;

TEST_CASE("rules that cannot be read are told with their place", "[daemon]") {
  const TempFolder temp;
  fs::create_directory_symlink(source_folder() / "config/lexicons", temp.path() / "lexicons");
  const auto refused = [&] {
    const auto rules = daemon::load_rules(temp.path());
    REQUIRE_FALSE(rules);
    return rules.error().front();
  };
  const fs::path packs = temp.path() / "checklists";
  CHECK(refused().message == "no checklist there");

  write_whole_file(packs.string(), "");
  CHECK(refused().message.starts_with("cannot be read"));
  CHECK(refused().file == packs.string());

  fs::remove(packs);
  fs::create_directories(packs / "empty");
  CHECK(refused().file == (packs / "empty/checklist.json").string());
  fs::create_symlink("nowhere", packs / "dangling");
  CHECK(refused().file == (packs / "empty/checklist.json").string());
}
