#include "daemon/notify/webhook.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "daemon/notify/signature.h"
#include "daemon/support/notify_setup.h"
#include "daemon/support/peer.h"
#include "daemon/support/webhook_receiver.h"
#include "support/tls_session.h"

using namespace verify;
using namespace verify::daemon;
using namespace verify::test;
using namespace std::chrono_literals;
using Kind = Reply::Kind;

namespace {

Reply post(const NotifySetup& setup, const std::string& url,
           const Delivery& delivery = message("hook")) {
  const Outbound outbound = setup.outbound();
  return post_webhook({.name = "hook", .url = url, .secret_file = setup.secret}, delivery,
                      outbound);
}

}  // namespace

TEST_CASE("a webhook is signed so that a receiver can tell", "[daemon][notify]") {
  const WebhookReceiver receiver;
  const NotifySetup setup;
  const Delivery delivery = message("hook", "3b9f");
  REQUIRE(post(setup, receiver.url("/a?b=c"), delivery).kind == Kind::accepted);
  const auto requests = receiver.requests();
  REQUIRE(requests.size() == 1);
  CHECK(requests[0].head.starts_with("POST /a?b=c HTTP/1.1\r\n"));
  CHECK(requests[0].body == delivery.payload);
  CHECK(requests[0].field("Content-Type") == "application/json");
  CHECK(requests[0].field("X-Verify-Id") == "3b9f");
  const std::string timestamp = requests[0].field("X-Verify-Timestamp");
  CHECK(timestamp == "1772323200");  // of the clock
  // Computed again by somebody else.
  const auto body = setup.folder.path() / "body";
  write_whole_file(body, requests[0].body);
  CHECK(requests[0].field("X-Verify-Signature") ==
        "v1=" + ask_peer("hmac " + setup.secret.string() + " " + timestamp + " " + body.string()));
}

TEST_CASE("signatures follow key, time and body", "[daemon][notify]") {
  const std::string signature = webhook_signature("key", 1, "body");
  CHECK(signature.size() == 3 + 64);
  CHECK(webhook_signature("key", 1, "body") == signature);
  CHECK(webhook_signature("other", 1, "body") != signature);
  CHECK(webhook_signature("key", 2, "body") != signature);
  CHECK(webhook_signature("key", 1, "Body") != signature);
}

