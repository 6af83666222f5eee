#include "page/hiding_rules.h"

#include <catch2/catch.hpp>

#include "page/hidden_style.h"
#include "verify/document.h"

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
      // Of one block, too.
      {".a{display:none;display:block}", false},
      {".a{display:block;display:none}", true},
      {".a{display:none!important;display:block}", true},
      {".a{display:none;visibility:visible}", true},
      {".c,.a,.b{display:none;visibility:hidden;display:flex;visibility:visible}", false},
      // The same selector again, however it is written.
      {".a.b{display:none}.b.a{display:block}", false},
      {".a.a{display:none}.a{display:block}", true},
      {".a{display:block}.a.a.b{display:none}.b.a{display:block}", true},
      {"p.a{display:none}div.a{display:block}", true},
      {".a.b.a.b.a.b.a.b{display:none}", true},
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
      {page(hidden, p + "<script>x='b a'</script>"), true},
      {page(hidden, p + "<script>z=b.a-1;c('a-b');d('-a')</script>"), false},
      {page(hidden, p + "<script>f('.i');g('#a')</script>"), false},
      {page(hidden, p + "<script>f('#i')</script>"), true},
      {page(hidden, p + "<b data-x=a>t</b><script>tabs()</script>"), false},
      // An id that is no single word.
      {page(hidden, "<p data-here id='i:1' class=a>x</p><script>f('i:1')</script>"), true},
      {page(hidden, "<p data-here id='i:1' class=a>x</p><script>f('i:12','i')</script>"), false},
      // A rule that is overruled in its own block shows all the same in another state.
      {page(hidden + ".open .a{display:block;display:none}", p), true},
      {page(hidden, p + "<script type=application/ld+json>{\"a\":1}</script>"), false},
  };
  for (const auto& row : rows) {
    CAPTURE(row.html);
    const Dom dom = Dom::parse(row.html);
    const HidingRules rules(dom);
    CHECK(rules.may_open(marked(dom)) == row.may_open);
  }
}

TEST_CASE("a page may have thousands of rules", "[page]") {
  std::string css, body;
  for (int i = 0; i < 5000; ++i) {
    const std::string name = std::to_string(i);
    css += ".box.a" + name + ",p.b" + name + "{display:none}.c .b" + name + "{display:block}";
    body += "<p class='box x a" + name + "'>x<p class='b" + name + "'>x";
  }
  const Dom dom = Dom::parse(page(css, body));
  const HidingRules rules(dom);
  std::size_t hidden = 0, open = 0;
  for (Dom::Index i = 0; i < dom.size(); ++i) {
    hidden += rules.hides(i);
    open += rules.may_open(i);
  }
  CHECK(hidden == 10'000);
  CHECK(open == 5000);
}

// Each would take minutes or gigabytes where one thing is gone through for each of another.
TEST_CASE("a style sheet costs no more than its bytes", "[page]") {
  const auto times = [](int count, auto write) {
    std::string out;
    for (int i = 0; i < count; ++i) out += write(std::to_string(i));
    return out;
  };
  const auto same = [](std::string text) { return [text](const std::string&) { return text; }; };
  const std::string hidden = ".a{display:none}";
  const std::string p = "<p data-here class=a>x</p>";
  const struct {
    std::string_view why;
    std::string html;
    bool hides, may_open;
  } rows[] = {
      {"selectors and declarations",
       page(times(19'000, same(".b,")) + ".a{" + times(100'000, same("display:none;")) + "}", p),
       true, false},
      {"rules and classes",
       page(times(10'000, same(".a.b{display:none}")),
            "<p data-here class='" + times(100'000, same("a ")) + "b'>x"),
       true, false},
      {"rules of a class and elements that have it",
       page(times(10'000, [](const std::string& i) { return ".a.b" + i + "{display:none}"; }),
            times(20'000, same("<p class=a>")) + "<p data-here class='a b7'>x"),
       true, false},
      {"elements that many rules nearly fit",
       page(times(10'000, [](const std::string& i) { return "#i.a" + i + "{display:none}"; }) +
                times(9000, [](const std::string& i) { return "b.a" + i + ".b{display:none}"; }),
            p + times(500, same("<p class='" +
                                times(1000, [](const std::string& i) { return "a" + i + " "; }) +
                                "'>"))),
       false, false},
      {"more rules than are kept",
       page(
           hidden + times(30'000, [](const std::string& i) { return ".b" + i + "{display:none}"; }),
           p),
       true, true},
      {"more selectors of one rule than are kept",
       page(hidden + times(1'000'000, same(".b,")) + ".c{display:none}", p), true, true},
      {"more names of other states than are kept",
       page(hidden + ".c:hover " + times(50'000, [](const std::string& i) { return ".b" + i; }) +
                ":hover{display:block}",
            p),
       true, true},
      {"names and scripts",
       page(hidden,
            p + times(20'000, [](const std::string& i) { return "<p class=a id=i" + i + ">"; }) +
                "<script>" + times(300'000, same("i b ")) + "</script>"),
       true, false},
      {"names of several words and scripts",
       page(hidden,
            p + times(20'000, [](const std::string& i) { return "<p class=a id=i:" + i + ">"; }) +
                "<script>" + times(300'000, same("i:b ")) + "</script>"),
       true, false},
      {"more words in scripts than are kept",
       page(hidden, p + "<script>" + times(1'100'000, same("b ")) + "</script>"), true, true},
      {"scripts in scripts",
       page(hidden, p + "<svg>" + times(100, same("<script>")) + times(20'000, same("<g>b</g>")) +
                        "</svg>"),
       true, false},
  };
  for (const auto& row : rows) {
    CAPTURE(row.why);
    const Dom dom = Dom::parse(row.html);
    const HidingRules rules(dom);
    CHECK(rules.hides(marked(dom)) == row.hides);
    CHECK(rules.may_open(marked(dom)) == row.may_open);
    CHECK_FALSE(rules.given_up());
  }
}

TEST_CASE("a page with more to compare than is compared says so", "[page]") {
  std::string sheet = ".z{display:none}", names;
  for (int n = 0; n < 100; ++n) {
    names += "a" + std::to_string(n) + " ";
    for (int m = 0; m < 190; ++m)
      sheet += ".a" + std::to_string(n) + ".b" + std::to_string(m) + "{display:none}";
  }
  std::string body;
  for (int i = 0; i < 4000; ++i) body += "<p class='" + names + "'>x";
  const std::string html = page(sheet, body + "<p class=z>unseen");
  CHECK(HidingRules(Dom::parse(html)).given_up());
  const Document document = read_document(html, {.url = Url::parse("https://p.example/").value()});
  CHECK(document.truncated);
  CHECK(document.soft_answer == SoftAnswer::too_complex);
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
