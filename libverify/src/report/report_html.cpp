#include <algorithm>

#include "report/html_parts.h"
#include "report/report_css.h"
#include "report/safe_text.h"
#include "report/wording.h"

namespace verify {
namespace {

std::string escaped(std::string_view text) {
  return html_escape(safe_text(text, 4000));
}

// A span with a class, or nothing where there is nothing to say.
std::string span(std::string_view css_class, const std::string& html) {
  if (html.empty()) return {};
  return "<span class=\"" + std::string(css_class) + "\">" + html + "</span>";
}

std::string badge(Verdict verdict) {
  return "<span class=\"badge v-" + css_name(to_string(verdict)) + "\">" + icon(verdict) +
         std::string(label(verdict)) + "</span>";
}

// Anchors come from positions, not from ids: whatever a pack calls its items, they stay apart.
std::string anchor(std::size_t index) {
  return "item-" + std::to_string(index + 1);
}

// Nothing is loaded and nothing runs: the only source let in is this very style sheet.
std::string document_head(const Report& report) {
  static const std::string kStyleHash = csp_hash(kReportCss);
  return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src " +
         kStyleHash +
         "; base-uri 'none'; form-action 'none'\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         "<meta name=\"referrer\" content=\"no-referrer\">\n"
         "<meta name=\"color-scheme\" content=\"light dark\">\n<title>" +
         escaped(report.partner) + ": " + std::string(label(report.outcome)) + " – " +
         escaped(report.checklist_title) + "</title>\n<style>" + std::string(kReportCss) +
         "</style>\n</head>\n";
}

class HtmlReport {
 public:
  explicit HtmlReport(const Report& report)
      : report_(report), evidence_(report), parts_(section_parts(report)) {}

  std::string render() && {
    out_ = document_head(report_);
    out_ += "<body>\n" + icon_shapes() +
            "<a class=\"skip\" href=\"#requirements\">To the "
            "requirements</a>\n";
    header();
    out_ += "<main>\n";
    outcome();
    contents();
    out_ += "<div id=\"requirements\" tabindex=\"-1\">\n";
    for (const SectionPart& part : parts_) section(part);
    out_ += "</div>\n";
    evidence_table();
    crawl();
    out_ += "</main>\n";
    footer();
    out_ += "</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  void header() {
    out_ += "<header class=\"top\">\n<p class=\"kicker\">" + escaped(report_.checklist_title) +
            "</p>\n<h1>" + scraped(report_.partner) + "</h1>\n<p class=\"facts\">" +
            link(report_.home_page) + " <span class=\"dot\">·</span> as of <time datetime=\"" +
            to_string(report_.as_of) + "\">" + to_string(report_.as_of) +
            "</time></p>\n</header>\n";
  }

  void outcome() {
    out_ += "<section class=\"outcome o-" + css_name(to_string(report_.outcome)) +
            "\" aria-labelledby=\"outcome\">\n<div class=\"headline\">" + icon(report_.outcome) +
            "<div><h2 id=\"outcome\">" + std::string(label(report_.outcome)) + "</h2>\n<p>" +
            html_escape(outcome_sentence(report_)) + "</p></div></div>\n";
    if (const std::string scope = scope_sentence(report_); scope.empty()) {
      counts(report_.summary);
    } else {
      for (const Group group : {Group::prerequisite, Group::checklist}) {
        out_ += "<h3>" + std::string(label(group)) + "</h3>\n";
        counts(counts_of(report_, group));
      }
      out_ += "<p class=\"scope\">" + html_escape(scope) + "</p>\n";
    }
    for (const std::string& notice : report_.notices)
      out_ += "<p class=\"scope\">" + escaped(notice) + "</p>\n";
    out_ += "</section>\n";
  }

  void counts(const std::map<Verdict, int>& summary) {
    out_ += summary_bar(summary) + "<ul class=\"counts\">\n";
    for (const Verdict verdict : kAllVerdicts) {
      const int count = count_of(summary, verdict);
      if (count == 0) continue;
      out_ += "<li title=\"" + std::string(meaning(verdict)) + "\">" + icon(verdict) + "<b>" +
              std::to_string(count) + "</b> " + std::string(label(verdict)) + "</li>\n";
    }
    out_ += "</ul>\n";
  }

  // The prerequisites one by one; the checklist by its sections, which say what is open in them.
  void contents() {
    out_ +=
        "<nav class=\"contents\" aria-labelledby=\"contents\">\n"
        "<h2 id=\"contents\">At a glance</h2>\n<ul>\n";
    for (const SectionPart& part : parts_) {
      if (part.group == Group::checklist && part.section != nullptr) {
        contents_section(part);
      } else {
        for (const RequirementResult* result : part.results) contents_item(*result);
      }
    }
    out_ += "</ul>\n</nav>\n";
  }

