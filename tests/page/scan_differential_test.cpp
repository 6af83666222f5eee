// The linear scan and the tree find the same in every real page.
#include <catch2/catch.hpp>

#include "support/scan_and_tree.h"
#include "support/shared_pages.h"

namespace verify::test {

TEST_CASE("the scan finds what the tree has in every real page", "[page][differential]") {
  std::size_t pages = 0;
  for (const auto& file : SharedPages::files()) {
    const std::string html = comparable(SharedPages::read(file));
    ++pages;
    INFO(file);
    CHECK(difference(seen_by_scan(html), seen_by_tree(html)) == "");
  }
  if (pages > 0) std::cout << "scan and tree compared on " << pages << " pages\n";
}

}  // namespace verify::test
