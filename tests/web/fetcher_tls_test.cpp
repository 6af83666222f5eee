// What a server does over TLS, and with TLS itself.
#include <sys/socket.h>
#include <sys/time.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "support/fetching.h"
#include "support/temp_folder.h"
#include "support/tls_session.h"
#include "support/whole_file.h"

namespace verify {
namespace {

using namespace test;
using Connection = LoopbackServer::Connection;

// A site with a certificate that is trusted.
class TlsSite {
 public:
  using Script = std::function<void(TlsSession&)>;

  explicit TlsSite(Script script, TlsSession::Options options = {},
                   std::string host = "site.example")
      : host_(std::move(host)),
        server_([this, script = std::move(script), options](Connection& connection) {
          TlsSession session(connection, certificate_, options);
          if (session.agreed()) script(session);
        }) {}

  FetcherOptions options() const {
    const auto ca_file = folder_.path() / "ca.pem";
    write_whole_file(ca_file, certificate_.certificate);
    FetcherOptions out = loopback_options();
    out.ca_file = ca_file.string();
    out.connect_to = {
        FetcherOptions::ConnectTo::parse(host_ + ":443:127.0.0.1:" + std::to_string(server_.port()))
            .value()};
    return out;
  }
  std::size_t connections() const { return server_.connections(); }

