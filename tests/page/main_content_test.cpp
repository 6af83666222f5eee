#include "page/main_content.h"

#include <catch2/catch.hpp>

#include "page/dom.h"
#include "page/hiding_rules.h"

using namespace verify;

namespace {

const std::string kPara =
    "The team moved its forecasts to a managed service, and the nightly run that took six hours "
    "now ends in twenty minutes. ";

std::string p(int repeat = 2) {
  std::string text = "<p>";
  for (int i = 0; i < repeat; ++i) text += kPara;
  return text + "</p>";
}

MainContent read(std::string_view html) {
  const Dom dom = Dom::parse(html);
  return read_main_content(dom, HidingRules(dom));
}

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

struct Row {
  const char* rule;
  std::string html;
  const char* in;   // stands in the text; empty: nothing to look for
  const char* out;  // does not
};

}  // namespace

TEST_CASE("each rule of the main text", "[page][content]") {
  const std::string story = "<h1>Title</h1>" + p() + p() + p();
  const std::string landing = "<section><h2>Data</h2>" + p() + "</section><section><h2>Cloud</h2>" +
                              p() + "</section><section><h2>People</h2>" + p() + "</section>";
  const Row rows[] = {
      {"menus are left out", "<nav><a href=a>Products</a></nav><main>" + story + "</main>",
       "forecasts", "Products"},
      {"footers are left out", story + "<footer><p>Acme Ltd, 1 Main Street</p></footer>",
       "forecasts", "Main Street"},
      {"scripts, styles, templates and noscript are never text",
       story + "<script>var hiddenA</script><style>.hiddenA{}</style><template>hiddenA</template>"
               "<noscript>hiddenA</noscript>",
       "forecasts", "hiddenA"},
      {"consent banners are left out",
       "<div id=cookie-consent><p>We use cookies. Accept them, please, for they are good for you "
       "and for us and for everybody else.</p></div>" +
           story,
       "forecasts", "cookies"},
      {"readers' comments are left out",
       "<article>" + story + "</article><section id=comments>" + p() + "<p>First!</p></section>",
       "forecasts", "First!"},
      {"an article's title is not its text", "<article>" + story + "</article>", "forecasts",
       "Title"},
      {"headings within an article are",
       "<article>" + story + "<h2>Challenge</h2>" + p() + "</article>", "Challenge", "Title"},
      {"teasers of other pages are left out",
       "<article>" + story + "</article><div><div><h3><a href=1>One</a></h3><p>Teaser A</p></div>" +
           "<div><h3><a href=2>Two</a></h3><p>Teaser B</p></div>" +
           "<div><h3><a href=3>Three</a></h3><p>Teaser C</p></div></div>",
       "forecasts", "Teaser B"},
      {"sign-up forms are left out",
       "<article>" + story + "<form><p>Your mail address</p><input></form></article>", "forecasts",
       "mail address"},
      {"captions are left out of an article",
       "<article>" + story +
           "<figure><img src=a><figcaption>A hall</figcaption></figure></article>",
       "forecasts", "A hall"},
      {"hidden text is not read", story + "<div style='display: none'>secret offer</div>",
       "forecasts", "secret offer"},
      {"closed accordions are",
       "<section>" + p() + "</section><section>" + p() + "</section><div class=accordion>" +
           "<button aria-expanded=false>How?</button><div class=panel style='display:none'>" +
           p(1) + "Like this.</div></div>",
       "Like this.", "\n\n"},
      {"closed tabs are",
       "<section>" + p() + "</section><section>" + p() +
           "</section><div role=tabpanel hidden>The second tab says more.</div>",
       "The second tab says more.", "\n\n"},
      {"what scripts reveal is read when there is nothing else",
       "<div>Loading</div><div hidden id='S:0'>" + story + "</div><script>$RC('S:0')</script>",
       "forecasts", "hiddenA"},
      {"what nothing reveals is not, even then", "<p>We build.</p><div hidden>" + story + "</div>",
       "We build.", "forecasts"},
      {"what a rule of the page hides is not read",
       "<style>.offer{display:none}</style>" + story + "<div class=offer>secret offer</div>",
       "forecasts", "secret offer"},
      {"a panel that a rule hides is, when a control names it",
       "<style>.p2{display:none}</style><section>" + p() + "</section><section>" + p() +
           "</section><ul><li data-open=second>More</ul><div id=second class=p2>" + p(1) +
           "Like this.</div><script>tabs()</script>",
       "Like this.", "\n\n"},
      {"what a script from elsewhere may show is",
       "<style>.p2{display:none}</style><section>" + p() + "</section><section>" + p() +
           "</section><div class=p2>The second part says more.</div><script src=a.js></script>",
       "The second part says more.", "\n\n"},
      {"text without any opacity is not, where nothing fades in",
       story + "<div style='opacity:0'>secret offer</div>", "forecasts", "secret offer"},
      {"text that fades in is read",
       "<section>" + p() + "</section><section>" + p() +
           "</section><div style='opacity:0'>The second part says more.</div><script src=a.js>"
           "</script>",
       "The second part says more.", "\n\n"},
      {"a heading is not lost to its class",
       "<article>" + story + "<h2 class='widget-title hidden-xs meta sidebar'>Outcome</h2>" + p() +
           "</article>",
       "Outcome", "Title"},
      {"words like widget and meta in a page builder's classes do not matter",
       "<div class='elementor-widget elementor-widget-text-editor has-meta'>" + story + "</div>",
       "forecasts", "\n\n"},
      {"a class with menu words on the page's body does not empty it",
       "<body class='nav menu'><a href=a>one link</a>" + story, "forecasts", "\n\n"},
      {"a page of short sections is taken whole",
       "<header><a href=/>Home</a></header><section><h1>Cloud</h1><p>We build.</p></section>"
       "<section><h2>Data</h2><p>We move it.</p></section><footer>Imprint</footer>",
       "We move it.", "Imprint"},
      {"what stands twice on such a page is read once",
       "<section><h2>Data</h2><p>We move it.</p></section><section><h2>Only</h2><p>We move it.</p>"
       "</section>",
       "Only", "it.\nOnly\nWe"},
      {"a feature that two plans share stands under each",
       "<section><h2>Basic</h2><ul><li>Backup</li></ul></section><section><h2>Plus</h2><ul>"
       "<li>Backup</li></ul></section>",
       "Plus\nBackup", "\n\n"},
      {"a cloned slide is read once",
       "<section><h2>Basic</h2><ul><li>Backup</li></ul></section><section><h2>Basic</h2><ul>"
       "<li>Backup</li></ul></section>",
       "Basic\nBackup", "Backup\nBa"},
      {"what a drawing of a screen shows is not read",
       "<section><h2>Data</h2>" + p() + "</section><div role=img aria-label=Screen>Ticket 42</div>",
       "forecasts", "Ticket 42"},
      {"what a page keeps out of search results is not read",
       "<section>" + p() + "</section><div data-nosnippet>Thanks for your message</div>",
       "forecasts", "Thanks"},
      {"a hidden answer follows its question",
       "<section>" + p() + "</section><section>" + p() +
           "</section><section><div>Is it safe?</div><div style='display:none'>Yes, it is: " +
           p(1) + "</div></section><script src=a.js></script>",
       "Yes, it is", "\n\n"},
      {"short hidden words after each other are no answers",
       "<section>" + p() +
           "</section><p>Partner</p><p style='display:none'>Best on AWS</p>"
           "<p style='visibility:hidden'>Award 2024</p>",
       "forecasts", "Award"},
      {"what nobody can see is not read, whatever stands before it",
       "<section>" + p() + "</section><div>Is it safe?</div>" +
           "<div style='position:absolute;left:-9999px'>Of course, the safest of them all</div>",
       "forecasts", "safest"},
      {"a hidden part after a link is no answer",
       "<section>" + p() + "</section><div><a href=a>Offers</a></div><div hidden>Sale</div>",
       "forecasts", "Sale"},
      {"what stands beside the page's main element is left out",
       "<main><section><h2>Data</h2>" + p() + "</section></main><div>Stay in the loop</div>",
       "forecasts", "loop"},
      {"news of other pages are left out of a landing page",
       "<section><h2>Data</h2>" + p() + p() + p() +
           "</section><section><h2>Latest news</h2><div>"
           "<a href=1>We moved</a><a href=2>We grew</a></div><div><a href=3>We "
           "won</a></div><p>Seen "
           "in May</p><ul><li><a href=4>One thing</a><li><a href=5>Another</a><li><a href=6>A third"
           "</a></ul></section>",
       "forecasts", "Seen in May"},
      {"the notice of rights is left out",
       "<section><h1>Cloud</h1><p>We build.</p></section><section><h2>Data</h2><p>We move it.</p>"
       "</section><div>\xC2\xA9 2020 Acme, one of a kind</div>",
       "We move it.", "Acme"},
      {"a page that says it is no article is taken whole",
       "<head><meta property=og:type content=website></head><h1>Cloud</h1>"
       "<div class=entry-content>" +
           p() + p() + "</div><div><h2>Plan</h2>" + p(1) + "<p>Ten users</p></div>",
       "Ten users", "\n\n"},
      {"the names that build tools generate hold no words",
       landing + "<section><div class='fe-8c70ad4f jXK9ad'>" + p(1) +
           "Seven wonders.</div></section>",
       "Seven wonders", "\n\n"},
      {"the footer of a card is not the page's",
       "<div class=card><h2>Plan</h2>" + p(1) + "<div class=card__footer><p>" + kPara +
           "Free for a month.</p></div></div><div>" + p() + p() + "</div>",
       "Free for a month", "\n\n"},
      {"a class footer at the end of the page is",
       "<div>" + p() + p() + p() + "</div><div class=site-footer><p>" + kPara +
           "Main Street.</p></div>",
       "forecasts", "Main Street"},
      {"what overlays a card in a section is read",
       landing + "<section><div class=card-overlay><p>" +
           "Ninety percent less.</p></div></section>",
       "Ninety percent less", "\n\n"},
      {"a headed promotion is content",
       landing + "<div class=promo><h3>Starter kit</h3>" +
           "<p>Ten days of work for a fixed price.</p></div>",
       "Ten days", "\n\n"},
      {"a landing page opens with its title, before its main element, too",
       "<div class=hero><h1>Clouds</h1></div><main>" + landing + "</main>", "Clouds\nData", "\n\n"},
      {"a form goes with its heading and its messages",
       "<section>" + p() + p() +
           "</section><div class=w-form><h3>Write us</h3><form><label>Name"
           "</label><input></form><div class=w-form-done>Thank you! We got it.</div></div>",
       "forecasts", "Thank you"},
      {"the consent to a form is no content",
       "<section>" + p() + p() +
           "</section><form><input type=email><p>I agree that the data I give "
           "here are kept and used to answer me, as the policy says. I can revoke this.</p></form>",
       "forecasts", "revoke"},
      {"titles of other pages after an article are left out",
       "<article>" + story +
           "<div><h4><a href=1>How we moved house</a></h4><p>2 May</p></div>"
           "</article>",
       "forecasts", "moved house"},
      {"a heading that links to itself is none of them",
       "<article>" + story + "<h2><a href='#o'>Outcome</a></h2><img src=a></article>" + p(1),
       "Outcome", "\n\n"},
      {"a heading that leads nowhere is none of them, either",
       "<article>" + story + "<h2><a id=o>Outcome</a></h2><p>Good for all of them.</p></article>",
       "Outcome\nGood", "\n\n"},
      {"tables keep their numbers",
       "<article>" + story +
           "<table><tr><td>Hours</td><td>6</td></tr><tr><td>Now</td><td>6</td>"
           "</tr></table></article>",
       "Now\n6", "Title"},
  };
  for (const Row& row : rows) {
    const MainContent content = read(row.html);
    INFO(row.rule << "\n" << content.text);
    CHECK(has(content.text, row.in));
    CHECK_FALSE(has(content.text, row.out));
  }
}

