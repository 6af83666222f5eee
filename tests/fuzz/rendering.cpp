#include "fuzz/rendering.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "fuzz/input.h"
#include "report/characters.h"
#include "support/quiet_text.h"

namespace verify::fuzz {
namespace {

constexpr std::string_view kTags[] = {
    "html",  "head", "meta",   "title",  "style",   "body",       "svg",        "symbol",
    "path",  "use",  "circle", "rect",   "a",       "b",          "bdi",        "br",
    "code",  "div",  "span",   "header", "main",    "footer",     "nav",        "h1",
    "h2",    "h3",   "h4",     "p",      "section", "article",    "ul",         "ol",
    "li",    "dl",   "dt",     "dd",     "time",    "figure",     "figcaption", "table",
    "thead", "tr",   "th",     "tbody",  "td",      "blockquote", "details",    "summary"};
constexpr std::string_view kAttributes[] = {"class",      "href",
                                            "rel",        "target",
                                            "id",         "lang",
                                            "charset",    "content",
                                            "http-equiv", "name",
                                            "viewBox",    "aria-hidden",
                                            "focusable",  "d",
                                            "cx",         "cy",
                                            "r",          "x",
                                            "y",          "width",
                                            "height",     "rx",
                                            "datetime",   "dir",
                                            "tabindex",   "title",
                                            "role",       "scope",
                                            "data-name",  "aria-labelledby",
                                            "aria-label", "preserveAspectRatio"};

template <class Words>
bool is_one_of(std::string_view word, const Words& words) {
  return std::ranges::find(words, word) != std::end(words);
}

void require_quiet(std::string_view text) {
  require(test::is_quiet(text), "a report is UTF-8, and nothing in it acts on the text around it");
}

void check_text(const Report& report) {
  const int width = 40 + static_cast<int>(report.partner.size() % 80);
  const std::string text = render_text(report, {.width = width});
  require_quiet(text);
  for (Input lines(text); !lines.empty();)
    require(display_width(lines.line()) <= width, "no line is wider than asked for");
}

void check_attribute(std::string_view name, std::string_view value) {
  require(is_one_of(name, kAttributes), "an attribute is one of the renderer's");
  if (name != "href") return;
  require(value.starts_with('#') || ascii_iequals(value.substr(0, 7), "http://") ||
              ascii_iequals(value.substr(0, 8), "https://"),
          "a link leads into the report or to the web");
}

// What stands between < and >. The renderer writes tags in one form: another is not its own.
void check_tag(std::string_view tag) {
  if (tag.ends_with('/')) tag.remove_suffix(1);
  Input rest(tag);
  require(is_one_of(rest.part(' '), kTags), "a tag is one of the renderer's");
  while (!rest.empty()) {
    const std::string_view name = rest.part('=');
    require(rest.byte() == '"' && rest.rest().find('"') != std::string_view::npos,
            "the value of an attribute is quoted");
    check_attribute(name, rest.part('"'));
    require(rest.empty() || rest.byte() == ' ', "attributes are told apart");
  }
}

void check_markup(std::string_view html) {
  constexpr std::string_view kDoctype = "<!DOCTYPE html>";
  require(html.starts_with(kDoctype), "it says that it is HTML");
  std::size_t styles = 0;
  Input rest(html.substr(kDoctype.size()));
  for (rest.part('<'); !rest.empty(); rest.part('<')) {
    const std::string_view tag = rest.part('>');
    if (tag == "style") ++styles;
    if (tag.starts_with('/'))
      require(is_one_of(tag.substr(1), kTags), "an end tag is one of the renderer's");
    else
      check_tag(tag);
  }
  require(styles == 1, "there is one style sheet");
}

void check_html(const Report& report) {
  const std::string html = render_html(report);
  require_quiet(html);
  check_markup(html);
}

void require_same(const nlohmann::json& value, const std::string& text) {
  if (is_valid_utf8(text)) require(value == text, "JSON says what the report says");
}

void check_json(const Report& report) {
  const std::string text = render_json(report);
  require_quiet(text);
  const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
  require(json.is_object(), "JSON can be parsed");
  require_same(json["partner"], report.partner);
  require(json["requirements"].size() == report.requirements.size(), "all requirements are told");
  for (std::size_t i = 0; i < report.requirements.size(); ++i)
    require_same(json["requirements"][i]["advice"], report.requirements[i].advice);
  require(json["evidence"].size() == report.evidence.size(), "all evidence is told");
  for (std::size_t i = 0; i < report.evidence.size(); ++i)
    require_same(json["evidence"][i]["quote"], report.evidence[i].quote);
}

// A format for other programs: quiet, and JSON where it is JSON.
void check_other(const ReportFormat& format, const Report& report) {
  std::string text = format.render(report);
  if (!format.is_text) return;  // an archive: its own tests read it back
  std::erase(text, '\r');
  require_quiet(text);
  if (format.name == "sarif" || format.name == "oscal")
    require(nlohmann::json::accept(text), "JSON can be parsed");
}

void check_format(const ReportFormat& format, const Report& report) {
  if (format.name == "text") return check_text(report);
  if (format.name == "html") return check_html(report);
  if (format.name == "json") return check_json(report);
  check_other(format, report);
}

}  // namespace

void check_rendering(const Report& report) {
  for (const ReportFormat& format : report_formats()) check_format(format, report);
}

void check_one_rendering(const Report& report, std::size_t which) {
  const auto formats = report_formats();
  check_format(formats[which % formats.size()], report);
}

}  // namespace verify::fuzz