  void contents_item(const RequirementResult& result) {
    out_ += "<li><a href=\"#" + anchor(index_of(result)) + "\">" + icon(result.verdict) +
            span("number", escaped(result.printed)) + span("name", escaped(result.title)) +
            span("word", std::string(label(result.verdict))) + "</a></li>\n";
  }

  void contents_section(const SectionPart& part) {
    const auto open =
        std::count_if(part.results.begin(), part.results.end(),
                      [](const RequirementResult* each) { return is_open(each->verdict); });
    Verdict worst = Verdict::attested;
    for (const RequirementResult* each : part.results)
      if (is_open(each->verdict) && !is_open(worst)) worst = each->verdict;
    out_ += "<li><a href=\"#" + section_anchor(part) + "\">" + icon(worst) +
            "<span class=\"number\"></span>" + span("name", escaped(part.section->title)) +
            span("word",
                 std::to_string(open) + " of " + std::to_string(part.results.size()) + " open") +
            "</a></li>\n";
  }

  std::size_t index_of(const RequirementResult& result) const {
    return static_cast<std::size_t>(&result - report_.requirements.data());
  }

  std::string section_anchor(const SectionPart& part) const {
    return "section-" + std::to_string(&part - parts_.data() + 1);
  }

  void section(const SectionPart& part) {
    const std::string id = section_anchor(part);
    out_ += "<section aria-labelledby=\"" + id + "\">\n<h2 id=\"" + id + "\">";
    if (part.section == nullptr) {
      out_ += "Requirements";
    } else {
      out_ += span("kicker", std::string(label(part.group))) + escaped(part.section->title);
    }
    out_ += "</h2>\n";
    if (part.section != nullptr)
      out_ += "<p class=\"section-counts\">" + html_escape(verdict_counts(part)) + "</p>\n";
    for (const RequirementResult* result : part.results) {
      if (part.group == Group::checklist) {
        folded(*result, anchor(index_of(*result)));
      } else {
        card(*result, anchor(index_of(*result)));
      }
    }
    out_ += "</section>\n";
  }

  // A checklist item takes one line and opens on demand; it says at once what must be done.
  void folded(const RequirementResult& result, const std::string& id) {
    out_ += "<details class=\"card v-" + css_name(to_string(result.verdict)) + "\" id=\"" + id +
            "\">\n<summary class=\"card-head\"><h3>" + span("number", escaped(result.printed)) +
            " " + escaped(result.title) + "</h3>" + badge(result.verdict);
    if (is_open(result.verdict) && !result.reasons.empty())
      out_ += span("brief", escaped(result.reasons.front().text));
    out_ += "</summary>\n";
    body(result);
    out_ += "</details>\n";
  }

  void card(const RequirementResult& result, const std::string& id) {
    out_ += "<article class=\"card v-" + css_name(to_string(result.verdict)) + "\" id=\"" + id +
            "\" aria-labelledby=\"" + id + "-title\">\n<div class=\"card-head\"><h3 id=\"" + id +
            "-title\">" + span("number", escaped(result.printed)) + " " + escaped(result.title) +
            "</h3>" + badge(result.verdict) + "</div>\n";
    body(result);
    out_ += "</article>\n";
  }

  void body(const RequirementResult& result) {
    for (const ReportReason& each : result.reasons) reason(each);
    if (!result.advice.empty())
      out_ +=
          "<div class=\"advice\"><h4>What to do</h4><p>" + escaped(result.advice) + "</p></div>\n";
    if (result.valid_until)
      out_ += "<p class=\"valid\">Valid until <time datetime=\"" + to_string(*result.valid_until) +
              "\">" + to_string(*result.valid_until) + "</time></p>\n";
  }

  void reason(const ReportReason& reason) {
    out_ += "<div class=\"reason\">\n<p>" + escaped(reason.text) + " " +
            span("code", escaped(reason.code)) + "</p>\n";
    path(reason);
    for (const std::string& id : reason.citations)
      if (const EvidenceItem* item = evidence_.find(id)) citation(*item);
    out_ += "</div>\n";
  }

  void path(const ReportReason& reason) {
    if (reason.path.empty()) return;
    const ReportClick& first = reason.path.front();
    const bool home = starts_at_home(report_, first);
    out_ += "<ol class=\"path\" aria-label=\"The way by clicks\">\n<li><b>" +
            std::string(home ? "Home page" : "Start") + "</b>" + link(first.from) + "</li>\n";
    for (const ReportClick& click : reason.path)
      out_ += "<li><b>" + scraped(click.text, 200) + "</b> " +
              span("region", "link in the " + html_escape(region_words(click.region))) +
              link(click.to) + "</li>\n";
    out_ += "</ol>\n";
  }

