#include "daemon/notify/mail_header.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "daemon/support/notify_setup.h"

using namespace verify;
using namespace verify::daemon;
using namespace verify::test;

TEST_CASE("mail addresses, with and without names", "[daemon][notify]") {
  struct Row {
    std::string_view text, name, address;  // no address: it is none
  };
  const Row rows[] = {
      {"a@example.com", "", "a@example.com"},
      {"  a@example.com ", "", "a@example.com"},
      {"Verify Team <v@example.com>", "Verify Team", "v@example.com"},
      {"\"Team, Verify\" <v@example.com>", "Team, Verify", "v@example.com"},
      {"Prüfung <v@example.com>", "Prüfung", "v@example.com"},
      {"A\r\nBcc: x@y.z <v@example.com>", "A Bcc: x@y.z", "v@example.com"},
      {"", "", ""},
      {"nobody", "", ""},
      {"@example.com", "", ""},
      {"a@", "", ""},
      {"a@b@c", "", ""},
      {"a b@example.com", "", ""},
      {"a@example.com\r\nRCPT TO:<x@y.z>", "a@example.com RCPT TO:", "x@y.z"},
      {"a@example.com>", "", ""},
      {"ä@example.com", "", ""},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    const auto mailbox = Mailbox::parse(row.text);
    REQUIRE(mailbox.has_value() == !row.address.empty());
    if (!mailbox) continue;
    CHECK(mailbox->name == row.name);
    CHECK(mailbox->address == row.address);
  }
}

TEST_CASE("text in headers, RFC 2047", "[daemon][notify]") {
  CHECK(header_text("Acme: 2 verdicts changed") == "Acme: 2 verdicts changed");
  CHECK(header_text("a\r\nBcc: x@y.z") == "a Bcc: x@y.z");
  CHECK(header_text("Prüfung") == "=?UTF-8?B?UHLDvGZ1bmc=?=");
  CHECK(header_text("=?UTF-8?B?aGk=?=") == "=?UTF-8?B?PT9VVEYtOD9CP2FHaz0/PQ==?=");
  std::string words(100, 'x');
  words += "日本語日本語日本語日本語";
  std::istringstream lines(header_text(words));
  for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 77);  // blank and CR
}

TEST_CASE("dates in mail are RFC 5322", "[daemon][notify]") {
  CHECK(mail_date(*parse_instant("2026-03-01T09:05:07.999999Z")) ==
        "Sun, 01 Mar 2026 09:05:07 +0000");
  CHECK(mail_date(*parse_instant("2024-02-29T23:59:59Z")) == "Thu, 29 Feb 2024 23:59:59 +0000");
}

TEST_CASE("the header of a delivery is the same over all tries", "[daemon][notify]") {
  const auto from = *Mailbox::parse("Verify <verify@example.com>");
  Delivery delivery = message("mail", "3b9f");
  const auto first = mail_header(from, {from}, delivery);
  delivery.attempts = 5;
  delivery.next_try += std::chrono::hours(3);
  CHECK(mail_header(from, {from}, delivery) == first);
  CHECK(std::ranges::find(first, "Message-ID: <3b9f@example.com>") != first.end());
}
