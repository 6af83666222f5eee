#include "daemon/notify/smtp_mail.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "daemon/support/notify_setup.h"
#include "daemon/support/peer.h"
#include "daemon/support/smtp_server.h"

using namespace verify;
using namespace verify::daemon;
using namespace verify::test;
using namespace std::chrono_literals;
using Kind = Reply::Kind;
using Moods = std::vector<SmtpServer::Mood>;

namespace {

MailSettings channel(const std::string& server) {
  return {.name = "mail",
          .server = server,
          .from = "Verify Täm <verify@example.com>",
          .to = {"a@example.com", "Bee <b@example.com>"},
          .user = {},
          .password_file = {},
          .digest = {}};
}

Reply send(const NotifySetup& setup, const MailSettings& mail,
           const Delivery& delivery = message("mail", "3b9f")) {
  const Outbound outbound = setup.outbound();
  return send_mail(mail, delivery, outbound);
}

nlohmann::json read_by_peer(const SmtpServer::Mail& mail) {
  const TempFolder folder;
  write_whole_file(folder.path() / "mail", mail.data);
  return nlohmann::json::parse(ask_peer("mail " + (folder.path() / "mail").string()), nullptr,
                               false);
}

std::string header(const nlohmann::json& mail, const std::string& name) {
  for (const auto& entry : mail["headers"])
    if (entry[0] == name) return entry[1];
  return {};
}

}  // namespace

TEST_CASE("a mail is read by somebody else's program", "[daemon][notify]") {
  const SmtpServer server({});
  REQUIRE(send(NotifySetup(), channel(server.url())).kind == Kind::accepted);
  const auto mails = server.mails();
  REQUIRE(mails.size() == 1);
  CHECK(mails[0].from == "verify@example.com");
  CHECK(mails[0].to == std::vector<std::string>{"a@example.com", "b@example.com"});
  const auto mail = read_by_peer(mails[0]);
  INFO(mail.dump(2) << mails[0].data);
  REQUIRE(mail.is_object());
  CHECK(mail["defects"].empty());
  CHECK(mail["longest_line"] <= 100);
  CHECK(mail["bare_line_ends"] == 0);
  CHECK(mail["type"] == "multipart/alternative");
  CHECK(mail["parts"] == std::vector<std::string>{"text/plain", "text/html"});
  CHECK(mail["from"][0] == std::vector<std::string>{"Verify Täm", "verify@example.com"});
  CHECK(mail["to"] == std::vector<std::string>{"a@example.com", "b@example.com"});
  CHECK(mail["date"] == "2026-03-01T00:00:00+00:00");
  CHECK(header(mail, "Subject") == "Acme Corp: 1 verdict changed");
  CHECK(header(mail, "Message-ID") == "<3b9f@example.com>");
  CHECK(mail["text"].get<std::string>().find("* P3.1: met → not met") != std::string::npos);
  CHECK(mail["html"].get<std::string>().find("<h3>P3.1: met → not met</h3>") != std::string::npos);
}

TEST_CASE("nothing scraped becomes a header or ends a mail", "[daemon][notify]") {
  Partner partner = acme();
  partner.name = "日本 Acme\r\nBcc: evil@example.com\r\n\r\nbody \u202E";
  Transition hostile = transition("P3.1");
  hostile.explanation = "\r\n.\r\nQUIT\r\n" + std::string(3000, 'x');
  hostile.diff = ".\n+..\n+\xff\n";
  const std::vector transitions{hostile};
  const SmtpServer server({});
  REQUIRE(
      send(NotifySetup(), channel(server.url()),
           run_message("id", "mail", seventh_run(), partner, transitions, "", FakeClock().now()))
          .kind == Kind::accepted);
  const auto mail = read_by_peer(server.mails().at(0));
  REQUIRE(mail.is_object());
  CHECK(mail["defects"].empty());
  CHECK(mail["longest_line"] <= 100);
  CHECK(header(mail, "Bcc").empty());
  CHECK(header(mail, "Subject") ==
        "日本 Acme Bcc: evil@example.com body ‹U+202E›: 1 verdict changed");
  CHECK(mail["text"].get<std::string>().find("    .\n    +..\n    +\uFFFD\n") != std::string::npos);
}

TEST_CASE("what a mail server's answers mean", "[daemon][notify]") {
  struct Row {
    std::string at, reply;
    Kind kind;
  };
  const Row rows[] = {
      {"CONNECT", "421 busy", Kind::failed},
      {"CONNECT", "554 no service here", Kind::failed},
      {"CONNECT", "hang", Kind::failed},
      {"CONNECT", "reset", Kind::failed},
      {"CONNECT", "HTTP/1.1 200 OK", Kind::failed},
      {"MAIL", "451 later", Kind::failed},
      {"MAIL", "530 STARTTLS first", Kind::failed},
      {"MAIL", "550 not you", Kind::refused},
      {"RCPT", "450 4.2.0 greylisted", Kind::failed},
      {"RCPT", "550 5.1.1 no such user", Kind::refused},
      {"DATA", "451 later", Kind::failed},
      {"DATA", "554 no", Kind::refused},
      {"TEXT", "reset", Kind::failed},
      {"TEXT", "hang", Kind::failed},
      {"END", "452 disk full", Kind::failed},
      {"END", "554 5.7.1 spam", Kind::refused},
      {"END", "hang", Kind::failed},
      {"END", "reset", Kind::failed},
      {"QUIT", "reset", Kind::accepted},
      {"QUIT", "hang", Kind::accepted},
  };
  NotifySetup setup;
  setup.limits.mail_timeout = 1s;
  for (const Row& row : rows) {
    INFO(row.at << " -> " << row.reply);
    const SmtpServer::Mood mood{.replies = {{row.at, row.reply}}};
    const SmtpServer server({.moods = {mood, mood}});
    const Reply reply = send(setup, channel(server.url()));
    INFO(reply.words);
    CHECK(reply.kind == row.kind);
    CHECK(reply.words.empty() == (row.kind == Kind::accepted));
    CHECK(server.mails().size() == (row.kind == Kind::accepted ? 1 : 0));
  }
}

