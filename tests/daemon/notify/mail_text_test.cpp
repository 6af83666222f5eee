#include "daemon/notify/mail_text.h"

#include <catch2/catch.hpp>

#include "daemon/support/notify_setup.h"

using namespace verify;
using namespace verify::daemon;
using namespace verify::test;

namespace {

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a mail says what changed, from what to what, why and where", "[daemon][notify]") {
  const auto out = mail_text(message("mail").payload);
  REQUIRE(out);
  for (const std::string& form : {out->text, out->html}) {
    INFO(form);
    for (const std::string_view part :
         {"Acme Corp", "P3.1: met → not met", "site changed", "The case study is gone.",
          "+Coming soon.", "ended as: not ready", "https://verify.example.com/#/partners/acme"})
      CHECK(has(form, part));
  }
}

TEST_CASE("nothing scraped acts in a mail", "[daemon][notify]") {
  Transition hostile = transition("P3.1");
  hostile.explanation = "<script>alert(1)</script> \x1b[31m \u202E & \"quoted\"";
  hostile.diff = "+</pre><img src=x onerror=alert(1)>\n+\u2066 next\n";
  Partner partner = acme();
  partner.name = "Acme</h1>\r\nBcc: x@y.z";
  const std::vector transitions{hostile};
  const Delivery delivery =
      run_message("id", "mail", seventh_run(), partner, transitions, "", FakeClock().now());
  const auto out = mail_text(delivery.payload);
  REQUIRE(out);
  for (const std::string_view tag : {"<script", "<img", "Acme</h1>", "+</pre>"})
    CHECK_FALSE(has(out->html, tag));
  for (const std::string& form : {out->text, out->html})
    for (const std::string_view sign : {"\x1b", "\u202E", "\u2066", "\r"})
      CHECK_FALSE(has(form, sign));
  CHECK(has(out->text, "‹U+202E›"));
  CHECK(has(out->text, "Acme</h1> Bcc: x@y.z\n"));
}

TEST_CASE("a digest is a mail by partners", "[daemon][notify]") {
  Digest digest{.names = {{"acme", "Acme Corp"}},
                .transitions = {transition("P3.1"), transition("P2.1")},
                .omitted = 3,
                .since = FakeClock().now() - std::chrono::days(7),
                .until = FakeClock().now()};
  digest.transitions[1].partner = "gone";
  const Delivery delivery = digest_message("id", "weekly", digest, "https://v.example.com");
  CHECK(delivery.subject == "5 verdicts changed, 2 partners");
  const auto out = mail_text(delivery.payload);
  REQUIRE(out);
  for (const std::string_view part :
       {"From 2026-02-22", "Acme Corp", "gone", "P3.1: met → not met", "And 3 more"})
    CHECK(has(out->text, part));
}

TEST_CASE("any stored text is a mail or none", "[daemon][notify]") {
  for (const std::string_view none :
       {"", "[]", "null", "{", R"({"schema":"libverify-notification/2"})", R"({"schema":1})"})
    CHECK_FALSE(mail_text(none));
  for (
      const std::string_view odd :
      {R"J({"schema":"libverify-notification/1"})J",
       R"J({"schema":"libverify-notification/1","partner":[],"run":3,"transitions":[1,null,{"from":2}]})J",
       R"J({"schema":"libverify-notification/1","kind":"digest","partners":[null,{"transitions":{}}]})J",
       R"J({"schema":"libverify-notification/1","url":"javascript:alert(1)","omitted":"x"})J"}) {
    INFO(odd);
    const auto out = mail_text(odd);
    REQUIRE(out);
    CHECK_FALSE(has(out->html, "javascript:"));
  }
}