 private:
  const TempFolder folder_;
  const std::string host_;
  const TlsCertificate certificate_ = make_tls_certificate(host_);
  LoopbackServer server_;
};

FetchRequest page_request() {
  return request_for("https://site.example/page");
}

bool take_request(TlsSession& session) {
  return session.read_until("\r\n\r\n").ends_with("\r\n\r\n");
}

TEST_CASE("of what a server speaks HTTP/1.1 is taken", "[web][fetcher]") {
  const auto script = [](TlsSession& session) {
    const std::string protocol = session.protocol();
    if (take_request(session)) session.send(with_length("spoken: " + protocol));
  };
  const TlsSite both(script, {.protocols = "\x02h2\x08http/1.1"});
  CHECK(fetch(page_request(), both.options()).body == "spoken: http/1.1");
  const TlsSite neither(script);
  CHECK(fetch(page_request(), neither.options()).body == "spoken: ");
}

TEST_CASE("a file of authorities is usable whole or not at all", "[web][fetcher]") {
  const std::string good = make_tls_certificate("site.example").certificate;
  const std::string cut = good.substr(0, good.size() / 2) + "\n-----END CERTIFICATE-----\n";
  struct Row {
    const char* name;
    std::string bundle;
    bool usable;
  };
  const Row rows[] = {
      {"one", good, true},
      {"two", good + make_tls_certificate("b.example").certificate, true},
      {"words before and after", "# ours\n" + good + "the end", true},
      {"nothing", "", false},
      {"words", "no certificate", false},
      {"a key", make_tls_certificate("site.example").private_key, false},
      {"one that is damaged", cut, false},
      {"a good one before a damaged one", good + cut, false},
  };
  const TempFolder folder;
  const auto file = folder.path() / "ca.pem";
  for (const Row& row : rows) {
    write_whole_file(file, row.bundle);
    INFO(row.name);
    CHECK(check_ca_file(file).has_value() == row.usable);
  }
}

bool new_keys(TlsSession& session) {
  return SSL_key_update(session.ssl(), SSL_KEY_UPDATE_NOT_REQUESTED) == 1 &&
         SSL_do_handshake(session.ssl()) == 1;
}

bool ticket(TlsSession& session) {
  return SSL_new_session_ticket(session.ssl()) == 1 && SSL_do_handshake(session.ssl()) == 1;
}

// Asks for a handshake and carries it through.
bool handshake(TlsSession& session) {
  const timeval tick{.tv_sec = 0, .tv_usec = 10'000};
  setsockopt(SSL_get_fd(session.ssl()), SOL_SOCKET, SO_RCVTIMEO, &tick, sizeof tick);
  if (SSL_renegotiate(session.ssl()) != 1 || SSL_do_handshake(session.ssl()) != 1) return false;
  char byte = 0;
  for (int flight = 0; flight < 3; ++flight) {
    if (SSL_peek(session.ssl(), &byte, 1) > 0) continue;
    if (SSL_get_error(session.ssl(), -1) != SSL_ERROR_WANT_READ) return false;
  }
  return true;
}

bool one_byte(TlsSession& session) {
  return session.send("x");
}

TEST_CASE("a server that does not stop with TLS itself is hung up on", "[web][fetcher]") {
  struct Row {
    const char* name;
    int newest;
    const char* answer;
    bool (*again)(TlsSession&);
    FetchFault fault;
  };
  const char* const head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>";
  const Row rows[] = {
      {"new keys before an answer", TLS1_3_VERSION, "", &new_keys, FetchFault::tls_handshake},
      {"new keys in the body", TLS1_3_VERSION, head, &new_keys, FetchFault::tls_handshake},
      {"tickets before an answer", TLS1_3_VERSION, "", &ticket, FetchFault::tls_handshake},
      {"tickets in the body", TLS1_3_VERSION, head, &ticket, FetchFault::tls_handshake},
      {"handshakes before an answer", TLS1_2_VERSION, "", &handshake, FetchFault::tls_handshake},
      {"handshakes in the body", TLS1_2_VERSION, head, &handshake, FetchFault::tls_handshake},
      {"a byte a record", TLS1_3_VERSION, head, &one_byte, FetchFault::body_too_large},
      {"a byte a record of TLS 1.2", TLS1_2_VERSION, head, &one_byte, FetchFault::body_too_large},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    std::atomic<bool> over = false;
    const TlsSite site(
        [&](TlsSession& session) {
          if (!take_request(session)) return;
          if (*row.answer != '\0') session.send(row.answer);
          while (!over && row.again(session)) {
          }
        },
        {.newest = row.newest});
    FetcherOptions options = site.options();
    options.stall_timeout = options.total_timeout = 20s;
    const Exchange exchange = fetch(page_request(), options);
    over = true;
    INFO(exchange.detail);
    CHECK(to_string(exchange.fault) == to_string(row.fault));
    CHECK(exchange.truncated == (*row.answer != '\0'));
  }
}

TEST_CASE("a few new keys and tickets are nothing, and each answer counts its own",
          "[web][fetcher]") {
  const TlsSite site([](TlsSession& session) {
    while (take_request(session)) {
      for (int i = 0; i < 20; ++i)
        if (!new_keys(session) || !ticket(session)) return;
      if (!session.send(with_length("fine"))) return;
    }
  });
  const auto fetcher = make_curl_fetcher(site.options(), system_clock());
  for (int i = 0; i < 5; ++i) {
    fetcher->start(page_request());
    CHECK(wait_for(*fetcher, 1).front().body == "fine");
  }
  CHECK(site.connections() == 1);
}

TEST_CASE("what is sent of TLS after an answer is on nobody else", "[web][fetcher]") {
  std::atomic<bool> over = false;
  const TlsSite site([&](TlsSession& session) {
    if (!take_request(session) || !session.send(with_length("fine"))) return;
    while (!over && new_keys(session)) {
    }
  });
  const TlsSite other(
      [](TlsSession& session) {
        while (take_request(session))
          if (!session.send(with_length("other"))) return;
      },
      {}, "other.example");
  FetcherOptions options = site.options();
  const FetcherOptions others = other.options();
  const TempFolder folder;
  const auto authorities = folder.path() / "ca.pem";
  write_whole_file(authorities, read_whole_file(options.ca_file) + read_whole_file(others.ca_file));
  CHECK(check_ca_file(authorities));
  options.ca_file = authorities.string();
  options.connect_to.push_back(others.connect_to.front());
  options.max_connections = 1;  // the first is closed for the second
  const auto begin = std::chrono::steady_clock::now();
  {
    const auto fetcher = make_curl_fetcher(options, system_clock());
    for (int i = 0; i < 3; ++i) {
      fetcher->start(page_request());
      CHECK(wait_for(*fetcher, 1).front().body == "fine");
      std::this_thread::sleep_for(100ms);
      fetcher->start(request_for("https://other.example/"));
      const Exchange exchange = std::move(wait_for(*fetcher, 1).front());
      INFO(exchange.detail);
      CHECK(exchange.body == "other");
    }
    fetcher->start(page_request());
    CHECK(wait_for(*fetcher, 1).front().body == "fine");
    std::this_thread::sleep_for(100ms);
  }  // with a connection that is still flooded
  CHECK(std::chrono::steady_clock::now() - begin < 15s);
  over = true;
}

TEST_CASE("a kept connection is hung up on and replaced", "[web][fetcher]") {
  const TlsSite site([](TlsSession& session) {
    if (!take_request(session) || !session.send(with_length("first"))) return;
    if (!take_request(session)) return;
    while (new_keys(session)) {
    }
  });
  const auto fetcher = make_curl_fetcher(site.options(), system_clock());
  fetcher->start(page_request());
  CHECK(wait_for(*fetcher, 1).front().body == "first");
  fetcher->start(page_request());
  CHECK(wait_for(*fetcher, 1).front().body == "first");
  CHECK(site.connections() == 2);
}

}  // namespace
}  // namespace verify