TEST_CASE("who is refused for good does not cost the others their mail", "[daemon][notify]") {
  const SmtpServer::Mood mood{.replies = {{"RCPT b@example.com", "550 5.1.1 no such user"}}};
  const SmtpServer server({.moods = {mood, mood}});
  const Reply reply = send(NotifySetup(), channel(server.url()));
  CHECK(reply.kind == Kind::accepted);
  CHECK(reply.words == "not for all receivers: 550 5.1.1 no such user");
  REQUIRE(server.mails().size() == 1);
  CHECK(server.mails()[0].to == std::vector<std::string>{"a@example.com"});
}

TEST_CASE("who is put off is waited for by all", "[daemon][notify]") {
  const SmtpServer::Mood mood{.replies = {{"RCPT b@example.com", "450 greylisted"}}};
  const SmtpServer server({.moods = {mood}});
  const NotifySetup setup;
  CHECK(send(setup, channel(server.url())).kind == Kind::failed);
  CHECK(server.mails().empty());
  CHECK(send(setup, channel(server.url())).kind == Kind::accepted);
  CHECK(server.mails().at(0).to.size() == 2);
}

TEST_CASE("TLS is spoken where it is offered, and to the right server", "[daemon][notify]") {
  const auto certificate = make_tls_certificate("mail.example.test");
  const SmtpServer server({.certificate = certificate});
  NotifySetup setup;
  const auto authorities = setup.folder.path() / "ca.pem";
  write_whole_file(authorities, certificate.certificate);
  const std::string port = std::to_string(server.port());
  for (const std::string name : {"mail.example.test", "other.example.test"})
    setup.fetcher.connect_to.push_back(
        *FetcherOptions::ConnectTo::parse(name + ":25:127.0.0.1:" + port));
  // Nobody we trust says who that is.
  CHECK(send(setup, channel("smtp://mail.example.test")).kind == Kind::failed);
  setup.fetcher.ca_file = authorities.string();
  CHECK(send(setup, channel("smtp://other.example.test")).kind == Kind::failed);
  CHECK(server.mails().empty());
  CHECK(send(setup, channel("smtp://mail.example.test")).kind == Kind::accepted);
  REQUIRE(server.mails().size() == 1);
  CHECK(server.mails()[0].tls);
}

TEST_CASE("the password is said to this machine or over TLS, else not", "[daemon][notify]") {
  const auto certificate = make_tls_certificate("mail.example.test");
  const SmtpServer plain({.login = true});
  const SmtpServer secure({.certificate = certificate, .login = true});
  NotifySetup setup;
  setup.fetcher.ca_file = (setup.folder.path() / "ca.pem").string();
  write_whole_file(setup.fetcher.ca_file, certificate.certificate);
  setup.fetcher.connect_to = {*FetcherOptions::ConnectTo::parse("mail.example.test:25:127.0.0.1:" +
                                                                std::to_string(secure.port()))};
  const auto to = [&](const std::string& server) {
    MailSettings mail = channel(server);
    mail.user = "robot";
    mail.password_file = setup.secret;
    return send(setup, mail);
  };
  CHECK(to(plain.url()).kind == Kind::accepted);
  CHECK(plain.mails().at(0).login == "robot the secret");
  CHECK(to("smtp://mail.example.test").kind == Kind::accepted);
  CHECK(secure.mails().at(0).tls);
  CHECK(secure.mails().at(0).login == "robot the secret");
}

TEST_CASE("a wrong password may be mended", "[daemon][notify]") {
  const SmtpServer server({.moods = {{.replies = {{"AUTH", "535 5.7.8 wrong"}}}}, .login = true});
  const NotifySetup setup;
  MailSettings mail = channel(server.url());
  mail.user = "robot";
  mail.password_file = setup.secret;
  CHECK(send(setup, mail).kind == Kind::failed);
  CHECK(send(setup, mail).kind == Kind::accepted);
}

TEST_CASE("a mail channel that cannot work says why", "[daemon][notify]") {
  const SmtpServer server({});
  struct Row {
    std::function<void(MailSettings&)> spoil;
    std::string words;
  };
  const Row rows[] = {
      {[](auto& mail) { mail.server = "http://example.com"; }, "smtp://HOST:PORT"},
      {[](auto& mail) { mail.server = "smtp://user:word@example.com"; }, "smtp://HOST:PORT"},
      {[](auto& mail) { mail.server = "smtp://example.com/x"; }, "smtp://HOST:PORT"},
      {[](auto& mail) { mail.server = "nonsense"; }, "smtp://HOST:PORT"},
      {[](auto& mail) { mail.from = "x"; }, "the sender is no mail address"},
      {[](auto& mail) { mail.to = {"x\r\nDATA"}; }, "a receiver is no mail address"},
      {[](auto& mail) { mail.to.clear(); }, "no receivers"},
      {[](auto& mail) { mail.user = "x"; }, "the secret "},
  };
  for (const Row& row : rows) {
    INFO(row.words);
    MailSettings mail = channel(server.url());
    row.spoil(mail);
    const Reply reply = send(NotifySetup(), mail);
    CHECK(reply.kind == Kind::failed);
    CHECK(reply.words.find(row.words) != std::string::npos);
  }
  NotifySetup closed;
  closed.fetcher.allow_net.clear();
  CHECK(send(closed, channel(server.url())).words == "127.0.0.1 is not a public address");
  CHECK(server.connections() == 0);
}
