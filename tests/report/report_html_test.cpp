#include <catch2/catch.hpp>
#include <set>

#include "base/text.h"
#include "report/html_parts.h"
#include "report/report_css.h"
#include "report/safe_text.h"
#include "support/sample_report.h"

namespace verify::test {
namespace {

// Where a tag that starts at `at` ends, by the rules for quoted attribute values.
std::size_t tag_end(std::string_view html, std::size_t at) {
  char quote = 0;
  for (; at < html.size(); ++at) {
    if (quote != 0)
      quote = html[at] == quote ? '\0' : quote;
    else if (html[at] == '"' || html[at] == '\'')
      quote = html[at];
    else if (html[at] == '>')
      return at;
  }
  return html.size();
}

// A tag without the values of its attributes: "<a class= href=>".
std::string tag_shape(std::string_view tag) {
  std::string out;
  bool quoted = false;
  for (const char c : tag) {
    if (c == '"') quoted = !quoted;
    if (!quoted && c != '"') out += c;
  }
  return out;
}

// The tags of a page in order, which is what a payload must not change.
std::vector<std::string> shape(std::string_view html) {
  std::vector<std::string> out;
  for (std::size_t at = html.find('<'); at < html.size(); at = html.find('<', at)) {
    const std::size_t end = tag_end(html, at);
    out.push_back(tag_shape(html.substr(at, end - at + 1)));
    at = end;
    if (out.back() == "<style>") at = html.find("</style", at);
  }
  return out;
}

std::vector<std::string> attribute_values(std::string_view html, std::string_view attribute) {
  std::vector<std::string> out;
  const std::string start = " " + std::string(attribute) + "=\"";
  for (std::size_t at = html.find(start); at < html.size(); at = html.find(start, at)) {
    at += start.size();
    out.emplace_back(html.substr(at, html.find('"', at) - at));
  }
  return out;
}

TEST_CASE("a payload changes no tag and no attribute of the page", "[report]") {
  for (const std::string_view payload : hostile_payloads()) {
    const bool web = !linkable(payload).empty() && safe_text(payload) == payload;
    const std::string plain = render_html(hostile_report(web ? "https://a.example/" : "x"));
    const std::string html = render_html(hostile_report(payload));
    CAPTURE(payload);
    CHECK(shape(html) == shape(plain));
    for (const std::string& href : attribute_values(html, "href"))
      CHECK((href.starts_with("#") || href.starts_with("https://") || href.starts_with("http://")));
  }
}

TEST_CASE("the page shows nothing that cannot be seen", "[report]") {
  for (const std::string_view payload : hostile_payloads()) {
    const std::string html = render_html(hostile_report(payload));
    CHECK(is_valid_utf8(html));
    for (const char c : html) REQUIRE((c == '\n' || static_cast<unsigned char>(c) >= ' '));
    for (const std::string_view bad : {"\x7F", "\u202E", "\u200B", "\u009B", "\u2066", "\uFEFF"})
      CHECK(html.find(bad) == std::string::npos);
  }
}

TEST_CASE("the page stands alone: nothing runs and nothing is loaded", "[report]") {
  const std::string html = render_html(sample_report());
  std::set<std::string> names;
  for (const std::string& tag : shape(html))
    names.insert(tag.substr(0, tag.find_first_of(" >/", 1)));
  for (const std::string_view name : {"<script", "<link", "<img", "<iframe", "<base", "<form"})
    CHECK_FALSE(names.contains(std::string(name)));
  CHECK(html.find("default-src 'none'; style-src " + csp_hash(kReportCss) +
                  "; base-uri 'none'; form-action 'none'\"") != std::string::npos);
  CHECK(attribute_values(html, "style").empty());
  CHECK(attribute_values(html, "src").empty());
  for (const std::string_view word : {"url(", "@import", "</"})
    CHECK(kReportCss.find(word) == std::string_view::npos);
}

TEST_CASE("a content security policy names the style by its digest", "[report]") {
  CHECK(csp_hash("") == "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
  CHECK(csp_hash("abc") == "'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='");
}

TEST_CASE("links out give nothing away", "[report]") {
  CHECK(link("https://a.example/?a=1&b=\"") ==
        "<a class=\"url\" rel=\"noreferrer noopener\" target=\"_blank\" "
        "href=\"https://a.example/?a=1&amp;b=&quot;\"><bdi>https://a.example/?a=1&amp;b=&quot;"
        "</bdi></a>");
  for (const std::string_view url : {"javascript:alert(1)", "https://a.example/\u202Egpj.exe"})
    CHECK(link(url).starts_with("<span class=\"url\"><bdi>"));
}

TEST_CASE("every anchor a link names is there once", "[report]") {
  const std::string html = render_html(sample_report());
  const auto ids = attribute_values(html, "id");
  const std::set<std::string> known(ids.begin(), ids.end());
  CHECK(known.size() == ids.size());
  for (const std::string& href : attribute_values(html, "href"))
    if (href.starts_with("#")) CHECK(known.contains(href.substr(1)));
  for (const std::string& name : attribute_values(html, "aria-labelledby"))
    CHECK(known.contains(name));
}

TEST_CASE("headings go down one level at a time", "[report]") {
  int level = 0;
  for (const std::string& tag : shape(render_html(sample_report()))) {
    if (tag.size() < 4 || !tag.starts_with("<h") || tag[2] < '1' || tag[2] > '6') continue;
    const int now = tag[2] - '0';
    CHECK(now <= level + 1);
    level = now;
  }
}

TEST_CASE("the page tells the outcome before the requirements, each with its word", "[report]") {
  const std::string html = render_html(sample_report());
  const std::size_t outcome = html.find("<h2 id=\"outcome\">Not ready</h2>");
  const std::size_t first = html.find("<article class=\"card v-met\" id=\"item-1\"");
  REQUIRE(outcome < first);
  REQUIRE(first != std::string::npos);
  for (const std::string_view part : {
           "</svg>Not met</span>",
           "<blockquote dir=\"auto\">Published on 12 May 2024</blockquote>",
           "<b>Home page</b>",
           "<bdi>What we do</bdi></b> <span class=\"region\">link in the menu</span>",
           "<h4>What to do</h4><p>Add two references for projects in production.</p>",
           "Valid until <time datetime=\"2026-10-01\">",
           "<dd>everything the checks asked for had been seen</dd>",
       }) {
    CAPTURE(part);
    CHECK(html.find(part) != std::string::npos);
  }
}

TEST_CASE("an empty report is still a page", "[report]") {
  Report report;
  report.as_of = sample_report().as_of;
  const std::string html = render_html(report);
  CHECK(html.ends_with("</html>\n"));
  CHECK(html.find("Nothing was cited.") != std::string::npos);
}

}  // namespace
}  // namespace verify::test
