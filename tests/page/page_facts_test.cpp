// The facts of a page that is a record: what each is, whose it is, and what only stands aside.
#include "verify/page_facts.h"

#include <algorithm>

using namespace verify;

namespace {

std::vector<PageFact> facts_of(const std::string& body) {
  return read_page_facts("<!doctype html><title>T</title><body>" + body,
                         {.url = *Url::parse("https://directory.example/p/1")});
}

std::string told(const std::vector<PageFact>& facts) {
  std::string out;
  for (const PageFact& fact : facts) {
    out += (out.empty() ? "" : "; ") + fact.place() + " = " + fact.text;
    if (!fact.owner.empty()) out += " of " + fact.owner;
    if (fact.url) out += " -> " + std::string(fact.url->path_and_search());
    if (fact.aside) out += " (aside)";
  }
  return out;
}

}  // namespace

TEST_CASE("what a page shows, fact by fact", "[page]") {
  struct Row {
    std::string body, told;
  };
  const std::vector<Row> rows = {
      {"<h1>A</h1>Text <p>B</p>", "heading = A; line = Text; line = B"},
      {"<dl><div><dt>Tier<dd>X<dd>Y</div></dl>", "row: Tier = X; row: Tier = Y"},
      {"<table><tr><th>Tier<td>X</table>", "row: Tier = X"},
      {"<table><tr><th>Tier<td><img alt='X'></table>", "row: Tier = X"},
      {"<table><tr><th>Who<th>Tier<th>Town<tr><td>O<td>X<td>B</table>",
       "row: Tier = X of O; row: Town = B of O"},
      {"<table><tr><td><table><tr><td>Tier<td>X</table><td>B</table>", "row: Tier = X; line = B"},
      {"<p>Tier: X</p>", "row: Tier = X; line = Tier: X"},
      {"<p>ティア：X</p>", "row: ティア = X; line = ティア：X"},
      {"<p><a href='/p/2'>O</a></p>", "line = O -> /p/2"},
      {"<p>See <a href='/p/2'>O</a></p>", "line = See O"},
      {"<a href='/p/2'><img alt='O'></a>", "image = O -> /p/2"},
      {"<nav>A</nav><p>B</p>", "line = A (aside); line = B"},
      {"<ul><li><input type=checkbox> A</ul><p>B", "line = A (aside); line = B"},
      {"<label>A</label><p><del>B</del></p>", "line = A (aside); line = B (aside)"},
      {"<p hidden>A</p><!-- B --><p>C</p>", "line = C"},
      {"<script type='application/ld+json'>{\"name\":\"N\",\"award\":[\"A\"],\"memberOf\":"
       "{\"name\":\"M\"},\"p\":[{\"name\":\"K\",\"value\":\"V\"}]}</script>",
       "JSON-LD: name = N; JSON-LD: award = A of N; JSON-LD: memberOf.name = M of N; "
       "JSON-LD: p.name = K of N; JSON-LD: K = V of N"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.body);
    CHECK(told(facts_of(row.body)) == row.told);
  }
}

TEST_CASE("the keys and names of JSON-LD are told shortened", "[page]") {
  const auto data = [](const std::string& json) {
    return facts_of("<script type='application/ld+json'>" + json + "</script>");
  };
  const auto strings = [](int count) {
    std::string list = "[";
    for (int i = 0; i < count; ++i) list += "\"a\",";
    return list + "\"b\"]";
  };
  const std::string ordinary(200, 'k');
  CHECK(data("{\"" + ordinary + "\":{\"c\":\"a\"}}").at(0).label == ordinary + ".c");
  std::string accents = "k";  // a cut after 200 bytes would fall into a letter
  for (int i = 0; i < 150; ++i) accents += "é";
  CHECK(data("{\"" + accents + "\":\"a\"}").at(0).label == accents.substr(0, 199) + "…");

  const std::string huge(3'000'000, 'k');
  const auto keys = data("{\"" + huge + "\":{\"" + huge + "\":" + strings(19'000) + "}}");
  REQUIRE(keys.size() == 19'001);
  const std::string shown = std::string(200, 'k') + "…";
  CHECK(keys.back().label == shown + "." + shown);
  const auto names = data("{\"name\":\"" + huge + "\",\"c\":" + strings(19'000) + "}");
  REQUIRE(names.size() == 19'002);
  CHECK(names.back().label == "c");
  CHECK(names.back().owner == std::string(500, 'k') + "…");
}

TEST_CASE("JSON-LD in a drawing is read once", "[page]") {
  std::string scripts, texts;
  for (int i = 0; i < 100; ++i) scripts += "<script type='application/ld+json'>";
  for (int i = 0; i < 5000; ++i) texts += "<g>{\"c\":\"a\"}</g>";
  const auto facts = facts_of("<svg>" + scripts + texts + "</svg>");
  CHECK(std::ranges::count(facts, PageFact::Kind::data, &PageFact::kind) == 5000);
}

TEST_CASE("a fact knows the boxes it stands in", "[page]") {
  const auto facts =
      facts_of("<main><h1>A</h1><div><p>B</p><div><p>C</p></div></div><p>D</p></main>");
  REQUIRE(facts.size() == 4);
  CHECK(facts[1].box == 0);  // nothing before it in its div
  CHECK(facts[1].room_begin == 1);
  CHECK(facts[1].room_end == 3);
  CHECK(facts[2].box == 1);
  CHECK(facts[3].box == 0);
}
