#pragma once

#include <set>
#include <string>
#include <string_view>

namespace verify::test {

/// A page as scan and tree can be compared on it: what a page in another encoding says does not
/// matter here, only that both read the same; and Gumbo writes U+FFFD for control characters, which
/// the standard keeps.
std::string comparable(std::string html);

/// What the linear scan and the tree of a page in UTF-8 have to agree on.
struct SeenInPage {
  std::set<std::string> links;
  std::string base, title, canonical;
  bool operator==(const SeenInPage&) const = default;
};
SeenInPage seen_by_scan(std::string_view html);
/// Links of <svg> count: browsers follow them.
SeenInPage seen_by_tree(std::string_view html);
/// What only one of them has, a line each; empty when they agree.
std::string difference(const SeenInPage& scan, const SeenInPage& tree);

}  // namespace verify::test
