#include "page/hiding_rules.h"

#include <catch2/catch.hpp>

#include "page/hidden_style.h"

namespace verify::test {
namespace {

Dom::Index marked(const Dom& dom) {
  for (Dom::Index i = 0; i < dom.size(); ++i)
    if (dom[i].tag != Tag::text && dom.has_attribute(i, "data-here")) return i;
  FAIL("no element is marked");
  return 0;
}

std::string page(std::string_view css, std::string_view body) {
  return "<style>" + std::string(css) + "</style>" + std::string(body);
}

}  // namespace

TEST_CASE("plain rules of a page's style sheets hide by the cascade", "[page]") {
  const std::string_view p = "<p data-here id=i class='a b'>x</p>";
  const struct {
    std::string_view css;
    bool hides;
  } rows[] = {
      {".a{display:none}", true},
      {"#i{visibility:hidden}", true},
      {"p.a{display:none}", true},
      {"P.a { DISPLAY : None ; }", true},
      {"p#i.a.b{display:none}", true},
      {".c, .b ,p.c{display:none}", true},
      {"/* .a{} */ .a/* */{color:red;display:none}", true},
      {".a{color:red", false},
      {".a{display:none", true},
      {"div.a{display:none}", false},
      {".a.c{display:none}", false},
      {"p.a.b.c{display:none}", false},
      {"my-element.a{display:none}", false},
      // Nothing but the element itself.
      {"p{display:none}", false},
      {"*{display:none}", false},
      {".x .a{display:none}", false},
      {"body>.a{display:none}", false},
      {".a:not(.b){display:none}", false},
      {".a[hidden]{display:none}", false},
      {".a::before{display:none}", false},
      // At-rules are not judged, whatever they nest.
      {"@media print{.a{display:none}}", false},
      {"@media (max-width:600px){.a{display:none}}", false},
      {"@media all{@supports (x:y){.c{}}.a{display:none}}", false},
      {"@import 'x.css';.a{display:none}", true},
      {"@media print{.c{display:none}}.a{display:none}", true},
      // The later of equals, the more specific, the important one.
      {".a{display:none}.b{display:block}", false},
      {".b{display:block}.a{display:none}", true},
      {".a{display:none}#i{display:block}", false},
      {"#i{display:block}.a.b{display:none}", false},
      {"p.a{display:none}.b{display:block}", true},
      {".a{display:none!important}#i{display:block}", true},
      {".a{display:none}.a{display:flex}", false},
      {".a{display:none}.a{visibility:visible}", true},
  };
  for (const auto& row : rows) {
    CAPTURE(row.css);
    const Dom dom = Dom::parse(page(row.css, p));
    CHECK(HidingRules(dom).hides(marked(dom)) == row.hides);
  }
  const Dom print = Dom::parse("<style media=print>.a{display:none}</style>" + std::string(p));
  CHECK_FALSE(HidingRules(print).hides(marked(print)));
}

TEST_CASE("what a rule hides may be opened by what is on the page", "[page]") {
  const std::string hidden = ".a{display:none}";
  const std::string p = "<p data-here id=i class=a>x</p>";
  const struct {
    std::string html;
    bool may_open;
  } rows[] = {
      {page(hidden, p), false},
      {page(hidden, p + "<script>tabs()</script>"), false},
      // A rule for another state or another screen.
      {page(hidden + ".open .a{display:block}", p), true},
      {page(hidden + ".a.open{display:block}", p), false},
      {page(hidden + "input:checked ~ p.a{display:block}", p), true},
      {page(hidden + "#i:target{display:block}", p), true},
      {page(hidden + "@media (max-width:600px){.a{display:block}}", p), true},
      {page(hidden + "@media print{.a{display:block}}", p), false},
      {page(hidden + ".a .b{display:block}", p), false},
      // A control that names it, where there is a script.
      {page(hidden, p + "<a href='#i'>t</a><script>tabs()</script>"), true},
      {page(hidden, p + "<b data-tab=i>t</b><script>tabs()</script>"), true},
      {page(hidden, p + "<button aria-controls=i>t</button><script>tabs()</script>"), true},
      {page(hidden, p + "<button data-target='.a'>t</button><script>tabs()</script>"), true},
      {page(hidden, p + "<a href='#i'>t</a>"), false},
      {page(hidden, p + "<a href='#other'>t</a><script>tabs()</script>"), false},
      // A script that names it, or one that nobody here has read.
      {page(hidden, p + "<script src=x.js></script>"), true},
      {page(hidden, p + "<script>$('.a').toggle()</script>"), true},
      {page(hidden, p + "<script>e.classList.remove(\"a\")</script>"), true},
      {page(hidden, p + "<script>getElementById('i').style.display=''</script>"), true},
      {page(hidden, p + "<b onclick=\"open('i')\">t</b>"), true},
      {page(hidden, p + "<script>cat='banana'</script>"), false},
      {page(hidden, p + "<script type=application/ld+json>{\"a\":1}</script>"), false},
  };
  for (const auto& row : rows) {
    CAPTURE(row.html);
    const Dom dom = Dom::parse(row.html);
    const HidingRules rules(dom);
    CHECK(rules.may_open(marked(dom)) == row.may_open);
  }
}

TEST_CASE("a page is still when nothing on it can change", "[page]") {
  const struct {
    std::string_view html;
    bool still;
  } rows[] = {
      {"<p>x</p>", true},
      {"<style>.a{display:none}</style>", true},
      {"<script type=application/ld+json>{}</script><link rel=icon href=i>", true},
      {"<script src=a.js></script>", false},
      {"<script type=module>1</script>", false},
      {"<link rel=stylesheet href=a.css>", false},
      {"<style>@keyframes x{}.a{animation:x}</style>", false},
      {"<p onclick=x()>x</p>", false},
  };
  for (const auto& row : rows) {
    CAPTURE(row.html);
    const Dom dom = Dom::parse(row.html);
    CHECK(HidingRules(dom).still() == row.still);
  }
}

}  // namespace verify::test
