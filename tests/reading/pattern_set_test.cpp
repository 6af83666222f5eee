#include "reading/pattern_set.h"

#include <catch2/catch.hpp>

#include "reading/literal_finder.h"
#include "reading/needed_literals.h"

namespace verify::test {
namespace {

std::vector<std::uint32_t> find_all(const LiteralFinder& finder, std::string_view text) {
  std::vector<std::uint32_t> out;
  finder.find(text, [&](std::uint32_t literal) { out.push_back(literal); });
  std::ranges::sort(out);
  out.erase(std::ranges::unique(out).begin(), out.end());
  return out;
}

PatternSet set_of(std::initializer_list<std::string_view> patterns, bool whole = false) {
  PatternSet set(whole);
  unsigned cls = 0;
  for (const std::string_view pattern : patterns) set.add(pattern, cls++);
  set.build();
  return set;
}

}  // namespace

TEST_CASE("Literals are found inside, after and within each other", "[reading]") {
  const std::vector<std::string> literals{"he", "she", "hers", "his", "0 gb", "é"};
  const LiteralFinder finder(literals);
  const struct {
    std::string_view text;
    std::vector<std::uint32_t> found;
  } rows[] = {{"ushers", {0, 1, 2}}, {"this", {3}},        {"hhhis hi", {3}}, {"40 gb", {4}},
              {"4 0gb", {}},         {"caf\xC3\xA9", {5}}, {"", {}},          {"\xFF\xC3", {}}};
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(find_all(finder, row.text) == row.found);
  }
  CHECK(find_all(LiteralFinder(), "anything").empty());
}

TEST_CASE("What a pattern cannot do without is read from the pattern", "[reading]") {
  const struct {
    std::string_view pattern;
    NeededLiterals needed;
  } rows[] = {{"lorem ipsum", {{"lorem ipsum"}}},
              {"(we|our)", {{"our", "we"}}},
              // Two things that must both be there.
              {"cut .{0,60}\\d[\\d.,]*", {{"cut "}, {"0"}}},
              {"\\d+ ?gb", {{"0"}, {"gb"}}},
              // Of many parts the two that stand in a text by chance least often.
              {"(a|the) client.*(in|by) \\d+ weeks?", {{"a client", "the client"}, {" week"}}},
              {"\\b(?:data scien\\w+|ml)\\b", {{"data scien", "ml"}}},
              {"(our |the )*goals?", {{"goal"}}},
              {"real[- ]?world{1,2}", {{"real worl", "real-worl", "realworl"}, {"d"}}},
              {"x(?:yz){0,2}(?:no){2}", {{"no"}, {"x"}}},
              // An escaped bracket opens no class; a class of few characters lists them.
              {"\\[todo[\\d.]*\\]", {{"[todo"}, {"]"}}},
              {"organi[sz]ed", {{"organised", "organized"}}},
              {"a[^]b]c[]d]", {{"c]", "cd"}, {"a"}}},
              {"[a-c]d|[\\w.]e", {{"d", "e"}}},
              // Nothing is known.
              {"\\w+", {}},
              {".*", {}},
              {"", {}},
              {"(challenges?)?", {}},
              {"word|.+", {}},
              {"(?i)words", {}},
              {"\\pNwords", {}}};
  for (const auto& row : rows) {
    CAPTURE(row.pattern);
    auto needed = needed_literals(row.pattern);
    for (auto& group : needed) std::ranges::sort(group);
    CHECK(needed == row.needed);
  }
}

TEST_CASE("A set of patterns finds what each of them finds", "[reading]") {
  const PatternSet set =
      set_of({"sav\\w+ .{0,20}\\d+ ?%", "s3|24/7", "\\b[$€] ?\\d", "x{3}", "\\w+"});
  const struct {
    std::string_view text;
    std::uint64_t classes;
  } rows[] = {{"saved about 30 %", 0b10001},
              {"saved a lot", 0b10000},
              {"open 24/7", 0b10010},
              {"open 13/8", 0b10000},
              {"s3", 0b10010},
              {"s4", 0b10000},
              {"xxx", 0b11000},
              {"", 0}};
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(set.match(row.text) == row.classes);
    CHECK(set.match(row.text, 0b10) == (row.classes & 0b10));
  }
  CHECK(set_of({"challenges?"}, true).match("challenge") == 1);
  CHECK(set_of({"challenges?"}, true).match("our challenge") == 0);
  CHECK(set_of({}).match("anything") == 0);
}

TEST_CASE("More words than a finder holds are looked for all the same", "[reading]") {
  PatternSet set(false);
  for (int i = 0; i < 70; ++i) {
    const char first = static_cast<char>('a' + i % 26);
    const char second = static_cast<char>('a' + i / 26);
    set.add(std::string(1, first) + second + std::string(1000, 'x'), i % 2);
  }
  set.build();
  CHECK(set.match("ba" + std::string(1000, 'x')) == 0b10);
  CHECK(set.match("b" + std::string(1000, 'x')) == 0);
}

TEST_CASE("A fault of a pattern is told", "[reading]") {
  CHECK_FALSE(PatternSet::fault_of("a(b|c)"));
  CHECK(PatternSet::fault_of("a(b|c"));
  CHECK_FALSE(PatternSet::fault_of(".{2,100}"));
  CHECK(PatternSet::fault_of("(.{1000}){1000}"));
  std::string large;
  for (int i = 0; i < 1000; ++i) large += ".{1000}";
  CHECK(PatternSet::fault_of(large));
}

}  // namespace verify::test
