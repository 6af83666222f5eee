#include "page/json_flat.h"

#include <catch2/catch.hpp>

namespace verify::test {
namespace {

std::string value_of(std::string_view json, std::string_view key) {
  for (const JsonNode& node : read_json_leniently(json))
    if (node.key == key) return unescape_json(node.value);
  return "absent";
}

}  // namespace

TEST_CASE("broken JSON costs only the value it stands in", "[page]") {
  const char* json = GENERATE(
      R"({"a": 1, "date": "2024-03-05", "b": [1, 2]})", R"({"a": "x" "date": "2024-03-05"})",
      R"({"a": "he said "hi" to us", "date": "2024-03-05"})",
      "{\"a\": \"two\nlines\", \"date\": \"2024-03-05\"}", R"({"a": [1, 2,, "date": "2024-03-05")",
      R"({"date":"2024-03-05)", R"(/*<![CDATA[*/{"a":{"date":"2024-03-05",},}}}/*]]>*/)",
      R"(<!-- {"date" : "2024-03-05"} -->)");
  CAPTURE(json);
  CHECK(value_of(json, "date") == "2024-03-05");
}

TEST_CASE("the subtree of a JSON value is an interval", "[page]") {
  const auto nodes = read_json_leniently(R"({"a":{"b":[1,"x"]},"c":null})");
  REQUIRE(nodes.size() == 6);
  CHECK(nodes[0].end == 6);
  CHECK(nodes[1].end == 5);
  CHECK(nodes[2].key == "b");
  CHECK(nodes[4].parent == 2);
  CHECK(nodes[5].key == "c");
}

TEST_CASE("JSON escapes are resolved", "[page]") {
  CHECK(unescape_json(R"(a\/b\u00e9\ud83d\ude00\n\"\u12)") == "a/b\u00e9\U0001F600\n\"u12");
  CHECK(unescape_json("\\") == "\\");
  CHECK(unescape_json(R"(\ud83d)") == "\uFFFD");
}

TEST_CASE("JSON nested beyond the bound is dropped", "[page]") {
  const std::string deep(100'000, '[');
  CHECK(read_json_leniently(deep + R"("x")").size() == 128);
  CHECK(value_of(std::string(1000, '[') + std::string(1000, ']') + R"({"date":"d"})", "date") ==
        "d");
}

}  // namespace verify::test
