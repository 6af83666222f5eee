#include "page/sections.h"

#include <catch2/catch.hpp>

#include "page/dom.h"
#include "page/hiding_rules.h"
#include "page/main_content.h"

using namespace verify;

namespace {

std::vector<Section> read(std::string_view html) {
  const Dom dom = Dom::parse(html);
  return read_main_content(dom, HidingRules(dom)).sections;
}

struct Row {
  const char* rule;
  const char* html;
  int level;
  const char* heading;
  const char* body;
  const char* kind;
};

const Row kRows[] = {
    {"h2", "<h2>Challenge</h2><p>Slow.</p>", 2, "Challenge", "Slow.", "h2"},
    {"a heading over two lines", "<h2>The<br>challenge</h2><p>Slow.</p>", 2, "The challenge",
     "Slow.", "h2"},
    {"a heading with elements inside", "<h3><span>Our</span> <b>way</b></h3><p>Fast.</p>", 3,
     "Our way", "Fast.", "h3"},
    {"role=heading", "<div role=heading aria-level=3>Result</div><p>Good.</p>", 3, "Result",
     "Good.", "styled"},
    {"a bold run-in", "<p><strong>Challenge:</strong> It was slow.</p>", 7, "Challenge",
     "It was slow.", "bold"},
    {"a bold run-in with the colon outside", "<p><b>Challenge</b>: It was slow.</p>", 7,
     "Challenge", "It was slow.", "bold"},
    {"a bold run-in with a fullwidth colon", "<p><b>課題：</b>遅い</p>", 7, "課題", "遅い", "bold"},
    {"a bold line", "<p><strong>Challenge</strong></p><p>Slow.</p>", 7, "Challenge", "Slow.",
     "bold"},
    {"a bold line before a break", "<p><strong>Challenge</strong><br>Slow.</p>", 7, "Challenge",
     "Slow.", "bold"},
    {"dt", "<dl><dt>Industry</dt><dd>Retail</dd></dl>", 7, "Industry", "Retail", "dt"},
    {"summary", "<details><summary>How?</summary><p>So.</p></details>", 7, "How?", "So.",
     "summary"},
    {"an accordion's button", "<button aria-expanded=false>How?</button><div>So.</div>", 7, "How?",
     "So.", "button"},
    {"the first of two cells", "<table><tr><td>Customer</td><td>Acme</td></tr></table>", 7,
     "Customer", "Acme", "cell"},
    {"a styled div", "<div class='et_pb_title'>Solution</div><div>We built.</div>", 7, "Solution",
     "We built.", "styled"},
};

}  // namespace

TEST_CASE("what makes a heading", "[page][sections]") {
  for (const Row& row : kRows) {
    const auto sections = read(row.html);
    INFO(row.rule);
    REQUIRE(sections.size() == 1);
    CHECK(sections[0].level == row.level);
    CHECK(sections[0].heading == row.heading);
    CHECK(sections[0].body == row.body);
    CHECK(sections[0].kind == row.kind);
  }
}

TEST_CASE("what makes none", "[page][sections]") {
  for (const char* html : {
           "<p>We chose <strong>Challenge:</strong> as a name.</p>",
           "<p><strong>This whole line is bold and ends like a sentence.</strong></p><p>More.</p>",
           "<table><tr><td>a</td><td>b</td><td>c</td></tr></table>",
           "<button>Book a call</button><p>More.</p>",
       }) {
    const auto sections = read(html);
    INFO(html);
    REQUIRE(sections.size() == 1);
    CHECK(sections[0].heading.empty());
    CHECK(sections[0].level == 0);
  }
}

TEST_CASE("text before the first heading is a section of its own", "[page][sections]") {
  const auto sections = read("<p>Intro.</p><h2>A</h2><p>a</p><p>b</p><h3>B</h3><p>c</p>");
  REQUIRE(sections.size() == 3);
  CHECK(sections[0].level == 0);
  CHECK(sections[0].body == "Intro.");
  CHECK(sections[1].body == "a\nb");
  CHECK(sections[2].heading == "B");
}

