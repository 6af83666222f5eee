#include <catch2/catch.hpp>
#include <set>

#include "verify/finding.h"
#include "verify/report.h"

namespace verify::test {
namespace {

TEST_CASE("every verdict has a word of its own and is read back from it", "[judge]") {
  std::set<std::string_view> words;
  for (int i = 0; i <= static_cast<int>(Verdict::not_applicable); ++i) {
    const auto verdict = static_cast<Verdict>(i);
    words.insert(to_string(verdict));
    CHECK(parse_verdict(to_string(verdict)) == verdict);
  }
  CHECK(words.size() == 8);
  for (const std::string_view text : {"", "Met", "met ", "failed"})
    CHECK_FALSE(parse_verdict(text));
}

TEST_CASE("outcomes have the words of the report", "[judge]") {
  CHECK(to_string(Outcome::ready) == "ready");
  CHECK(to_string(Outcome::not_ready) == "not_ready");
  CHECK(to_string(Outcome::needs_review) == "needs_review");
}

}  // namespace
}  // namespace verify::test
