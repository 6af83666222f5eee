// Why a page could not be read: one code for each fault, and a sentence a person understands.
#include "judge/unread.h"

#include <fstream>
#include <set>
#include <sstream>

#include "judge/page_advice.h"
#include "support/evidence_builder.h"
#include "support/places.h"

using namespace verify;
using namespace verify::test;

TEST_CASE("each fault has a code of its own that docs/reasons.md explains, and blocks", "[judge]") {
  std::ostringstream docs;
  docs << std::ifstream(source_folder() / "docs/reasons.md").rdbuf();
  const std::string home = "https://partner.example/";
  std::set<std::string> codes;
  for (int i = 1; i <= static_cast<int>(FetchFault::file_reader_failed); ++i) {
    const auto fault = static_cast<FetchFault>(i);
    const Evidence evidence =
        EvidenceBuilder(plain_application()).failure(home, fault, "in a few words").build();
    const Page* page = evidence.home();
    REQUIRE(page != nullptr);
    CHECK(page->fault == fault);
    CHECK(page->status == status_of(fault));
    const Finding finding = finding_unread(evidence, page, "The page");
    INFO(to_string(fault));
    // A file that is there is for a person to open.
    const bool file = page->status == FetchStatus::unreadable_file;
    CHECK(finding.verdict == (file ? Verdict::needs_review : Verdict::blocked));
    const Reason& reason = finding.reasons.front();
    CHECK(codes.insert(reason.code).second);
    CHECK(docs.str().find("`" + reason.code + "`") != std::string::npos);
    CHECK(reason.text.starts_with("The page could not be read: "));
    CHECK_FALSE(page_advice(reason.code).empty());
  }
}

TEST_CASE("what was not observed is never called absent", "[judge]") {
  struct Row {
    int http_status;
    Verdict verdict;
    std::string_view code;
  };
  const Row rows[] = {
      {401, Verdict::blocked, "page-needs-login"},
      {403, Verdict::blocked, "page-forbidden"},
      {404, Verdict::not_met, "page-not-found"},
      {410, Verdict::not_met, "page-not-found"},
      {429, Verdict::blocked, "page-rate-limited"},
      {451, Verdict::blocked, "page-legally-withheld"},
      {500, Verdict::blocked, "page-server-error"},
      {503, Verdict::blocked, "page-server-error"},
      {402, Verdict::blocked, "page-http-error"},
  };
  for (const Row& row : rows) {
    const Evidence evidence = EvidenceBuilder(plain_application())
                                  .answer("https://partner.example/", row.http_status)
                                  .build();
    const Unread unread = unread_reason(evidence, *evidence.home());
    INFO(row.http_status);
    CHECK(unread.verdict == row.verdict);
    CHECK(unread.code == row.code);
  }
}

TEST_CASE("a reason says once why, and what the network adds only where it is more", "[judge]") {
  struct Row {
    FetchFault fault;
    std::string_view detail, text;
  };
  const Row rows[] = {
      {FetchFault::certificate_expired, "certificate has expired",
       "The page could not be read: the website's certificate has expired."},
      {FetchFault::certificate_expired, "robots.txt: certificate has expired",
       "The page could not be read: the website's certificate has expired, already when its "
       "robots.txt was asked for."},
      {FetchFault::address_not_public, "robots.txt: 10.0.0.1 is not a public address",
       "The page could not be read: its name leads to an address that is not on the public "
       "internet, already when its robots.txt was asked for – 10.0.0.1 is not a public address."},
      {FetchFault::port_not_for_web, "port 22 is not one of the web",
       "The page could not be read: it is on a port that websites do not use – port 22 is not one "
       "of the web."},
  };
  for (const Row& row : rows) {
    const Evidence evidence =
        EvidenceBuilder(plain_application())
            .failure("https://partner.example/", row.fault, std::string(row.detail))
            .build();
    CHECK(finding_unread(evidence, evidence.home(), "The page").reasons.front().text == row.text);
  }
}
