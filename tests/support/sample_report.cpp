#include "support/sample_report.h"

#include <algorithm>
#include <chrono>

namespace verify::test {
namespace {

using namespace std::chrono_literals;
using namespace std::literals;

constexpr Date kAsOf{std::chrono::year{2026}, std::chrono::month{3}, std::chrono::day{1}};
const std::string kHome = "https://www.northwind-ml.example/";

EvidenceItem page(std::string id, std::string path, std::string quote, std::string place) {
  return {.id = std::move(id),
          .url = kHome + path,
          .final_url = kHome + path,
          .status = "ok",
          .fetched_at = "2026-03-01T09:00:04.250000Z",
          .sha256 = std::string(64, 'a'),
          .quote = std::move(quote),
          .place = std::move(place)};
}

EvidenceItem declared(std::string id, std::string pointer, std::string quote) {
  return {.id = std::move(id),
          .url = "application.json#" + pointer,
          .status = "submitted",
          .quote = std::move(quote),
          .place = "the application"};
}

std::vector<EvidenceItem> sample_evidence() {
  return {
      declared("e1", "/partner/tier", "advanced"),
      page("e2", "case-studies/harbour-freight",
           "Forecast error fell from 31 % to 12 % within two quarters.", "heading: The outcome"),
      page("e3", "machine-learning", "Our machine learning practice builds on Amazon SageMaker.",
           "title"),
      page("e4", "blog/feature-stores", "Published on 12 May 2024", "below the title"),
      declared("e5", "/attestations/P1.1/statement", "We have read the Program Guidelines."),
      {.id = "e6",
       .url = kHome + "partners",
       .final_url = kHome + "partners",
       .status = "refused_by_robots",
       .fetched_at = "2026-03-01T09:00:09.000000Z",
       .quote = "",
       .place = ""},
  };
}

std::vector<RequirementResult> met_results() {
  return {
      {.id = "P1.2",
       .printed = "1.2",
       .title = "Partner tier",
       .verdict = Verdict::met,
       .reasons = {{.code = "tier-declared",
                    .text = "The application names the Advanced tier, which qualifies.",
                    .citations = {"e1"}}}},
      {.id = "P3.1",
       .printed = "3.1",
       .title = "Machine learning practice page",
       .verdict = Verdict::met,
       .reasons = {{.code = "practice-page-found",
                    .text = "The practice page describes the machine learning practice and is two "
                            "clicks from the home page.",
                    .citations = {"e3"},
                    .path = {{kHome, kHome + "services", "What we do", "nav"},
                             {kHome + "services", kHome + "machine-learning", "Machine learning",
                              "main"}}}},
       .valid_until = kAsOf + std::chrono::months{7}},
  };
}

std::vector<RequirementResult> open_results() {
  return {
      {.id = "P2.2",
       .printed = "2.2",
       .title = "Public case studies",
       .verdict = Verdict::not_met,
       .reasons = {{.code = "case-study-aws-missing",
                    .text = "The case study tells the outcome but does not say how AWS was used.",
                    .citations = {"e2"}}},
       .advice = "Add a section that names the AWS services used and what each was for."},
      {.id = "P3.2",
       .printed = "3.2",
       .title = "Thought leadership in the last 12 months",
       .verdict = Verdict::needs_review,
       .reasons = {{.code = "material-date-uncertain",
                    .text = "The only date on the page is older than 12 months; the page may have "
                            "been updated since.",
                    .citations = {"e4"}}},
       .advice = "Show the date of the last update on the page."},
      {.id = "P2.1",
       .printed = "2.1",
       .title = "Four customer references",
       .verdict = Verdict::missing,
       .reasons = {{.code = "references-too-few",
                    .text = "The application lists two references; four are asked for.",
                    .citations = {}}},
       .advice = "Add two references for projects in production."},
      {.id = "C1.3",
       .printed = "1.3",
       .title = "Partner listing",
       .verdict = Verdict::blocked,
       .reasons = {{.code = "page-refused-by-robots",
                    .text = "robots.txt forbids reading the page.",
                    .citations = {"e6"}}}},
  };
}

std::vector<RequirementResult> other_results() {
  return {
      {.id = "P1.1",
       .printed = "1.1",
       .title = "Program guidelines read",
       .verdict = Verdict::attested,
       .reasons = {{.code = "attested",
                    .text = "Declared by J. Doe on 2026-02-20.",
                    .citations = {"e5"}}},
       .answer = ReportAnswer{"yes", "We have read them.", {"guidelines.pdf"}}},
      {.id = "C3.1",
       .printed = "3.1",
       .title = "Solution life cycle",
       .verdict = Verdict::waived,
       .reasons = {{.code = "waived-msp",
                    .text = "Waived: an approved Managed Service Provider that meets C2.2."}},
       .answer = ReportAnswer{.met = "waived"}},
      {.id = "C5.1",
       .printed = "5.1",
       .title = "SaaS tenant isolation",
       .verdict = Verdict::not_applicable,
       .reasons = {{.code = "not-saas", .text = "Applies only to partners that deliver SaaS."}},
       .answer = ReportAnswer{.met = "na", .response = "We deliver projects."}},
  };
}

void append(std::vector<RequirementResult>& to, std::vector<RequirementResult> more) {
  for (RequirementResult& result : more) to.push_back(std::move(result));
}

}  // namespace

Report sample_report() {
  Report report;
  report.checklist = "aws-ml-consulting-3.0";
  report.checklist_title = "AWS Machine Learning Competency, Consulting Partner 3.0";
  report.checklist_sha256 = std::string(64, '0');
  report.partner = "Northwind ML";
  report.home_page = kHome;
  report.as_of = kAsOf;
  report.outcome = Outcome::not_ready;
  append(report.requirements, met_results());
  append(report.requirements, open_results());
  append(report.requirements, other_results());
  report.sections = {{"P", "Prerequisites of the sample", Group::prerequisite},
                     {"C", "Checklist of the sample", Group::checklist}};
  std::stable_sort(report.requirements.begin(), report.requirements.end(),
                   [](const RequirementResult& a, const RequirementResult& b) {
                     return a.id.front() > b.id.front();
                   });
  for (RequirementResult& result : report.requirements) {
    result.section = result.id.substr(0, 1);
    result.group = result.section == "P" ? Group::prerequisite : Group::checklist;
    ++report.summary[result.verdict];
    ++report.groups[result.group][result.verdict];
  }
  report.notices = {"A sample: nothing in it is true."};
  report.evidence = sample_evidence();
  report.crawl = {.pages = 42,
                  .bytes = 3'400'000,
                  .seconds = 21.0625,
                  .ended = "satisfied",
                  .capped_patterns = {kHome + "tag/*"},
                  .started_at = std::chrono::sys_days{kAsOf} + 9h};
  return report;
}

Report hostile_report(std::string_view payload) {
  Report report = sample_report();
  const std::string text(payload);
  report.partner = report.home_page = text;
  report.checklist = report.checklist_title = report.checklist_sha256 = text;
  for (RequirementResult& result : report.requirements) {
    result.id = result.printed = result.title = text;
    for (ReportReason& reason : result.reasons) {
      reason.code = text;
      reason.text += text;
      for (ReportClick& click : reason.path) click = {text, text, text, text};
    }
    result.advice = text;
    if (result.answer) result.answer = ReportAnswer{result.answer->met, text, {text, text}};
  }
  for (EvidenceItem& item : report.evidence) {
    item.url = item.final_url = item.quote = item.place = item.fetched_at = text;
    item.status = item.sha256 = text;
  }
  report.crawl.ended = text;
  report.crawl.capped_patterns = {text};
  return report;
}

std::span<const std::string_view> hostile_payloads() {
  static constexpr std::string_view kPayloads[] = {
      "</style><script>alert(1)</script>"sv,
      "\"><img src=x onerror=alert(1)>"sv,
      "' onmouseover='alert(1)"sv,
      "--><svg onload=alert(1)>"sv,
      "]]></blockquote></main><base href=//evil.example/>"sv,
      "javascript:alert(document.cookie)"sv,
      "JaVaScRiPt:alert(1)"sv,
      "data:text/html,<script>alert(1)</script>"sv,
      "https://evil.example/\"><script>alert(1)</script>"sv,
      "&lt;script&gt;&#60;script&#62;"sv,
      "\x1b[31mred\x1b]0;title\x07\x1b[2J"sv,
      "\xC2\x9B"
      "31mred"sv,
      "\x08\x08\x08\x7F\r\nnew line\0nul"sv,
      "user\u202Egnp.exe \u2066isolate\u2069 \u200Fmark"sv,
      "pay\u200Bpal\u2060 \uFEFFzero\u00ADwidth \u3164"sv,
      "\xff\xfe\xc3\x28\xed\xa0\x80\xf5 cut \xe2\x82"sv,
  };
  return kPayloads;
}

}  // namespace verify::test
