#include "page/tree_guard.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "page/dom.h"
#include "verify/document.h"

namespace verify::test {
namespace {

std::string times(std::size_t count, std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

std::string numbered(std::size_t count, const std::string& before, const std::string& after) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += before + std::to_string(i) + after;
  return out;
}

std::size_t depth_of(const Dom& dom) {
  std::size_t deepest = 0;
  std::vector<Dom::Index> ends;
  for (Dom::Index i = 0; i < dom.size(); ++i) {
    while (!ends.empty() && ends.back() <= i) ends.pop_back();
    ends.push_back(dom[i].end);
    deepest = std::max(deepest, ends.size());
  }
  return deepest;
}

struct Hostile {
  std::string name;
  std::string html;
};

std::vector<Hostile> hostile_pages() {
  return {
      {"nested div", times(50000, "<div>")},
      {"attributes", "<div " + numbered(50000, "a", " ") + ">x"},
      {"attributes with values", "<div " + numbered(50000, "a", "='v'") + "/>x"},
      {"svg foreignObject", times(150000, "<svg><foreignObject>")},
      {"svg", times(150000, "<svg>")},
      {"svg and stray end tags", times(150000, "<svg></div>")},
      {"b p", times(100000, "<b><p>")},
      {"b div", times(100000, "<b><div>")},
      {"b div closed", times(500, "<b><div>") + times(50000, "</b>")},
      {"different fonts before p", numbered(20000, "<font color=", "><p>x")},
      {"fonts, then paragraphs",
       "<div>" + numbered(400, "<font color=", ">") + "</div>" + times(200000, "<p>x")},
      {"few fonts, many paragraphs",
       "<div>" + numbered(40, "<font color=", ">") + "</div>" + times(200000, "<p>x")},
      {"unclosed links", numbered(50000, "<a href=", "><div>x")},
      {"formatting with many attributes", times(1400, "<b " + numbered(250, "", " ") + ">x")},
      {"nested tables", times(50000, "<table><tr><td>")},
      {"tables in tables", times(50000, "<table><div>")},
      {"nested select", times(50000, "<select><option>")},
      {"custom elements", times(50000, "<x-very-long-name>")},
      {"stray end tags in a deep page", times(510, "<i-a>") + times(200000, "</i-b>")},
      {"list items", times(100000, "<ul><li>")},
      {"less than", times(1000000, "<")},
      {"end tags", times(200000, "</p>")},
      {"templates", times(100000, "<template>")},
      {"buttons", times(100000, "<button><p>")},
      {"objects", times(100000, "<object><b>")},
      {"math text", times(100000, "<math><mi>")},
      {"annotation", times(50000, "<math><annotation-xml><svg><desc>")},
      {"foster parenting", "<table>" + times(200000, "x<b>")},
  };
}

}  // namespace

TEST_CASE("no page makes the tree deeper than the cap", "[page][guard]") {
  for (const Hostile& page : hostile_pages()) {
    INFO(page.name);
    const Dom dom = Dom::parse(page.html);
    CHECK(depth_of(dom) <= kMaxTreeDepth + 32);
    CHECK(dom.size() < 1'500'000);
  }
}

TEST_CASE("no repeated pattern of tags makes the tree deeper than the cap", "[page][guard]") {
  const std::vector<std::string> words = {
      "<div>",      "</div>",    "<p>",        "</p>",       "<b>",       "</b>",
      "<a>",        "<font>",    "<table>",    "</table>",   "<tr>",      "<td>",
      "</td>",      "<caption>", "<li>",       "</li>",      "<dl>",      "<dd>",
      "<select>",   "<option>",  "</select>",  "<button>",   "</button>", "<form>",
      "</form>",    "<svg>",     "</svg>",     "<math>",     "<mi>",      "<foreignObject>",
      "<template>", "<object>",  "</object>",  "<noscript>", "<dialog>",  "</dialog>",
      "<x-y>",      "</x-y>",    "<frameset>", "<h1>",       "</h2>",     "x"};
  std::uint32_t state = 12345;
  const auto next = [&state](std::size_t bound) {
    state = state * 1664525 + 1013904223;
    return (state >> 16) % bound;
  };
  for (int round = 0; round < 300; ++round) {
    std::string pattern;
    for (std::size_t left = 2 + next(5); left > 0; --left) pattern += words[next(words.size())];
    INFO(pattern);
    CHECK(depth_of(Dom::parse(times(1000, pattern))) <= kMaxTreeDepth + 64);
  }
}

TEST_CASE("an ordinary page is left alone", "[page][guard]") {
  const auto out = prepare_for_tree("<p>a<p>b<ul>" + times(2000, "<li>x<p>y") + "</ul><font><b>z",
                                    RawText::kept);
  CHECK_FALSE(out.cut);
  CHECK_FALSE(out.html.has_value());
}

TEST_CASE("a page of very many elements is read to the cap, and says so", "[page][guard]") {
  const std::string part = "<p>word</p>", end = "<h2>The end</h2>";
  const std::string fits = times(kMaxTreeTags - 1, part) + end;
  const ReadOptions options{.url = Url::parse("https://p.example/").value()};
  CHECK_FALSE(prepare_for_tree(fits, RawText::kept).html.has_value());
  CHECK(read_document(fits, options).soft_answer == SoftAnswer::none);

  const TreeInput out = prepare_for_tree(part + fits, RawText::kept);
  CHECK(out.cut);
  CHECK(out.ended);
  CHECK(out.html == times(kMaxTreeTags, part));
  const Document document = read_document(part + fits, options);
  CHECK(document.truncated);
  CHECK(document.soft_answer == SoftAnswer::too_complex);
}

TEST_CASE("a page is read to the first of very many comments or end tags too many",
          "[page][guard]") {
  const std::string begin = "<p>word", end = "<h2>The end</h2>";
  const std::string fits = begin + times(kMaxTreeComments, "<!---->") + end;
  CHECK_FALSE(prepare_for_tree(fits, RawText::kept).html.has_value());
  for (const std::string_view part :
       {"x<!--->-->", "x<?>", "x</ >", "&<!doctype html>", "x</p>", "x</br>", "x</>"}) {
    INFO(part);
    const TreeInput out =
        prepare_for_tree(begin + times(kMaxTreeTags + 1, part) + end, RawText::kept);
    CHECK(out.cut);
    CHECK(out.ended);
    REQUIRE(out.html.has_value());
    CHECK(out.html->size() <= begin.size() + kMaxTreeTags * part.size() + 1);
    CHECK_FALSE(out.html->ends_with(end));
  }
}

TEST_CASE("a page that is not read whole is not judged by its beginning", "[page][guard]") {
  const std::string rest = times(kMaxTreeComments + 1, "<!---->") + "<h1>Case study</h1><p>Words";
  const ReadOptions options{.url = Url::parse("https://p.example/a/page").value()};
  for (const std::string begin : {"<body>",
                                  "<title>404 - Page not found</title><h1>Oops</h1><p>The page you "
                                  "are looking for does not exist.",
                                  "<title>p.example</title><p>This domain is for sale."}) {
    INFO(begin);
    CHECK(read_document(begin, options).soft_answer != SoftAnswer::none);
    CHECK(read_document(begin + rest, options).soft_answer == SoftAnswer::too_complex);
  }
}

TEST_CASE("a page of very much text is read to the cap, up to a word", "[page][guard]") {
  const auto read = [](std::size_t words, std::string_view word) {
    return prepare_for_tree("<p>" + times(words, word) + "<p>end", RawText::kept);
  };
  CHECK_FALSE(read(kMaxTreeText / 8 - 1, "seventy ").ended);
  const TreeInput out = read(kMaxTreeText / 8 + 9, "seventy ");
  CHECK(out.ended);
  CHECK(out.html->size() == 3 + kMaxTreeText - 1);
  CHECK(out.html->ends_with(" seventy"));
  CHECK(is_valid_utf8(read(kMaxTreeText / 3 + 9, "語").html.value_or("\xFF")));
}

TEST_CASE("a tag that the page ends in is left out, whatever it has", "[page][guard]") {
  CHECK(prepare_for_tree("<p>a<i b=c d", RawText::kept).html == "<p>a");
  CHECK(prepare_for_tree("<p>a</p b=\"c", RawText::kept).html == "<p>a");
  CHECK(prepare_for_tree("<p>a< ", RawText::kept).html == std::nullopt);
  CHECK(Dom::parse("<p>a<i " + numbered(500'000, "a", " ")).size() > 3);
}

TEST_CASE("an attribute written again without a value costs no other", "[page][guard]") {
  for (const std::string_view page : {"<a b b href=x>", "<a download DOWNLOAD href='x'>",
                                      "<a b=1 b href=x c c>", "<a h h ref href=x>"}) {
    CAPTURE(page);
    const Dom dom = Dom::parse(page);
    std::vector<std::string_view> addresses;
    for (Dom::Index i = 0; i < dom.size(); ++i)
      if (dom[i].tag == Tag::a) addresses.push_back(dom.attribute(i, "href"));
    CHECK(addresses == std::vector<std::string_view>{"x"});
    CHECK_FALSE(dom.cut());
  }
  CHECK(prepare_for_tree("<a b=1 b=2 c href=x>", RawText::kept).html == std::nullopt);
}

TEST_CASE("an end tag of an unknown name that closes nothing is left out", "[page][guard]") {
  const auto prepared = [](std::string_view page) {
    const TreeInput out = prepare_for_tree(page, RawText::kept);
    CHECK_FALSE(out.cut);
    return out.html.value_or("as it is");
  };
  CHECK(prepared("<one><svg></two><style>") == "<one><svg><style>");
  CHECK(prepared("<svg><title><one></two></one>") == "<svg><title><one></one>");
  CHECK(prepared("<one><p><two></one>") == "<one><p><two>");
  CHECK(prepared("<one><two></one>") == "as it is");
  // What it stood between does not become one.
  CHECK(prepared("AT&</one>amp;T <</one>p> &#6</one>5; &") == "AT&<?>amp;T <<?>p> &#6<?>5; &");
  CHECK(prepared("a & b</one>c") == "a & bc");
  CHECK(prepared("<p></div></b></one") == "<p></div></b>");
}

TEST_CASE("an end tag in a drawing closes its element whatever stands around its name",
          "[page][guard]") {
  for (const std::string_view end :
       {"</svg>", "</svg >", "</svg\n/>", "</SVG a='>' b>", "</></svg>", "</></></svg >"}) {
    INFO(end);
    const Dom dom = Dom::parse("<svg><path>" + std::string(end) + "<title>after</title>");
    const auto title = static_cast<Dom::Index>(dom.size() - 2);
    CHECK(dom.text_below(title) == "after");
    CHECK(dom[title].html);
    CHECK_FALSE(dom.cut());
  }
}

TEST_CASE("no element of a drawing is taken for one of HTML", "[page][guard]") {
  for (const std::string_view root : {"svg", "math"})
    for (const std::string_view name :
         {"select", "template", "frameset", "td", "tr", "tbody", "col", "caption", "colgroup",
          "html", "head", "body", "table"})
      for (const std::string_view inside : {"<title>", "<mi>", "<desc>"})
        for (const std::string_view last :
             {"<select><tr>", "<select><select><td>", "<table></table><td>",
              "<template></template>", "<select></select></td></tr></table>"}) {
          std::string page = "<table><tr><td>";
          for (const std::string_view part : {root, name}) page += "<" + std::string(part) + ">";
          page += std::string(inside) + std::string(last) + "</" + std::string(name) + "><p>x";
          INFO(page);
          CHECK(Dom::parse(page).size() > 1);
        }
}

TEST_CASE("what is cut loses its tags and keeps its text", "[page][guard]") {
  const auto cut = [](const std::string& page) {
    const TreeInput out = prepare_for_tree(page, RawText::kept);
    CHECK(out.cut);
    return out.html.value_or("");
  };
  CHECK(cut(times(600, "<div>") + "text" + times(600, "</div>") + "<p>after") ==
        times(512, "<div>") + "text" + times(512, "</div>") + "<p>after");
  CHECK(cut("<i " + numbered(300, "a", " ") + "/>t") == "<i " + numbered(256, "a", " ") + "/>t");
}

}  // namespace verify::test
