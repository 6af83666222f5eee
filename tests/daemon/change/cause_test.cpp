#include "daemon/change/cause.h"

#include <catch2/catch.hpp>

#include "daemon/change/small_report.h"
#include "support/evidence_builder.h"

using namespace verify;
using namespace verify::daemon;
using verify::test::cited_answer;
using verify::test::cited_page;
using verify::test::EvidenceBuilder;
using verify::test::plain_application;
using verify::test::small_report;

namespace {

const std::string kHome = "https://partner.example/";
const std::string kBlog = "https://partner.example/blog";

std::string page(const std::string& text, const std::string& menu = "Home") {
  return "<html><head><title>Our work</title></head><body><nav><a href=/>" + menu +
         "</a></nav><main><h1>Forecasts for harbours</h1><p>" + text +
         "</p><p>We built the forecast with the harbour in nine weeks, on Amazon SageMaker, and "
         "the people who plan the berths use it every day.</p></main></body></html>";
}

const std::string kOld = "The error fell from 31 % to 12 % within two quarters of the year.";
const std::string kNew = "The error fell a lot, and everybody is happy about it this year.";

// One run: the report on one requirement, and what it is judged from.
struct Seen {
  Report report = small_report(Verdict::met);
  std::optional<Evidence> evidence = std::nullopt;
  std::string engine = "1.0";
  std::string application = "a";
};

Seen run(Verdict verdict, std::vector<EvidenceItem> cited,
         const std::string& as_of = "2026-03-01") {
  return {.report = small_report(verdict, as_of, std::move(cited))};
}

EvidenceBuilder site(const std::string& blog) {
  EvidenceBuilder out(plain_application());
  out.html(kHome, page("Welcome to all who sail in and out of harbours around the world."));
  if (!blog.empty()) out.html(kBlog, blog);
  return out;
}

Reasoned cause(const Seen& was, const Seen& is, std::optional<Date> valid_until = std::nullopt,
               const Report* rejudged = nullptr) {
  const Before before{.report = &was.report,
                      .evidence = was.evidence ? &*was.evidence : nullptr,
                      .engine = was.engine,
                      .application_sha256 = was.application,
                      .rejudged = rejudged};
  const Now now{.report = &is.report,
                .evidence = is.evidence ? &*is.evidence : nullptr,
                .engine = is.engine,
                .application_sha256 = is.application};
  const RequirementResult& old = was.report.requirements.at(0);
  const Standing stood{.requirement = old.id, .verdict = old.verdict, .valid_until = valid_until};
  return find_cause(before, now, is.report.requirements.at(0), stood, 1);
}

void check(const Reasoned& found, Cause cause, const std::string& explanation) {
  CHECK(static_cast<int>(found.cause) == static_cast<int>(cause));
  CHECK(found.explanation == explanation);
}

}  // namespace

TEST_CASE("a page that says something else is shown as a diff of its text", "[daemon][cause]") {
  Seen was = run(Verdict::met, {cited_page(kBlog, kOld)});
  was.evidence = site(page(kOld)).build();
  Seen is = run(Verdict::not_met, {cited_page(kBlog, kNew)});
  is.evidence = site(page(kNew, "Start")).build();
  const Reasoned found = cause(was, is);
  check(found, Cause::site_changed, kBlog + " says something else.");
  CHECK_THAT(found.diff, Catch::StartsWith("--- " + kBlog + " 2026-03-01\n+++ " + kBlog));
  CHECK_THAT(found.diff, Catch::Contains("\n-" + kOld + "\n+" + kNew + "\n"));
  CHECK_THAT(found.diff, !Catch::Contains("Start"));    // the menu is no part of the article
  CHECK_THAT(found.diff, !Catch::Contains("Welcome"));  // nor is a page that is not cited
}