TEST_CASE("what is not content is boilerplate", "[page][content]") {
  const MainContent content =
      read("<nav><a href=a>Products</a></nav><main><h1>T</h1>" + p() + p() + "</main>");
  CHECK(has(content.boilerplate, "Products"));
  CHECK_FALSE(has(content.boilerplate, "forecasts"));
}

TEST_CASE("what a list repeats is told by its heading, however long that is", "[page][content]") {
  const auto plan = [](const std::string& name, const std::string& items) {
    return "<section><h2>" + name + "</h2><ul>" + items + "</ul></section>";
  };
  CHECK(read(plan("Basic", "<li>Backup<li>Backup<li>Mail") + plan("Plus", "<li>Backup<li>Chat") +
             plan("Basic", "<li>Mail<li>Phone"))
            .text == "Basic\nBackup\nMail\nPlus\nBackup\nChat\nPhone");
  std::string html = "<h2>" + std::string(1'000'000, 'a') + "</h2><ul>";
  for (int i = 0; i < 70'000; ++i) html += "<li>item " + std::to_string(i);
  const std::string text = read(html + "<li>item 7</ul>").text;
  CHECK(has(text, "\nitem 69999"));
  CHECK(text.find("\nitem 7\n") == text.rfind("\nitem 7\n"));
  CHECK_FALSE(text.ends_with("item 7"));
}

TEST_CASE("white space collapses and blocks are lines", "[page][content]") {
  const MainContent content = read("<p>one\n  two&nbsp;&nbsp;three<br>four</p><p>five</p>");
  CHECK(content.text == "one two three\nfour\nfive");
}

TEST_CASE("alt texts within the content are kept", "[page][content]") {
  const MainContent content =
      read("<main>" + p() + p() + "<img alt='Acme logo' src=a><img alt=''></main>");
  CHECK(content.image_texts == std::vector<std::string>{"Acme logo"});
}

TEST_CASE("confidence grows with what there is", "[page][content]") {
  CHECK(read("").confidence == 0);
  const double little = read("<p>Short.</p>").confidence;
  const double much =
      read("<article><h1>T</h1>" + p() + p() + p() + p() + p() + "</article>").confidence;
  CHECK(little < 0.3);
  CHECK(much > 0.9);
}

TEST_CASE("any bytes give a content and sections", "[page][content]") {
  const std::string deep = [] {
    std::string html;
    for (int i = 0; i < 5000; ++i) html += "<div class=card><a href=x>";
    return html;
  }();
  for (const std::string_view html :
       {std::string_view(""), std::string_view("\0\xff<", 3), std::string_view("<table><h1>"),
        std::string_view("<h1></h1><h2></h2>"), std::string_view(deep)})
    CHECK(read(html).confidence >= 0);
}