TEST_CASE("what answers mean", "[daemon][notify]") {
  struct Row {
    std::string answer;
    Kind kind;
    std::string_view words;
    std::optional<Duration> retry_after;
  };
  const auto status = [](const std::string& words, const std::string& header = {}) {
    return WebhookReceiver::answer(words, header);
  };
  const Row rows[] = {
      {status("200 OK"), Kind::accepted, "", {}},
      {status("202 Accepted"), Kind::accepted, "", {}},
      {status("299 Odd"), Kind::accepted, "", {}},
      // The status is the answer, whatever becomes of the body.
      {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort", Kind::accepted, "", {}},
      {"HTTP/1.1 200 OK\r\n\r\n" + std::string(1 << 20, 'x'), Kind::accepted, "", {}},
      {"HTTP/1.1 200 OK\r\nContent-", Kind::failed, "", {}},
      {status("410 Gone"), Kind::refused, "HTTP 410: the receiver is gone", {}},
      {status("400 Bad Request"), Kind::failed, "HTTP 400", {}},
      {status("500 Oops"), Kind::failed, "HTTP 500", {}},
      {status("500 Oops", "Retry-After: 90\r\n"), Kind::failed, "HTTP 500", {}},
      {status("429 Slow", "Retry-After: 90\r\n"), Kind::failed, "HTTP 429", 90s},
      {status("503 Later", "Retry-After: 120\r\n"), Kind::failed, "HTTP 503", 120s},
      {status("503 Later"), Kind::failed, "HTTP 503", {}},
      {status("503 Later", "Retry-After: soon\r\n"), Kind::failed, "HTTP 503", {}},
      {status("302 Found", "Location: http://10.0.0.1/\r\n"),
       Kind::failed,
       "HTTP 302: redirects are not followed",
       {}},
      {"SSH-2.0-whatever\r\n", Kind::failed, "", {}},
      {"HTTP/1.1 200 OK\r\nX: " + std::string(80'000, 'x') + "\r\n\r\n", Kind::failed, "", {}},
      {"reset", Kind::failed, "", {}},
  };
  for (const Row& row : rows) {
    INFO(row.answer.substr(0, 80));
    const WebhookReceiver receiver({row.answer});
    const Reply reply = post(NotifySetup(), receiver.url());
    CHECK(reply.kind == row.kind);
    if (!row.words.empty()) CHECK(reply.words == row.words);
    if (row.kind != Kind::accepted) CHECK_FALSE(reply.words.empty());
    CHECK(reply.retry_after == row.retry_after);
    CHECK(receiver.connections() == 1);
  }
}

TEST_CASE("a receiver that hangs is waited for so long", "[daemon][notify]") {
  const WebhookReceiver receiver({"hang"});
  NotifySetup setup;
  setup.limits.webhook_timeout = 200ms;
  CHECK(post(setup, receiver.url()).kind == Kind::failed);
}

TEST_CASE("a try that is broken off is none", "[daemon][notify]") {
  const WebhookReceiver receiver({"hang"});
  NotifySetup setup;
  setup.given_up = [] { return true; };
  CHECK(post(setup, receiver.url()).kind == Kind::interrupted);
}

TEST_CASE("what is not public is not asked", "[daemon][notify]") {
  const WebhookReceiver receiver;
  const std::string port = std::to_string(receiver.port());
  struct Row {
    std::string url, words;
  };
  const Row rows[] = {
      {"http://127.0.0.1:" + port + "/", "127.0.0.1 is not a public address"},
      {"http://[::1]:" + port + "/", "::1 is not a public address"},
      {"http://[::ffff:127.0.0.1]:" + port + "/", "is not a public address"},
      {"http://2130706433:" + port + "/", "127.0.0.1 is not a public address"},
      {"http://169.254.169.254/latest", "169.254.169.254 is not a public address"},
      {"http://localhost:" + port + "/", "localhost is not a public name"},
      {"http://user:word@example.com/", "the webhook's URL carries credentials"},
      {"ftp://example.com/", "the webhook's URL: "},
      {"example.com", "the webhook's URL: "},
  };
  NotifySetup setup;
  setup.fetcher.allow_net.clear();
  for (const Row& row : rows) {
    INFO(row.url);
    const Reply reply = post(setup, row.url);
    CHECK(reply.kind == Kind::failed);
    CHECK(reply.words.find(row.words) != std::string::npos);
  }
  // A name that is sent there is looked at like any other.
  setup.fetcher.connect_to = {
      *FetcherOptions::ConnectTo::parse("hooks.example.com:80:127.0.0.1:" + port)};
  CHECK(post(setup, "http://hooks.example.com/").words == "127.0.0.1 is not a public address");
  CHECK(receiver.connections() == 0);
  setup.fetcher.allow_net = {*OpenRange::parse("127.0.0.1:" + port)};
  CHECK(post(setup, "http://hooks.example.com/").kind == Kind::accepted);
  CHECK(receiver.requests().at(0).field("Host") == "hooks.example.com");
}

TEST_CASE("a receiver that does not stop with TLS itself is not listened to for ever",
          "[daemon][notify]") {
  const TlsCertificate certificate = make_tls_certificate("hooks.example.com");
  std::atomic<bool> over = false;
  LoopbackServer receiver([&](LoopbackServer::Connection& connection) {
    TlsSession session(connection, certificate);
    if (!session.agreed()) return;
    session.read_until("\r\n\r\n");
    while (!over && SSL_key_update(session.ssl(), SSL_KEY_UPDATE_NOT_REQUESTED) == 1 &&
           SSL_do_handshake(session.ssl()) == 1) {
    }
  });
  NotifySetup setup;
  setup.fetcher.ca_file = (setup.folder.path() / "ca.pem").string();
  write_whole_file(setup.fetcher.ca_file, certificate.certificate);
  setup.fetcher.connect_to = {*FetcherOptions::ConnectTo::parse("hooks.example.com:443:127.0.0.1:" +
                                                                std::to_string(receiver.port()))};
  setup.limits.webhook_timeout = 1s;
  const auto begin = std::chrono::steady_clock::now();
  CHECK(post(setup, "https://hooks.example.com/").kind != Kind::accepted);
  CHECK(std::chrono::steady_clock::now() - begin < 10s);
  over = true;
}

TEST_CASE("proxies of the environment are ignored", "[daemon][notify]") {
  const WebhookReceiver receiver, proxy;
  setenv("http_proxy", proxy.url("").c_str(), 1);
  const Reply reply = post(NotifySetup(), receiver.url());
  unsetenv("http_proxy");
  CHECK(reply.kind == Kind::accepted);
  CHECK(proxy.connections() == 0);
}

TEST_CASE("the secret is read when it is needed", "[daemon][notify]") {
  const WebhookReceiver receiver;
  const NotifySetup setup;
  const auto signature_with = [&](const std::string& secret) {
    write_whole_file(setup.secret, secret);
    REQUIRE(post(setup, receiver.url()).kind == Kind::accepted);
    return receiver.requests().back().field("X-Verify-Signature");
  };
  const std::string first = signature_with("one\n");
  CHECK(signature_with("one") == first);
  CHECK(signature_with("one\r\n") == first);
  CHECK(signature_with("two") != first);
  for (const std::string& bad : {std::string(), std::string("\n"), std::string(70'000, 'x')}) {
    write_whole_file(setup.secret, bad);
    CHECK(post(setup, receiver.url()).kind == Kind::failed);
  }
  std::filesystem::remove(setup.secret);
  CHECK(post(setup, receiver.url()).words ==
        "the secret " + setup.secret.string() + ": there is no such file");
}
