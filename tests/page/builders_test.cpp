// Pages in the manner of the common page builders: their class names say widget, hidden, meta,
// popup and the like of what is content, and nothing of what is not.
#include <catch2/catch.hpp>

#include "page/dom.h"
#include "page/hiding_rules.h"
#include "page/main_content.h"

using namespace verify;

namespace {

const std::string kOne =
    "<p>Each night the planners waited six hours for their numbers, and by then the lorries had "
    "left the yard with what they had.</p>";
const std::string kTwo =
    "<p>We moved the models to a managed service, gave them one store of features and put a watch "
    "on what they predict.</p>";
const std::string kThree =
    "<p>Now the numbers are there before the first shift begins, and the yard sends out a tenth "
    "fewer half-empty lorries.</p>";

struct Row {
  const char* builder;
  std::string html;
  std::vector<const char*> in;        // stand in the text
  std::vector<const char*> out;       // do not
  std::vector<const char*> headings;  // head sections
};

std::string elementor(const std::string& classes, const std::string& content) {
  return "<div class='elementor-element elementor-widget " + classes +
         "'><div class=elementor-widget-container>" + content + "</div></div>";
}

const Row kRows[] = {
    {"Elementor: widgets",
     "<div class='elementor elementor-12'><section class='elementor-section "
     "elementor-hidden-phone'>" +
         elementor("elementor-widget-heading",
                   "<h2 class='elementor-heading-title'>The yard</h2>") +
         elementor("elementor-widget-text-editor", kOne) + "</section><section>" +
         elementor("elementor-widget-heading", "<h2>The way</h2>") +
         elementor("elementor-widget-text-editor", kTwo) + "</section><section>" +
         elementor("elementor-widget-heading", "<h2>The gain</h2>") +
         elementor("elementor-widget-text-editor", kThree) + "</section></div>",
     {"six hours", "managed service", "first shift"},
     {},
     {"The yard", "The way", "The gain"}},
    {"Elementor: an accordion",
     "<section>" + kOne + "</section><section>" + kTwo + "</section>" +
         elementor("elementor-widget-accordion",
                   "<div class=elementor-accordion-item><div class=elementor-tab-title role=button "
                   "aria-controls=t1 aria-expanded=false><a tabindex=0>How long did it take?</a>"
                   "</div><div id=t1 class='elementor-tab-content' style='display:none'><p>Eleven "
                   "weeks of two people.</p></div></div>"),
     {"How long did it take?", "Eleven weeks of two people."},
     {},
     {"How long did it take?"}},
    {"Elementor: an icon box in a column called sidebar",
     "<section>" + kOne + "</section><section>" + kTwo + "</section><section>" + kThree +
         "</section><section><div class='elementor-column sidebar-left'>" +
         elementor("elementor-widget-icon-box",
                   "<h3 class=elementor-icon-box-title>Watched</h3><p>Day and night.</p>") +
         "</div></section>",
     {"Watched", "Day and night."},
     {},
     {"Watched"}},
    {"Elementor: a pop-up at the end of the page",
     "<main><section>" + kOne + "</section><section>" + kTwo +
         "</section></main>"
         "<div class='elementor elementor-location-popup' data-elementor-type=popup>"
         "<h3>Ten per cent off</h3><p>Only this week.</p></div>",
     {"six hours"},
     {"Only this week"},
     {}},
    {"Elementor: hover boxes",
     "<section>" + kOne + "</section><section>" + kTwo + "</section><section>" + kThree +
         "</section><section><div class=elementor-flip-box__back><div "
         "class=elementor-flip-box__layer__overlay><h3>Forecasts</h3><p>For every depot.</p></div>"
         "</div></section>",
     {"For every depot."},
     {},
     {"Forecasts"}},
    {"HubSpot: widget spans",
     "<div class='row-fluid-wrapper'><div class='span12 widget-span widget-type-cell'><div "
     "class='hs_cos_wrapper hs_cos_wrapper_widget hs_cos_wrapper_type_rich_text'><h2>The "
     "yard</h2>" +
         kOne + "<h2>The way</h2>" + kTwo + "</div></div></div>",
     {"six hours", "managed service"},
     {},
     {"The yard", "The way"}},
    {"HubSpot: a form with its words",
     "<section>" + kOne + "</section><section>" + kTwo + "</section><section>" + kThree +
         "</section><div class='widget-type-form'><form class='hs-form'><label>First name</label>"
         "<input><div class=legal-consent-container>We need your data to write to you; you can "
         "take that back whenever you like, see our policy.</div><input type=submit></form></div>",
     {"first shift"},
     {"First name", "take that back"},
     {}},
    {"HubSpot: a card with a footer",
     "<section><div class=card><div class=card__body><h3>Basic</h3>" + kOne +
         "</div><div class=card__footer><p>From the third month on it costs nothing more than what "
         "the machines cost that it runs on.</p></div></div></section><section>" +
         kTwo + "</section><section>" + kThree + "</section>",
     {"third month"},
     {},
     {"Basic"}},
    {"Drupal: fields and meta",
     "<div class='node node--type-case-study'><div class='field field--name-field-meta'><h3 "
     "class='field__label'>Challenge</h3><div class='field__item'>" +
         kOne + "</div></div><div class='field field--name-field-comment-text'><h3>Solution</h3>" +
         kTwo + "</div><div class=field><h3>Result</h3>" + kThree + "</div></div>",
     {"six hours", "managed service", "first shift"},
     {},
     {"Challenge", "Solution", "Result"}},
    {"Drupal: a label that is a div",
     "<div class=node><div class=field><div class='field__label'>Challenge</div><div "
     "class=field__item>" +
         kOne +
         "</div></div><div class=field><div class='field__label'>Solution"
         "</div><div class=field__item>" +
         kTwo + "</div></div></div>",
     {"six hours", "managed service"},
     {},
     {"Challenge", "Solution"}},
    {"WPBakery: toggles",
     "<div class='vc_row wpb_row'>" + kOne + "</div><div class=vc_row>" + kTwo +
         "</div><div class='vc_toggle vc_toggle_default'><div class=vc_toggle_title><h4>Who runs "
         "it?</h4></div><div class=vc_toggle_content style='display:none'><p>Your own people, "
         "after two weeks.</p>"
         "</div></div>",
     {"Your own people, after two weeks."},
     {},
     {"Who runs it?"}},
    {"WPBakery: responsive columns",
     "<div class='vc_row'><div class='wpb_column vc_hidden-xs'>" + kOne +
         "</div></div><div class=vc_row><div class='wpb_column vc_hidden-sm meta'>" + kTwo +
         "</div></div><div class=vc_row>" + kThree + "</div>",
     {"six hours", "managed service", "first shift"},
     {},
     {}},
    {"Divi: blurbs with tracking names",
     "<div class=et_pb_section>" + kOne + "</div><div class=et_pb_section>" + kTwo +
         "</div><div class=et_pb_section>" + kThree +
         "</div><div class='et_pb_section et_pb_specialty_fullwidth'><div class='et_pb_blurb "
         "et_pb_promo'><h4 class='et_pb_module_header'>Starter</h4><div "
         "class=et_pb_blurb_description>Ten days, one price.</div></div></div>",
     {"Ten days, one price."},
     {},
     {"Starter"}},
    {"Divi: share bar",
     "<article class=et_pb_post><h1>How the yard woke up</h1>" + kOne + kTwo + kThree +
         "<div class='et_social_inline sharing'><a href=1>Post it</a><a href=2>Send it</a></div>"
         "</article>",
     {"first shift"},
     {"Post it"},
     {}},
    {"Webflow: hashed and utility names",
     "<div class='section-8c70ad w-container'><h2>The yard</h2>" + kOne +
         "</div><div class='section w-node-ad3-nav7'><h2>The way</h2>" + kTwo +
         "</div><div class=section><h2>The gain</h2>" + kThree + "</div>",
     {"six hours", "managed service", "first shift"},
     {},
     {"The yard", "The way", "The gain"}},
    {"Webflow: tabs",
     "<div class=section>" + kOne + "</div><div class=section>" + kTwo +
         "</div><div class=w-tabs><div class=w-tab-menu role=tablist><a role=tab class=w-tab-link "
         "href='#w1'>Retail</a></div><div class=w-tab-content><div class=w-tab-pane role=tabpanel "
         "style='display:none'><p>Shelves that are never empty.</p></div></div></div>",
     {"Shelves that are never empty."},
     {},
     {}},
    {"Webflow: a form's messages",
     "<div class=section>" + kOne + "</div><div class=section>" + kTwo +
         "</div><div class=section>" + kThree +
         "</div><div class='form-block w-form'><form><input><input type=submit></form><div "
         "class=w-form-done><div>Thank you, it is on its way to us!</div></div><div "
         "class=w-form-fail><div>That went wrong.</div></div></div>",
     {"first shift"},
     {"on its way", "went wrong"},
     {}},
    {"Wix: generated names",
     "<div id=comp-ad1nav class='wixui-rich-text'><h2>The yard</h2>" + kOne +
         "</div><div id=comp-jx9ad class='KcpHeO tz5f0K'><h2>The way</h2>" + kTwo +
         "</div><div id=comp-8toc2><h2>The gain</h2>" + kThree + "</div>",
     {"six hours", "managed service", "first shift"},
     {},
     {"The yard", "The way", "The gain"}},
    {"Wix: lines of one class for headings",
     "<div><div><p class='font_4 wixui'>The yard</p></div>" + kOne +
         "<div><p class='font_4 wixui'>The way</p></div>" + kTwo + "</div>",
     {"six hours", "managed service"},
     {},
     {"The yard", "The way"}},
    {"Squarespace: blocks",
     "<main><section class='page-section'><div class='sqs-block html-block'><h2>The yard</h2>" +
         kOne +
         "</div></section><section class='page-section'><div class='sqs-block "
         "summary-v2-block fe-block-8c70ad'><h2>The way</h2>" +
         kTwo + "</div></section><section>" + kThree + "</section></main>",
     {"six hours", "managed service", "first shift"},
     {},
     {"The yard", "The way"}},
    {"Squarespace: a newsletter box after an article",
     "<article class=entry><h1>How the yard woke up</h1>" + kOne + kTwo + kThree +
         "</article><div class='sqs-block newsletter-block'><form><h2>Sign up</h2><p>Once a month."
         "</p><input></form></div>",
     {"first shift"},
     {"Once a month"},
     {}},
    {"AEM: component names",
     "<div class='root responsivegrid'><div class='teaser cmp-teaser--hero'><h2 "
     "class=cmp-teaser__title>The yard</h2><div class=cmp-teaser__description>" +
         kOne + "</div></div><div class='cmp-text text-widget'><h2>The way</h2>" + kTwo +
         "</div><div class='cmp-container hidden-print'><h2>The gain</h2>" + kThree +
         "</div></div>",
     {"six hours", "managed service", "first shift"},
     {},
     {"The yard", "The way", "The gain"}},
    {"AEM: an experience fragment as the footer",
     "<div class=root><div>" + kOne + "</div><div>" + kTwo + "</div><div>" + kThree +
         "</div><div class='experiencefragment footer-xf'><div class=cmp-list><a href=1>Imprint</a>"
         "<a href=2>Press</a></div><p>One Main Street</p></div></div>",
     {"first shift"},
     {"One Main Street", "Imprint"},
     {}},
    {"Gutenberg: columns and pull quotes",
     "<div class='entry-content wp-block-post-content'><h1>How the yard woke up</h1>" + kOne +
         "<div class='wp-block-columns is-layout-flex'><div class=wp-block-column><h2 "
         "class='wp-block-heading has-sidebar-color'>The way</h2>" +
         kTwo +
         "</div></div><figure class=wp-block-pullquote><blockquote><p>We sleep again.</p>"
         "</blockquote></figure>" +
         kThree + "</div>",
     {"managed service", "We sleep again.", "first shift"},
     {},
     {"The way"}},
    {"Gutenberg: details",
     "<div class=wp-block-group>" + kOne + "</div><div class=wp-block-group>" + kTwo +
         "</div><details class=wp-block-details><summary>And the costs?</summary><p>They fell by a "
         "third.</p></details>",
     {"And the costs?", "They fell by a third."},
     {},
     {"And the costs?"}},
    {"Framer: generated names and roles",
     "<div id=main data-framer-hydrate><div class='framer-1ad9k hidden-72rtr7'><h2 "
     "class=framer-text>The yard</h2>" +
         kOne + "</div><div class='framer-nav3x ssr-variant'><h2>The way</h2>" + kTwo +
         "</div><div class=framer-k2><h2>The gain</h2>" + kThree + "</div></div>",
     {"six hours", "managed service", "first shift"},
     {},
     {"The yard", "The way", "The gain"}},
    {"Framer: the same words for another width",
     "<div class=ssr-variant><h2>The yard</h2>" + kOne +
         "</div><div class='ssr-variant hidden-k'>"
         "<h2>The yard</h2>" +
         kOne + "</div><div><h2>The way</h2>" + kTwo + "</div>",
     {"six hours", "managed service"},
     {"yard.\nThe yard"},
     {"The yard", "The way"}},
    {"a menu that is not closed",
     "<body><nav class=menu><a href=1>Home</a><a href=2>Work</a><main><h1>How the yard woke "
     "up</h1>" +
         kOne + kTwo + kThree + "</main>",
     {"six hours", "first shift"},
     {},
     {}},
    {"a form around a page of short lines",
     "<body><form id=aspnetForm><h2>Plans</h2><div>Small</div><div>Large</div></form>",
     {"Plans", "Small", "Large"},
     {},
     {}},
    {"comments on a page of short lines",
     "<body><div class=comments-page><h2>What they say</h2><div>Good.</div><div>Swift.</div></div>",
     {"Good.", "Swift."},
     {},
     {"What they say"}},
};

MainContent content_of(std::string_view html) {
  const Dom dom = Dom::parse(html);
  return read_main_content(dom, HidingRules(dom));
}

}  // namespace

TEST_CASE("the pages of page builders", "[page][content][sections]") {
  for (const Row& row : kRows) {
    const MainContent content = content_of(row.html);
    INFO(row.builder << "\n" << content.text);
    for (const char* words : row.in) {
      INFO(words);
      CHECK(content.text.find(words) != std::string::npos);
    }
    for (const char* words : row.out) {
      INFO(words);
      CHECK(content.text.find(words) == std::string::npos);
    }
    for (const char* heading : row.headings) {
      INFO(heading);
      CHECK(std::ranges::any_of(content.sections,
                                [&](const Section& s) { return s.heading == heading; }));
    }
    CHECK(content.confidence > 0);
  }
}

TEST_CASE("a page of nothing but menus has no main text", "[page][content]") {
  const MainContent content = content_of(
      "<header><nav><a href=1>Home</a></nav></header><footer><p>Acme builds machine learning on "
      "clouds for all who need it, since the year of the first cloud.</p></footer>");
  CHECK(content.text.empty());
  CHECK(content.confidence == 0);
  CHECK(content.boilerplate.find("Acme") != std::string::npos);
}