  void citation(const EvidenceItem& item) {
    out_ += "<figure>\n";
    if (!item.quote.empty())
      out_ += "<blockquote dir=\"auto\">" + html_escape(safe_text(item.quote, 2000)) +
              "</blockquote>\n";
    out_ += "<figcaption>" + link(item.url);
    out_ += "<span class=\"where\">";
    if (!item.place.empty()) out_ += span("place", scraped(item.place, 300));
    if (item.status != "ok") out_ += span("status", html_escape(status_words(item.status)));
    if (!item.fetched_at.empty())
      out_ += span("when", (item.status == "ok" ? "fetched " : "tried ") +
                               html_escape(human_time(item.fetched_at)));
    out_ += "<a href=\"#evidence-" + css_name(item.id) + "\">" + escaped(item.id) +
            "</a></span></figcaption>\n</figure>\n";
  }

  // The roles say again what the elements are: on narrow windows the style makes blocks of them.
  void evidence_table() {
    out_ += "<section aria-labelledby=\"evidence\">\n<h2 id=\"evidence\">Evidence</h2>\n";
    if (report_.evidence.empty()) {
      out_ += "<p>Nothing was cited.</p>\n</section>\n";
      return;
    }
    out_ += "<table role=\"table\">\n<thead role=\"rowgroup\"><tr role=\"row\">";
    for (const std::string_view name : {"Id", "Address", "Status", "When", "SHA-256"})
      out_ += "<th role=\"columnheader\" scope=\"col\">" + std::string(name) + "</th>";
    out_ += "</tr></thead>\n<tbody role=\"rowgroup\">\n";
    for (const EvidenceItem& item : report_.evidence) evidence_row(item);
    out_ += "</tbody>\n</table>\n</section>\n";
  }

  void evidence_row(const EvidenceItem& item) {
    const auto cell = [this](std::string_view name, const std::string& html) {
      out_ += "<td role=\"cell\" data-name=\"" + std::string(name) + "\">" +
              (html.empty() ? "–" : html) + "</td>";
    };
    std::string address = link(item.url);
    if (!item.final_url.empty() && item.final_url != item.url)
      address += "<br>→ " + link(item.final_url);
    out_ += "<tr role=\"row\" id=\"evidence-" + css_name(item.id) +
            "\"><th role=\"rowheader\" scope=\"row\">" + escaped(item.id) + "</th>";
    cell("Address", address);
    cell("Status", html_escape(status_words(item.status)));
    cell("When", html_escape(human_time(item.fetched_at)));
    cell("SHA-256", item.sha256.empty() ? "" : "<code>" + escaped(item.sha256) + "</code>");
    out_ += "</tr>\n";
  }

  void crawl() {
    const CrawlSummary& crawl = report_.crawl;
    out_ +=
        "<section class=\"crawl\" aria-labelledby=\"crawl\">\n<h2 id=\"crawl\">The crawl</h2>\n"
        "<dl>\n";
    fact("Started", human_time(crawl.started_at));
    fact("Pages", std::to_string(crawl.pages));
    fact("Received", human_bytes(crawl.bytes));
    fact("Took", human_seconds(crawl.seconds));
    fact("Ended because", crawl_end(crawl.ended));
    out_ += "</dl>\n";
    if (!crawl.capped_patterns.empty()) {
      out_ += "<p>Only some pages were fetched of these groups of like pages:</p>\n<ul>\n";
      for (const std::string& pattern : crawl.capped_patterns)
        out_ += "<li>" + span("url", scraped(pattern)) + "</li>\n";
      out_ += "</ul>\n";
    }
    out_ += "</section>\n";
  }

  void fact(std::string_view name, const std::string& text) {
    out_ += "<div><dt>" + std::string(name) + "</dt><dd>" + html_escape(text) + "</dd></div>\n";
  }

  void footer() {
    out_ += "<footer>\n<p>Judged by <code>" + escaped(report_.checklist) + "</code>";
    if (!report_.checklist_sha256.empty())
      out_ += ", SHA-256 <code>" + escaped(report_.checklist_sha256) + "</code>";
    out_ +=
        ". Quotes are the words of the cited pages; characters that cannot be seen are shown "
        "by name.</p>\n</footer>\n";
  }

  const Report& report_;
  EvidenceIndex evidence_;
  std::vector<SectionPart> parts_;
  std::string out_;
};

}  // namespace

std::string render_html(const Report& report) {
  return HtmlReport(report).render();
}

}  // namespace verify
