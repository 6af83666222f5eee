#include <catch2/catch.hpp>

#include "support/places.h"

// What the documentation says of the unit. The threshold is in tenths.
TEST_CASE("the unit leaves little to a daemon that was taken over", "[daemon][systemd]") {
  if (std::system("systemd-analyze --version >/dev/null 2>&1") != 0) {
    WARN("SKIP: there is no systemd-analyze");
    return;
  }
  const auto unit = verify::test::source_folder() / "config/systemd/verifyd.service";
  const std::string line = "systemd-analyze security --offline=true --no-pager --threshold=15 '" +
                           unit.string() + "' >/dev/null 2>&1";
  CHECK(std::system(line.c_str()) == 0);
}
