#include "verify/cover_mail.h"

#include <catch2/catch.hpp>

#include "support/quiet_text.h"
#include "support/sample_report.h"

namespace verify::test {
namespace {

Checklist checklist() {
  return {.submission = Submission{"to@example.com", "{partner}, Completed Self-Assessment"}};
}

TEST_CASE("the mail has the prescribed subject and every open point", "[report][email]") {
  const CoverMail mail = cover_mail(sample_report(), checklist()).value();
  CHECK(mail.to == "to@example.com");
  CHECK(mail.subject == "Northwind ML, Completed Self-Assessment");
  CHECK(mail.body ==
        R"(Hello,

attached is the completed self-assessment of Northwind ML for "AWS
Machine Learning Competency, Consulting Partner 3.0", as of 2026-03-01.
Home page: https://www.northwind-ml.example/

Prerequisites that are still open:

- 2.2 Public case studies (Not met): The case study tells the outcome
  but does not say how AWS was used.
  To do: Add a section that names the AWS services used and what each
  was for.
- 3.2 Thought leadership in the last 12 months (Needs review): The only
  date on the page is older than 12 months; the page may have been
  updated since.
  To do: Show the date of the last update on the page.
- 2.1 Four customer references (Missing): The application lists two
  references; four are asked for.
  To do: Add two references for projects in production.

Checklist items that are still open:

- 1.3 Partner listing (Blocked): robots.txt forbids reading the page.

Everything else is answered.
)");
}

TEST_CASE("a checklist that prescribes no mail has none", "[report][email]") {
  CHECK_FALSE(cover_mail(sample_report(), Checklist{}));
}

TEST_CASE("no name adds a header or a line", "[report][email]") {
  for (const std::string_view payload : hostile_payloads()) {
    const CoverMail mail = cover_mail(hostile_report(payload), checklist()).value();
    CAPTURE(mail.subject, mail.body);
    CHECK(mail.subject.find('\n') == std::string::npos);
    CHECK(is_quiet(mail.subject + mail.body));
  }
  Report report = sample_report();
  report.partner = "P\r\nBcc: x@evil.example";
  CHECK(cover_mail(report, checklist())->subject ==
        "P Bcc: x@evil.example, Completed Self-Assessment");
}

}  // namespace
}  // namespace verify::test
