#include "page/metadata.h"

#include <catch2/catch.hpp>

namespace verify::test {

TEST_CASE("a page's head says what it is", "[page][metadata]") {
  const Metadata metadata = read_metadata(
      Dom::parse("<html lang=de-CH><head><base href=/b/><base href=/c/><svg><title>no</title></svg>"
                 "<title> A \n B </title><link rel='alternate canonical' href=' /c '>"
                 "<link rel=alternate hreflang=en href=/en><link rel=alternate href=/feed>"
                 "<meta name=Description content=' d '><meta property=og:description content=og>"
                 "<meta property=og:site_name content=Site><meta name=author content='Ann  Lee'>"
                 "<meta property=og:type content=Article>"
                 "<noscript><meta name=author content=No></noscript>"
                 "<script type=application/ld+json>{\"@type\": [\"BlogPosting\" , "
                 "\"http://schema.org/Thing\"],"
                 " broken, \"x\":{\"@type\":\"Person\"},\"y\":{\"@type\":\"person\"</script>"));
  CHECK(metadata.language == "de-CH");
  CHECK(metadata.base == "/b/");
  CHECK(metadata.title == "A B");
  CHECK(metadata.canonical == "/c");
  CHECK(metadata.alternates == std::vector<std::string>{"/en"});
  CHECK(metadata.description == "d");
  CHECK(metadata.site_name == "Site");
  CHECK(metadata.author == "Ann Lee");
  CHECK(metadata.types == std::vector<std::string>{"article", "blogposting", "thing", "person"});
}

TEST_CASE("a page without a title is named by what comes next", "[page][metadata]") {
  CHECK(
      read_metadata(Dom::parse("<title> </title><meta property=og:title content=Og><h1>H")).title ==
      "Og");
  CHECK(read_metadata(Dom::parse("<h1>Head <b>line</b></h1><h1>Second</h1>")).title == "Head line");
  CHECK(read_metadata(Dom::parse("")).title == "");
}

TEST_CASE("types are read from any bytes", "[page][metadata]") {
  for (const std::string_view json : {"\"@type\"", "\"@type\":", "\"@type\":[", "\"@type\":[\"",
                                      "\"@type\":[\"a\",", "\"@type\":1"}) {
    INFO(json);
    const std::string html = "<script type=application/ld+json>" + std::string(json) + "</script>";
    CHECK(read_metadata(Dom::parse(html)).types.size() <= 1);
  }
}

TEST_CASE("types are kept up to a number", "[page][metadata]") {
  std::string json;
  for (int i = 0; i < 300'000; ++i) json += "\"@type\":\"T" + std::to_string(i) + "\",";
  const Metadata metadata =
      read_metadata(Dom::parse("<script type=application/ld+json>" + json + "</script>"));
  REQUIRE(metadata.types.size() == 100);
  CHECK(metadata.types.front() == "t0");
  CHECK(metadata.types.back() == "t99");
}

TEST_CASE("the first heading with text is found in headings without", "[page][metadata]") {
  std::string blank;
  for (int i = 0; i < 250; ++i) blank += "<h1><div>";
  for (int i = 0; i < 70'000; ++i) blank += "<br>";
  for (int i = 0; i < 250; ++i) blank += "</div></h1>";
  CHECK(read_metadata(Dom::parse(blank + "<h1>Head</h1>")).title == "Head");
  CHECK(read_metadata(Dom::parse("<h1> <div><h1>Inner</h1></div></h1>")).title == "Inner");
}

}  // namespace verify::test
