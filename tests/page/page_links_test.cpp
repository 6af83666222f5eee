#include "page/page_links.h"

#include <catch2/catch.hpp>

#include "page/hiding_rules.h"

namespace verify::test {
namespace {

std::vector<PageLink> links_of(std::string_view html) {
  const Url base = *Url::parse("https://example.com/a/b");
  const Dom dom = Dom::parse(html);
  return page_links(dom, HidingRules(dom), base).links;
}

struct Row {
  std::string_view html;
  std::string_view expected;
};

}  // namespace

TEST_CASE("a link is visible when a visitor can come to it", "[page][links]") {
  const std::string_view visible[] = {
      "<a href=x>x</a>",
      "<nav style='display:none'><a href=x>x</a></nav>",
      "<footer><div hidden><a href=x>x</a></div></footer>",
      "<ul class='dropdown-menu' style='display: none'><li><a href=x>x</a></ul>",
      "<div class=tab-pane hidden><a href=x>x</a></div>",
      "<div class='accordion__body' style='height:0; overflow:hidden'><a href=x>x</a></div>",
      "<details><summary>More</summary><a href=x>x</a></details>",
      "<div id=mobileMenu style='visibility:hidden'><a href=x>x</a></div>",
      "<a href=x><img src=i></a>",
      "<a href=x><svg></svg></a>",
      "<a href=x><i class='fa fa-arrow'></i></a>",
      "<a href=x style='background:url(i.png)'></a>",
      "<a href=x aria-label='Read more'></a>",
      "<map><area href=x></map>",
      "<style>.m{display:none}@media print{.x{display:none}}</style><a class=x href=x>x</a>",
      "<style>.x{display:none}.x{display:block}</style><a class=x href=x>x</a>",
      "<style>.js .x{display:none}</style><a class=x href=x>x</a>",
      "<p style='opacity:0'><a href=x>x</a></p>",
      "<p style='left:-5px'><a href=x>x</a></p>",
  };
  for (const std::string_view html : visible) {
    INFO(html);
    REQUIRE(links_of(html).size() == 1);
    CHECK(links_of(html)[0].visible);
  }
}

TEST_CASE("a link that is styled away or inert is not visible", "[page][links]") {
  const std::string_view hidden[] = {
      "<template><a href=x>x</a></template>",
      "<div><noscript><a href=x>x</a></noscript></div>",
      "<p hidden><a href=x>x</a></p>",
      "<p style='DISPLAY : none !important'><a href=x>x</a></p>",
      "<a href=x style='visibility:hidden'>x</a>",
      "<p style='position:absolute;left:-9999px'><a href=x>x</a></p>",
      "<nav><p style='text-indent:-9999px'><a href=x>x</a></p></nav>",
      "<p style='font-size:0'><a href=x>x</a></p>",
      "<footer><div style='width:0px;height:0px'><a href=x>x</a></div></footer>",
      "<a href=x style='color:#fff;background:#fff'>x</a>",
      "<style>/* x */ p > a{color:red} .y, .x { display:none; }</style><p class='a x'>"
      "<a href=x>x</a></p>",
      "<style>#x{visibility:hidden}</style><p id=x><a href=x>x</a></p>",
      "<a href=x></a>",
      "<a href=x> <span></span>\n</a>",
      "<a href=x><span style='display:none'>x</span></a>",
  };
  for (const std::string_view html : hidden) {
    INFO(html);
    REQUIRE(links_of(html).size() == 1);
    CHECK_FALSE(links_of(html)[0].visible);
  }
}

TEST_CASE("a link has the region of what it stands in", "[page][links]") {
  const Row rows[] = {
      {"<a href=x>x</a>", "main"},
      {"<main><a href=x>x</a></main>", "main"},
      {"<header><a href=x>x</a></header>", "header"},
      {"<header><nav><a href=x>x</a></nav></header>", "nav"},
      {"<footer><a href=x>x</a></footer>", "footer"},
      {"<article><footer><a href=x>x</a></footer></article>", "main"},
      {"<aside><a href=x>x</a></aside>", "aside"},
      {"<div role=contentinfo><a href=x>x</a></div>", "footer"},
      {"<div role=dialog><a href=x>x</a></div>", "dialog"},
      {"<div class='site-footer'><a href=x>x</a></div>", "footer"},
      {"<div class='card-footer'><a href=x>x</a></div>", "main"},
      {"<div id=mainNav><a href=x>x</a></div>", "nav"},
      {"<div class=sidebar><a href=x>x</a></div>", "aside"},
      {"<main><div class=header><a href=x>x</a></div></main>", "main"},
      {"<body class='has-sidebar menu'><a href=x>x</a>", "main"},
  };
  for (const Row& row : rows) {
    INFO(row.html);
    REQUIRE(links_of(row.html).size() == 1);
    CHECK(to_string(links_of(row.html)[0].region) == row.expected);
  }
}

TEST_CASE("a link's anchor is its text or what stands for it", "[page][links]") {
  const Row rows[] = {
      {"<a href=x> Our \n<b>Wo</b>rk </a>", "Our Work"},
      {"<a href=x><h3>Title</h3><p>Text</p></a>", "Title Text"},
      {"<a href=x title=T><img alt='Logo'></a>", "Logo"},
      {"<a href=x title=T aria-label=L></a>", "L"},
      {"<a href=x title=T></a>", "T"},
      {"<a href=x><script>no</script>yes</a>", "yes"},
      {"<area href=x alt=Map>", "Map"},
  };
  for (const Row& row : rows) {
    INFO(row.html);
    REQUIRE(links_of(row.html).size() == 1);
    CHECK(links_of(row.html)[0].text == row.expected);
  }
}

TEST_CASE("links are resolved and those of other schemes left out", "[page][links]") {
  const auto links = links_of(
      "<a href=' c '>1</a><a href=mailto:x@y>2</a><a href='//h/'>3</a>"
      "<a href=javascript:x>4</a><a name=x>5</a><a href=z rel='UGC NoFollow'>6</a>");
  REQUIRE(links.size() == 3);
  CHECK(links[0].url.href() == "https://example.com/a/c");
  CHECK(links[1].url.href() == "https://h/");
  CHECK(links[2].nofollow);
}

}  // namespace verify::test