TEST_CASE("how a cited page can change", "[daemon][cause]") {
  struct Row {
    const char* what;
    EvidenceBuilder before, after;
    std::string explanation;
    bool diff;
  };
  const Row rows[] = {
      {"gone", site(page(kOld)), site("").answer(kBlog, 404),
       kBlog + " was answered with HTTP 404 instead of ok.", false},
      {"never asked for again", site(page(kOld)), site(""),
       kBlog + " was not come across any more.", false},
      {"new", site(""), site(page(kOld)), kBlog + " was not seen before.", false},
      {"moved", site(page(kOld)), site("").redirected({kBlog, kHome + "news"}, page(kOld)),
       kBlog + " leads to https://partner.example/news instead of https://partner.example/blog.",
       false},
      {"rewritten", site(page(kOld)), site(page(kNew)), kBlog + " says something else.", true},
  };
  for (const Row& row : rows) {
    INFO(row.what);
    Seen was = run(Verdict::met, {cited_page(kBlog, kOld)});
    was.evidence = row.before.build();
    Seen is = run(Verdict::not_met, {cited_page(kBlog, kOld)});
    is.evidence = row.after.build();
    const Reasoned found = cause(was, is);
    check(found, Cause::site_changed, row.explanation);
    CHECK(found.diff.empty() == !row.diff);
  }
}

TEST_CASE("words cited from a menu are looked for in the menu", "[daemon][cause]") {
  Seen was = run(Verdict::met, {cited_page(kBlog, "Machine learning")});
  was.evidence = site(page(kOld, "Machine learning")).build();
  Seen is = run(Verdict::not_met, {cited_page(kBlog, "")});
  is.evidence = site(page(kOld, "Data")).build();
  const Reasoned found = cause(was, is);
  check(found, Cause::site_changed, kBlog + " says something else.");
  CHECK_THAT(found.diff, Catch::Contains("-Machine learning"));
}

TEST_CASE("without the evidence the reports are compared", "[daemon][cause]") {
  const Seen was = run(Verdict::met, {cited_page(kBlog, kOld, "1")});
  check(cause(was, run(Verdict::not_met, {cited_page(kBlog, kNew, "2")})), Cause::site_changed,
        kBlog + " has another content.");
  Seen is = run(Verdict::not_met, {cited_page(kHome, "Welcome")});
  is.evidence = site(page(kNew)).build();
  check(cause(was, is), Cause::site_changed, kBlog + " no longer has the words that were cited.");
  EvidenceItem away = cited_page(kBlog, "");
  away.status = "http_error";
  check(cause(was, run(Verdict::not_met, {away})), Cause::site_changed,
        kBlog + " was answered with http_error instead of ok.");
}

TEST_CASE("what is named of several things that changed", "[daemon][cause]") {
  struct Row {
    const char* what;
    bool lapsed, engine, checklist, application, answer, page;
    const char* rejudged;  // verdict of the old evidence by the new rules; null: unknown
    Cause cause;
    std::string explanation;
  };
  const std::string said = kBlog + " has another content";
  const std::string answered = "application.json#/partner/tier says something else";
  const Row rows[] = {
      {"time alone", true, false, false, false, false, false, nullptr, Cause::time_passed,
       "The last day of what stood was 2026-02-28."},
      {"time explains by itself", true, true, false, true, false, true, nullptr, Cause::time_passed,
       "The last day of what stood was 2026-02-28. Also: it is judged by version 2.0 of the "
       "program "
       "instead of 1.0; " +
           said + "; another version of the application was submitted."},
      {"the program", false, true, false, false, false, false, nullptr, Cause::rules_changed,
       "It is judged by version 2.0 of the program instead of 1.0."},
      {"the checklist", false, false, true, false, false, false, nullptr, Cause::rules_changed,
       "It is judged by checklist sample (222222222222) instead of sample (111111111111)."},
      {"both", false, true, true, false, false, false, nullptr, Cause::rules_changed,
       "It is judged by checklist sample (222222222222) instead of sample (111111111111) and by "
       "version 2.0 of the program instead of 1.0."},
      {"rules before the site, where nobody knows", false, true, false, false, false, true, nullptr,
       Cause::rules_changed,
       "It is judged by version 2.0 of the program instead of 1.0. Also: " + said + "."},
      {"rules that make no difference", false, true, false, false, false, true, "met",
       Cause::site_changed,
       "" + said + ". Also: it is judged by version 2.0 of the program instead of 1.0."},
      {"rules that make it", false, true, false, false, false, true, "not_met",
       Cause::rules_changed,
       "It is judged by version 2.0 of the program instead of 1.0. Also: " + said + "."},
      {"the application", false, false, false, true, false, false, nullptr,
       Cause::application_changed, "Another version of the application was submitted."},
      {"what it says", false, false, false, true, true, true, nullptr, Cause::application_changed,
       "Another version of the application was submitted, and " + answered + ". Also: " + said +
           "."},
      {"an application that says the same of it", false, false, false, true, false, true, nullptr,
       Cause::site_changed, said + ". Also: another version of the application was submitted."},
      {"a submitted file", false, false, false, false, true, false, nullptr,
       Cause::application_changed, "Application.json#/partner/tier says something else."},
      {"nothing that is cited", false, false, false, false, false, false, nullptr,
       Cause::site_changed,
       "The application, the rules and the pages that are cited are the same: something else on "
       "the site, or how much of it was seen, changed."},
  };
  for (const Row& row : rows) {
    INFO(row.what);
    const Seen was =
        run(Verdict::met, {cited_page(kBlog, kOld, "1"), cited_answer("/partner/tier", "advanced")},
            "2026-02-01");
    Seen is =
        run(Verdict::not_met, {cited_page(kBlog, kOld, row.page ? "2" : "1"),
                               cited_answer("/partner/tier", row.answer ? "select" : "advanced")});
    if (row.engine) is.engine = "2.0";
    if (row.checklist) is.report.checklist_sha256 = std::string(64, '2');
    if (row.application) is.application = "b";
    const Report again =
        small_report(row.rejudged == nullptr ? Verdict::met : parse_verdict(row.rejudged).value());
    check(cause(was, is, parse_date(row.lapsed ? "2026-02-28" : "2026-03-01"),
                row.rejudged == nullptr ? nullptr : &again),
          row.cause, row.explanation);
  }
}