TEST_CASE("lines of one class over longer texts are headings", "[page][sections]") {
  const auto text = [](std::string_view what) {
    return "<p>The team moved its " + std::string(what) +
           " to a managed service in the cloud last year.</p>";
  };
  struct Case {
    const char* what;
    std::string html;
    std::vector<std::string> headings;
  };
  const std::vector<std::string> none = {""};
  const Case cases[] = {
      {"beside their texts",
       "<div><div class=x1>The task</div>" + text("prices") + "<div class=x1>The way</div>" +
           text("routes") + "</div>",
       {"The task", "The way"}},
      {"each in a card with its text",
       "<div><div><div class=x1>The task</div>" + text("forecasts") +
           "</div><div><div class=x1>The way</div>" + text("prices") + "</div></div>",
       {"The task", "The way"}},
      {"after a number in the card",
       "<div><div>01</div><p class='text-xl mb-2'>The task</p>" + text("routes") +
           "</div><div><div>02</div><p class='text-xl mb-2'>The way</p>" + text("reports") +
           "</div>",
       {"", "The task", "The way"}},
      {"in another script",
       "<div><div class=x1>課題</div>" + text("forecasts") + "<div class=x1>結果</div>" +
           text("prices") + "</div>",
       {"課題", "結果"}},
      {"not where it is one line only",
       "<div><div class=x1>The task</div>" + text("routes") + text("reports") + "</div>", none},
      {"not where texts have the class, too",
       "<div><p class=x1>The task</p>" + text("forecasts") +
           "<p class=x1>One</p><p class=x1>Two</p><p class=x1>"
           "The way</p>" +
           text("prices") + "</div>",
       none},
      {"not a quote's author before the next quote",
       "<div>" + text("routes") + "<div class=x1>Jo Doe, Acme</div>" + text("reports") +
           "<div class=x1>Al Roe, Beta</div>" + text("forecasts") + "</div>",
       none},
      {"not a figure over what it counts",
       "<div><div class=x1>50%</div>" + text("prices") + "<div class=x1>$3.9M</div>" +
           text("routes") + "</div>",
       none},
      {"not a sentence",
       "<div><div class=x1>It was slow.</div>" + text("reports") +
           "<div class=x1>It is fast.</div>" + text("forecasts") + "</div>",
       none},
  };
  for (const Case& c : cases) {
    std::vector<std::string> headings;
    for (const Section& section : read(c.html)) headings.push_back(section.heading);
    INFO(c.what);
    CHECK(headings == c.headings);
  }
}

TEST_CASE("a tab's name heads its panel, too", "[page][sections]") {
  const auto sections = read(
      "<section><h2>Steps</h2><ul><li>Assess</li><li>Move</li></ul><h3>Assess</h3><p>We look.</p>"
      "<h3>Move</h3><p>We carry.</p></section><section><h2>Steps again</h2><p>Yes.</p></section>");
  REQUIRE(sections.size() == 4);
  CHECK(sections[1].heading == "Assess");
  CHECK(sections[1].body == "We look.");
  CHECK(sections[2].heading == "Move");
}

TEST_CASE("a row of tabs heads the panels that follow it, each its own", "[page][sections]") {
  const char* const pages[] = {
      "<ul><li><button role=tab id=t0 aria-controls=p0>Before</button><li><button role=tab id=t1 "
      "aria-controls=p1>After</button></ul><div role=tabpanel id=p0><p>It was slow.</p></div><div "
      "role=tabpanel id=p1><p>It is fast.</p></div>",
      "<button aria-controls=p0>Before</button><div id=p0><p>It was slow.</p></div><button "
      "aria-controls=p1>After</button><div id=p1><p>It is fast.</p></div>"};
  for (const char* html : pages) {
    CAPTURE(html);
    const auto sections = read(html);
    REQUIRE(sections.size() == 2);
    CHECK(sections[0].heading == "Before");
    CHECK(sections[0].body == "It was slow.");
    CHECK(sections[1].heading == "After");
    CHECK(sections[1].body == "It is fast.");
  }
}

TEST_CASE("a cell heads the other of its row, not more", "[page][sections]") {
  const auto headed = [](const std::string& row) {
    const auto sections = read("<table><tr>" + row + "</table>");
    return std::ranges::count(sections, "cell", &Section::kind);
  };
  const auto times = [](int n, std::string_view part) {
    std::string out;
    for (int i = 0; i < n; ++i) out += part;
    return out;
  };
  CHECK(headed("<td>A</td>\n<script></script>\n<td>B</td>\n") == 1);
  CHECK(headed("<td>A<td>B<td>C") == 0);
  CHECK(headed("<td>A") == 0);
  CHECK(headed(times(300'000, "<td>x")) == 0);
  CHECK(headed("<td>" + times(50'000, "<p>x</p>") + times(50'000, "<script></script>")) == 0);
}

TEST_CASE("the title heads the sections where it stands before the text", "[page][sections]") {
  std::string html = "<div><h1>Title</h1></div><div class=article-body>";
  for (int i = 0; i < 5; ++i)
    html +=
        "<p>The team moved its forecasts to a managed service, and the nightly run that took "
        "six hours now ends in twenty minutes.</p>";
  const auto sections = read(html + "</div>");
  REQUIRE(sections.size() == 1);
  CHECK(sections[0].heading == "Title");
  CHECK(sections[0].body.find("forecasts") != std::string::npos);
}
