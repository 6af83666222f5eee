#include <stdio.h>

#include <catch2/catch.hpp>
#include <random>

#include "daemon/change/change.h"
#include "daemon/change/line_match.h"

using namespace verify::daemon;

namespace {

std::string numbered(int from, int to) {
  std::string out;
  for (int i = from; i <= to; ++i) out += "line " + std::to_string(i) + "\n";
  return out;
}

// What a diff says the other text is: a reader of its own, so that the writer cannot agree with
// itself. Only for diffs that were not cut.
std::string patched(const std::string& before, const std::string& diff) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < before.size();) {
    const std::size_t end = before.find('\n', at);
    lines.push_back(before.substr(at, end == std::string::npos ? end : end - at + 1));
    at += lines.back().size();
  }
  std::string out;
  std::size_t at = 0;
  for (std::size_t from = 0; from < diff.size();) {
    const std::size_t end = diff.find('\n', from);
    const std::string line = diff.substr(from, end - from + 1);
    from = end + 1;
    const bool unended = diff.substr(from, 1) == "\\";
    const std::string text = unended ? line.substr(1, line.size() - 2) : line.substr(1);
    if (line[0] == '@') {
      int start = 0, count = 1;
      REQUIRE(std::sscanf(line.c_str(), "@@ -%d,%d", &start, &count) >= 1);
      for (; at + (count == 0 ? 0 : 1) < static_cast<std::size_t>(start); ++at) out += lines.at(at);
    } else if (line[0] == '+') {
      out += text;
    } else if (line[0] != '\\') {
      REQUIRE(lines.at(at++) == text);
      if (line[0] == ' ') out += text;
    }
  }
  for (; at < lines.size(); ++at) out += lines[at];
  return out;
}

}  // namespace

TEST_CASE("a unified diff has the form of diff -u", "[daemon][diff]") {
  struct Row {
    const char* what;
    std::string before, after, diff;
  };
  const Row rows[] = {
      {"equal", "a\nb\n", "a\nb\n", ""},
      {"both empty", "", "", ""},
      {"one line", "a\n", "b\n", "@@ -1 +1 @@\n-a\n+b\n"},
      {"from nothing", "", "a\nb\n", "@@ -0,0 +1,2 @@\n+a\n+b\n"},
      {"to nothing", "a\nb\n", "", "@@ -1,2 +0,0 @@\n-a\n-b\n"},
      {"in the middle", numbered(1, 9), numbered(1, 4) + "new\n" + numbered(6, 9),
       "@@ -2,7 +2,7 @@\n line 2\n line 3\n line 4\n-line 5\n+new\n line 6\n line 7\n line 8\n"},
      {"at the end", numbered(1, 4), numbered(1, 5),
       "@@ -2,3 +2,4 @@\n line 2\n line 3\n line 4\n+line 5\n"},
      {"two hunks", numbered(1, 20), "x\n" + numbered(2, 19) + "y\n",
       "@@ -1,4 +1,4 @@\n-line 1\n+x\n line 2\n line 3\n line 4\n"
       "@@ -17,4 +17,4 @@\n line 17\n line 18\n line 19\n-line 20\n+y\n"},
      {"no line break at the end", "a\nb", "a\nb\n",
       "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n"},
      {"a line that moved", "a\nb\nc\nd\n", "b\nc\nd\na\n",
       "@@ -1,4 +1,4 @@\n-a\n b\n c\n d\n+a\n"},
  };
  for (const Row& row : rows) {
    INFO(row.what);
    CHECK(unified_diff(row.before, row.after, 100) == row.diff);
  }
}

TEST_CASE("a diff stays within its lines and says that it goes on", "[daemon][diff]") {
  const std::string diff = unified_diff(numbered(1, 500), numbered(1000, 1500), 20);
  CHECK(std::count(diff.begin(), diff.end(), '\n') == 20);
  CHECK_THAT(diff, Catch::EndsWith("[more lines differ]\n"));
  CHECK(unified_diff("a\n", "b\n", 3) == "@@ -1 +1 @@\n-a\n+b\n");
  CHECK(unified_diff("a\n", "b\n", 0).empty());
  // A long line is cut, not within a character.
  std::string long_line(499, 'x');
  for (int i = 0; i < 300; ++i) long_line += "ä";
  const std::string cut = unified_diff("", long_line + "\n", 10);
  CHECK(cut == "@@ -0,0 +1 @@\n+" + std::string(499, 'x') + "…\n");
}

TEST_CASE("a diff leads from one text to the other", "[daemon][diff]") {
  std::mt19937 random(3);
  const auto upto = [&](std::size_t n) { return random() % n; };
  for (int i = 0; i < 400; ++i) {
    // Few different lines: none occurs once, so that nothing anchors the texts.
    const std::size_t words = 1 + upto(i % 2 == 0 ? 4 : 400), length = upto(i < 20 ? 900 : 120);
    std::vector<std::string> lines;
    for (std::size_t k = 0; k < length; ++k)
      lines.push_back("w" + std::to_string(upto(words)) + "\n");
    std::string before, after;
    for (const std::string& line : lines) before += line;
    for (std::size_t k = upto(12); k > 0 && !lines.empty(); --k) {
      const auto at = lines.begin() + static_cast<std::ptrdiff_t>(upto(lines.size()));
      if (upto(2) == 0) {
        lines.erase(at);
      } else {
        lines.insert(at, "w" + std::to_string(upto(words)) + "\n");
      }
    }
    for (const std::string& line : lines) after += line;
    if (upto(3) == 0 && !after.empty()) after.pop_back();
    INFO("case " << i);
    REQUIRE(patched(before, unified_diff(before, after, 1'000'000)) == after);
  }
}

TEST_CASE("texts made to be hard for a diff take no more than others", "[daemon][diff]") {
  // 200,000 lines without one in common: the product of the lengths would take a day.
  std::string before, after, alike;
  for (int i = 0; i < 200'000; ++i) {
    before += "a" + std::to_string(i) + "\n";
    after += "b" + std::to_string(i) + "\n";
    alike += i % 2 == 0 ? "x\n" : "y\n";
  }
  CHECK_THAT(unified_diff(before, after, 50), Catch::EndsWith("[more lines differ]\n"));
  CHECK_FALSE(unified_diff(alike, "z\n" + alike + "x\n", 50).empty());
}

TEST_CASE("matched lines are equal and rise on both sides", "[daemon][diff]") {
  std::mt19937 random(5);
  for (int i = 0; i < 200; ++i) {
    std::vector<std::uint32_t> a(random() % 300), b(random() % 300);
    const auto kinds =
        static_cast<std::uint32_t>(std::min(a.size() + b.size(), 1 + random() % 200));
    for (auto& line : a) line = static_cast<std::uint32_t>(random() % kinds);
    for (auto& line : b) line = static_cast<std::uint32_t>(random() % kinds);
    const auto matches = matching_lines(a, b);
    for (std::size_t k = 0; k < matches.size(); ++k) {
      REQUIRE(a[matches[k].first] == b[matches[k].second]);
      if (k > 0) REQUIRE(matches[k - 1].first < matches[k].first);
      if (k > 0) REQUIRE(matches[k - 1].second < matches[k].second);
    }
  }
}