TEST_CASE("what could not be observed, and can be again", "[daemon][cause]") {
  Seen was = run(Verdict::met, {cited_page(kBlog, kOld)});
  Seen is = run(Verdict::blocked, {});
  is.engine = "2.0";
  check(cause(was, is), Cause::not_observed, "It could not be observed: It is blocked.");
  std::swap(was, is);
  check(cause(was, is), Cause::not_observed,
        "It can be observed again: It is met. Also: it is judged by version 1.0 of the program "
        "instead of 2.0.");
}

TEST_CASE("another way by clicks", "[daemon][cause]") {
  Seen was = run(Verdict::met, {}), is = run(Verdict::needs_review, {});
  was.report.requirements[0].reasons[0].path = {{kHome, kBlog, "Blog", "nav"}};
  check(cause(was, is), Cause::site_changed, "The way there by clicks is another one.");
}

TEST_CASE("what is not known is said to be so", "[daemon][cause]") {
  const Seen is = run(Verdict::not_met, {});
  const Now now{
      .report = &is.report, .evidence = nullptr, .engine = "1", .application_sha256 = "a"};
  const Standing stood{.requirement = test::kItem, .verdict = Verdict::met};
  check(find_cause({}, now, is.report.requirements[0], stood, 1), Cause::site_changed,
        "The run it is compared with is no longer kept, so what changed is not known.");
  const Before same{
      .report = &is.report, .evidence = nullptr, .engine = "1", .application_sha256 = "a"};
  check(find_cause(same, now, is.report.requirements[0], stood, 3), Cause::site_changed,
        "It was seen so in the run before already; what changed before that is not compared. 3 "
        "runs in a row agree.");
}

TEST_CASE("what damping held back is compared with the run that confirmed it", "[daemon][cause]") {
  const Report met = small_report(Verdict::met, "2026-03-01", {cited_page(kBlog, kOld, "1")});
  const Report not_met =
      small_report(Verdict::not_met, "2026-03-01", {cited_page(kBlog, kNew, "2")});
  const Now now{.report = &not_met, .evidence = nullptr, .engine = "1", .application_sha256 = "a"};
  const Before last{
      .report = &not_met, .evidence = nullptr, .engine = "1", .application_sha256 = "a"};
  const Before first{.report = &met, .evidence = nullptr, .engine = "1", .application_sha256 = "a"};
  const Standing stood[] = {{.requirement = test::kItem,
                             .verdict = Verdict::met,
                             .run = 7,
                             .observed = Verdict::not_met,
                             .observed_runs = 2}};
  const Comparison found =
      compare(last, now, stood, {}, 10, "acme", Instant{}, DampingRules{}, {{7, first}});
  REQUIRE(found.transitions.size() == 1);
  CHECK(found.transitions[0].explanation == kBlog + " has another content. 3 runs in a row agree.");
}
