#include "page/dom.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "support/shared_pages.h"
#include "verify/content.h"

namespace verify::test {
namespace {

using namespace std::string_literals;

// One line a node, so that a difference can be read.
std::string outline(const Dom& dom) {
  std::string out;
  for (Dom::Index i = 0; i < dom.size(); ++i) {
    const Dom::Node& node = dom[i];
    out += std::to_string(static_cast<int>(node.tag)) + (node.html ? " " : " foreign ") +
           std::to_string(node.parent) + "-" + std::to_string(node.end);
    if (node.tag == Tag::text) out.append(" ").append(dom.text(i));
    for (const auto& [name, value] : dom.attributes(i))
      out.append(" ").append(name).append("=").append(value);
    out += "\n";
  }
  return out;
}

void check_equal(const std::string& page) {
  const Dom fast = Dom::parse(page);
  const Dom slow = Dom::parse_every_byte(page);
  CHECK(fast.cut() == slow.cut());
  CHECK(outline(fast) == outline(slow));
}

bool has_control(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == 0x7F || (c < ' ' && !is_ascii_space(text[i]))) return true;
    if (c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0)
      return true;
  }
  return false;
}

}  // namespace

TEST_CASE("scripts and styles stand in the tree as they were written", "[page][dom]") {
  const std::vector<std::string> pages = {
      "<script>let a = '<b>' && '</p>';</script><p>after",
      "<style>p > b { color: red }\r\n\r</style>\r\n<p>x",
      "<head><script src=a.js>never used, yet there</script></head><body>x",
      "<script>not closed <p> at the end of the page",
      "<script><!-- <script>inner</script> still script --></script><p>x",
      "<script>it holds a \0 byte, twice"s + "\0</script>"s,
      "<body><SCRIPT type='a>b'>quoted end of tag</SCRIPT ><p>",
      "<table><tr><script>is allowed between rows</script><td>x<style>and in a cell {}</style>",
      "<table>text<script>between text and row</script><tr><td>x",
      "<select><script>is allowed in a select</script><style>is not allowed in one</style>",
      "<svg><script>is markup in <b>svg</b></script><style>so is <b>this</b></style></svg>",
      "<svg><desc><script>in an integration point, <b></script></desc></svg>",
      "<math><mi><style>in text of a formula {}</style></mi></math>",
      "<frameset><script>means nothing in a frameset</script><frame>",
      "<noscript><style>in a noscript element {}</style></noscript>",
      "<template><script>in the content of a template</script></template>",
      "<iframe>fallback <b>text</b> is raw</iframe><noembed>and <i>this</i> is, too</noembed>",
      "<xmp>old <b>raw</b> element of long ago</xmp><plaintext>the rest </plaintext> is text",
      "<title>not <b>raw</b> but &amp; nearly</title><textarea>as <b>is</b> this one</textarea>",
      "<b><p><script>within unclosed formatting</script></b>x</p><style>and after it {}</style>",
      "</head><script>after the head: goes back to it</script><p>x",
      "<p>x</body><script>after the body: stays in it</script></html><style>and after all</style>",
      "<script>one after the other</script><script>one after the other</script>",
  };
  for (const std::string& page : pages) {
    INFO(page);
    check_equal(page);
  }
}

TEST_CASE("elements have no text of their own, wherever they stand", "[page][dom]") {
  const Dom dom = Dom::parse("<svg><script k>a <f g=h>b</f></script></svg><p>c");
  std::string text;
  for (Dom::Index i = 0; i < dom.size(); ++i) {
    if (dom[i].tag != Tag::text) CHECK(dom.text(i).empty());
    text += dom.text(i);
  }
  CHECK(text == "a bc");
}

TEST_CASE("no sequence of tags loses or moves the text of a script", "[page][dom]") {
  const std::vector<std::string> words = {"<script>text of a script, <b></script>",
                                          "<style>p > b { color: red }</style>",
                                          "<script>not closed in sight",
                                          "</script>",
                                          "<iframe>raw text of a frame</iframe>",
                                          "<noscript>",
                                          "</noscript>",
                                          "<table>",
                                          "</table>",
                                          "<tr>",
                                          "<td>",
                                          "<caption>",
                                          "<colgroup>",
                                          "<select>",
                                          "</select>",
                                          "<option>",
                                          "<svg>",
                                          "</svg>",
                                          "<math>",
                                          "<mi>",
                                          "<desc>",
                                          "<foreignObject>",
                                          "<template>",
                                          "</template>",
                                          "<frameset>",
                                          "<frame>",
                                          "<head>",
                                          "</head>",
                                          "<body>",
                                          "</body>",
                                          "</html>",
                                          "<b>",
                                          "</b>",
                                          "<p>",
                                          "<div>",
                                          "</div>",
                                          "<title>a title of it</title>",
                                          "<textarea>",
                                          "</textarea>",
                                          "<!-- ",
                                          "-->",
                                          "x",
                                          " "};
  std::uint32_t state = 2024;
  const auto next = [&state](std::size_t bound) {
    state = state * 1664525 + 1013904223;
    return (state >> 16) % bound;
  };
  for (int round = 0; round < 3000; ++round) {
    std::string page;
    for (std::size_t left = 2 + next(12); left > 0; --left) page += words[next(words.size())];
    INFO(page);
    check_equal(page);
  }
}

TEST_CASE("on real pages the short cut makes the same tree", "[page][dom][shared]") {
  if (SharedPages::files().empty()) return;
  std::size_t compared = 0;
  for (std::size_t i = 0; i < SharedPages::files().size(); i += 8) {
    const std::string page = decode_html(SharedPages::read(SharedPages::files()[i]), {}).utf8;
    // Gumbo makes U+FFFD of control characters, which the standard keeps.
    if (has_control(page)) continue;
    INFO(SharedPages::files()[i]);
    check_equal(page);
    ++compared;
  }
  CHECK(compared > 50);
}

}  // namespace verify::test
