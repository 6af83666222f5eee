// What comes in at the socket: requests that are none, and clients that are too slow or too many.
#include <openssl/bio.h>
#include <openssl/ssl.h>

#include <catch2/catch.hpp>
#include <future>
#include <latch>
#include <thread>

#include "daemon/support/api_world.h"
#include "daemon/support/eventually.h"
#include "support/tls_certificate.h"
#include "support/whole_file.h"

using namespace verify;
using namespace verify::daemon;
using verify::test::ApiWorld;
using verify::test::eventually;
using verify::test::RawConnection;
using verify::test::Reply;
using verify::test::request_text;
using namespace std::chrono_literals;

namespace {

struct Row {
  const char* what;
  std::string bytes;
  int status;
};

const std::string kHost = "Host: a\r\n";
const std::string kOperator = kHost + "Authorization: Bearer operator\r\n";
const std::string kPut = "PUT /api/v1/partners/a HTTP/1.1\r\n" + kOperator;
const std::string kJson = "Content-Type: application/json\r\n";

const std::vector<Row> kRows = {
    {"a request", "GET /livez HTTP/1.1\r\n" + kHost + "\r\n", 200},
    {"1.0 without Host", "GET /livez HTTP/1.0\r\n\r\n", 200},
    {"absolute form (RFC 9112 3.2.2)", "GET http://b.example/livez HTTP/1.1\r\n" + kHost + "\r\n",
     200},
    {"asterisk form", "OPTIONS * HTTP/1.1\r\n" + kHost + "\r\n", 204},
    {"no Host", "GET /livez HTTP/1.1\r\n\r\n", 400},
    {"two Hosts", "GET /livez HTTP/1.1\r\n" + kHost + kHost + "\r\n", 400},
    {"a later version", "GET /livez HTTP/2.0\r\n" + kHost + "\r\n", 505},
    {"no version", "GET /livez\r\n\r\n", 400},
    {"a TLS greeting", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15),
     400},
    {"words", "hello there, how are you?\r\n\r\n", 400},
    {"lines that end in LF alone", "GET /livez HTTP/1.1\nHost: a\n\n", 400},
    {"a space before the colon", "GET /livez HTTP/1.1\r\nHost : a\r\n\r\n", 400},
    {"a field without a colon", "GET /livez HTTP/1.1\r\n" + kHost + "Nothing\r\n\r\n", 400},
    {"a NUL in a field", std::string("GET /livez HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n", 40), 400},
    {"a header over the limit",
     "GET /livez HTTP/1.1\r\n" + kHost + "X: " + std::string(17'000, 'x') + "\r\n\r\n", 431},
    {"many fields over the limit",
     [] {
       std::string text = "GET /livez HTTP/1.1\r\n" + kHost;
       for (int i = 0; i < 2000; ++i) text += "X" + std::to_string(i) + ": y\r\n";
       return text + "\r\n";
     }(),
     431},
    {"a target over the limit",
     "GET /" + std::string(17'000, 'x') + " HTTP/1.1\r\n" + kHost + "\r\n", 431},
    {"a length that is no number", kPut + kJson + "Content-Length: x\r\n\r\n", 400},
    {"a negative length", kPut + kJson + "Content-Length: -1\r\n\r\n", 400},
    {"two lengths", kPut + kJson + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}", 400},
    {"length and chunks",
     kPut + kJson + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
     400},
    {"chunks and length",
     kPut + kJson + "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
     400},
    {"an unknown coding", kPut + kJson + "Transfer-Encoding: gzip\r\n\r\n", 501},
    {"a coding below chunked", kPut + kJson + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
     501},
    {"chunks in 1.0",
     "PUT /api/v1/partners/a HTTP/1.0\r\n" + kOperator + kJson +
         "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
     400},
    {"a chunk of no size", kPut + kJson + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
     400},
    {"good chunks",
     kPut + kJson + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n", 201},
    {"a body over the limit, said", kPut + kJson + "Content-Length: 5000000\r\n\r\n", 413},
    {"a body over the limit, in chunks",
     kPut + kJson + "Transfer-Encoding: chunked\r\n\r\n500000\r\n" + std::string(0x500000, ' '),
     413},
    {"a file over the limit, said",
     "PUT /api/v1/files HTTP/1.1\r\n" + kOperator +
         "Content-Type: application/octet-stream\r\nContent-Length: 67108865\r\n\r\n",
     413},
    {"a body where none is taken",
     "POST /api/v1/partners/a/runs HTTP/1.1\r\n" + kOperator + "Content-Length: 2\r\n\r\n{}", 413},
    {"another expectation", "GET /livez HTTP/1.1\r\n" + kHost + "Expect: tea\r\n\r\n", 417},
    {"an unknown method", "BREW /livez HTTP/1.1\r\n" + kHost + "\r\n", 501},
    {"a method that is not taken", "DELETE /livez HTTP/1.1\r\n" + kHost + "\r\n", 405},
    {"CONNECT", "CONNECT a.example:443 HTTP/1.1\r\n" + kHost + "\r\n", 400},
    {"no path", "GET livez HTTP/1.1\r\n" + kHost + "\r\n", 400},
    {"an escape that is none", "GET /%zz HTTP/1.1\r\n" + kHost + "\r\n", 400},
    {"an escape cut short", "GET /%4 HTTP/1.1\r\n" + kHost + "\r\n", 400},
    {"an escaped NUL", "GET /assets/a%00.js HTTP/1.1\r\n" + kHost + "\r\n", 400},
    {"what is no UTF-8", "GET /api/v1/partners/%ff HTTP/1.1\r\n" + kOperator + "\r\n", 400},
    {"a path above", "GET /assets/../../etc/passwd HTTP/1.1\r\n" + kHost + "\r\n", 404},
    {"an escaped path above", "GET /assets/%2e%2e%2findex.html HTTP/1.1\r\n" + kHost + "\r\n", 404},
    {"nothing there", "GET /nothing HTTP/1.1\r\n" + kHost + "\r\n", 404},
    {"an empty segment", "GET //livez HTTP/1.1\r\n" + kHost + "\r\n", 404},
    {"two tokens",
     "GET /api/v1/me HTTP/1.1\r\n" + kOperator + "Authorization: Bearer admin\r\n\r\n", 400},
    {"another scheme",
     "GET /api/v1/me HTTP/1.1\r\n" + kHost + "Authorization: Basic b3BlcmF0b3I6\r\n\r\n", 401},
    {"a scheme without a token",
     "GET /api/v1/me HTTP/1.1\r\n" + kHost + "Authorization: Bearer \r\n\r\n", 401},
    {"a scheme in other letters",
     "GET /api/v1/me HTTP/1.1\r\n" + kHost + "Authorization: bEARER viewer\r\n\r\n", 200},
};

/// What a client gets over TLS that trusts `certificate` alone; empty where they do not agree.
std::string over_tls(std::uint16_t port, const std::filesystem::path& certificate, int newest,
                     std::string_view request) {
  const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_client_method()),
                                                                  SSL_CTX_free);
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  SSL_CTX_load_verify_locations(context.get(), certificate.c_str(), nullptr);
  SSL_CTX_set_max_proto_version(context.get(), newest);
  const std::unique_ptr<BIO, decltype(&BIO_free_all)> connection(BIO_new_ssl_connect(context.get()),
                                                                 BIO_free_all);
  BIO_set_conn_hostname(connection.get(), ("127.0.0.1:" + std::to_string(port)).c_str());
  if (BIO_do_connect(connection.get()) != 1) return {};
  BIO_write(connection.get(), request.data(), static_cast<int>(request.size()));
  std::string answer, piece(4096, '\0');
  for (int count = 0; (count = BIO_read(connection.get(), piece.data(), 4096)) > 0;)
    answer.append(piece, 0, static_cast<std::size_t>(count));
  return answer;
}

}  // namespace

TEST_CASE("what is sent is answered, or refused as the RFCs say", "[daemon][api][http]") {
  ApiWorld world;
  for (const Row& row : kRows) {
    INFO(row.what);
    RawConnection connection(world.port());
    connection.send(row.bytes);
    const Reply reply = connection.reply();
    CHECK(reply.status == row.status);
    CHECK(reply.fields.contains("date"));
    CHECK(reply.fields.at("x-content-type-options") == "nosniff");
    CHECK(reply.fields.at("content-security-policy").find("default-src 'none'") == 0);
    if (reply.status < 400) continue;
    CHECK(reply.fields.at("content-type") == "application/problem+json");
    const auto problem = nlohmann::json::parse(reply.body);
    CHECK(problem["status"] == row.status);
    CHECK_FALSE(problem["detail"].get<std::string>().empty());
  }
  CHECK(world.ask({.target = "/livez"}).status == 200);
}

TEST_CASE("a connection serves one request after the other", "[daemon][api][http]") {
  ApiWorld world;
  RawConnection connection(world.port());
  const std::string livez = "GET /livez HTTP/1.1\r\n" + kHost + "\r\n";
  SECTION("also when they come at once") {
    connection.send(livez + "HEAD /livez HTTP/1.1\r\n" + kHost + "\r\n" + livez);
    CHECK(connection.reply().body == "ok\n");
    const Reply head = connection.reply(true);
    CHECK(head.status == 200);
    CHECK(head.fields.at("content-length") == "3");
    CHECK(connection.reply().body == "ok\n");
  }
  SECTION("until it says that this was the last") {
    connection.send("GET /livez HTTP/1.1\r\n" + kHost + "Connection: close\r\n\r\n");
    CHECK(connection.reply().fields.at("connection") == "close");
    CHECK(connection.rest().empty());
    CHECK(connection.closed());
  }
  SECTION("in 1.0 where it is asked for") {
    connection.send("GET /livez HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" + livez);
    CHECK(connection.reply().fields.at("connection") == "keep-alive");
    CHECK(connection.reply().status == 200);
  }
  SECTION("but not after a body that was not read") {
    connection.send("GET /livez HTTP/1.1\r\n" + kHost + "Content-Length: 40\r\n\r\n" + livez);
    CHECK(connection.reply().status == 200);
    CHECK(connection.rest().empty());
    CHECK(connection.closed());
  }
}

TEST_CASE("who waits for 100 Continue gets it, or the refusal before the body",
          "[daemon][api][http]") {
  ApiWorld world;
  RawConnection connection(world.port());
  const auto put = [](const std::string& token) {
    return "PUT /api/v1/files HTTP/1.1\r\n" + kHost + "Authorization: Bearer " + token +
           "\r\nExpect: 100-continue\r\nContent-Type: application/octet-stream\r\n"
           "Content-Length: 5\r\n\r\n";
  };
  SECTION("good") {
    connection.send(put("operator"));
    CHECK(connection.reply().status == 100);
    connection.send("hello");
    CHECK(connection.reply().status == 201);
  }
  SECTION("refused") {
    connection.send(put("viewer"));
    CHECK(connection.reply().status == 403);
    CHECK(connection.rest().empty());
  }
}

TEST_CASE("clients that are too slow are let go", "[daemon][api][http]") {
  ApiWorld world({.header = 200ms, .idle = 200ms, .grace = 200ms, .bytes_per_second = 1u << 30});
  SECTION("that say nothing") {
    RawConnection connection(world.port());
    CHECK(connection.rest().empty());
    CHECK(connection.closed());
  }
  SECTION("whose header does not end, though something always comes") {
    RawConnection connection(world.port());
    connection.send("GET /livez HTTP/1.1\r\n");
    CHECK(eventually([&] {
      std::this_thread::sleep_for(20ms);
      return !connection.send("X: y\r\n");
    }));
  }
  SECTION("that have nothing more to ask") {
    RawConnection connection(world.port());
    connection.send("GET /livez HTTP/1.1\r\n" + kHost + "\r\n");
    CHECK(connection.reply().status == 200);
    CHECK(connection.rest().empty());
    CHECK(connection.closed());
  }
  SECTION("whose body does not come") {
    RawConnection connection(world.port());
    connection.send(kPut + kJson + "Content-Length: 100\r\n\r\n{");
    CHECK(connection.rest().empty());
    CHECK(connection.closed());
    CHECK_FALSE(world.store().partner("a"));
  }
  SECTION("that do not read what they asked for") {
    world.add_partner("big");
    Report report;
    report.requirements.push_back({.id = "P1.1"});
    const auto run = world.finish_run("big", report, std::string(32 << 20, 'x'));
    RawConnection connection(world.port(), 4096);
    connection.send(request_text(
        {.target = "/api/v1/runs/" + std::to_string(run) + "/evidence", .token = "viewer"}));
    CHECK(connection.reply(true).fields.at("content-length") == std::to_string(32 << 20));
    std::this_thread::sleep_for(1s);
    CHECK(connection.rest().size() < (32u << 20));
    CHECK(connection.closed());
  }
}

TEST_CASE("one connection too many is told so", "[daemon][api][http]") {
  Settings settings;
  settings.max_connections = 3;
  ApiWorld world({}, settings);
  std::vector<std::unique_ptr<RawConnection>> held;
  for (int i = 0; i < 3; ++i) {
    held.push_back(std::make_unique<RawConnection>(world.port()));
    held.back()->send("GET /livez HTTP/1.1\r\n" + kHost + "\r\n");
    CHECK(held.back()->reply().status == 200);
  }
  const Reply refused = world.ask({.target = "/livez"});
  CHECK(refused.status == 503);
  CHECK(refused.fields.at("retry-after") == "1");
  CHECK(refused.fields.at("content-type") == "application/problem+json");
  held.pop_back();
  CHECK(eventually([&] { return world.ask({.target = "/livez"}).status == 200; }));
}

TEST_CASE("handlers that hang keep nobody from health and the dashboard", "[daemon][api][http]") {
  ApiWorld world({.handler_threads = 1, .handlers_waiting = 1});
  std::latch entered(1), go_on(1);
  std::atomic<bool> first = true;
  world.before_metrics = [&] {
    if (first.exchange(false)) entered.count_down();
    go_on.wait();
  };
  const std::string metrics = request_text({.target = "/metrics", .token = "viewer"});
  RawConnection hangs(world.port()), waits(world.port());
  hangs.send(metrics);
  entered.wait();
  waits.send(metrics);
  // The one that waits may not be there yet: at last it is, and the next is one too many.
  std::this_thread::sleep_for(100ms);
  CHECK(eventually([&] {
    RawConnection more(world.port());
    more.send(request_text({.target = "/nothing"}));
    RawConnection health(world.port());
    health.send(request_text({.target = "/livez"}));
    CHECK(health.reply().status == 200);
    CHECK(world.ask({.target = "/readyz"}).status == 200);
    CHECK(world.ask({.target = "/"}).status == 200);
    const Reply reply = more.reply();
    return reply.status == 503 && reply.fields.at("retry-after") == "1";
  }));
  go_on.count_down();
  CHECK(hangs.reply().status == 200);
  CHECK(waits.reply().status == 200);
}

TEST_CASE("draining ends what idles, and lets what is under way end", "[daemon][api][http]") {
  ApiWorld world;
  std::latch entered(1), go_on(1);
  world.before_metrics = [&] {
    entered.count_down();
    go_on.wait();
  };
  RawConnection idle(world.port()), stream(world.port()), busy(world.port());
  idle.send(request_text({.target = "/livez"}));
  CHECK(idle.reply().status == 200);
  stream.send(request_text({.target = "/api/v1/events", .token = "viewer"}));
  CHECK(stream.reply().status == 200);
  busy.send(request_text({.target = "/metrics", .token = "viewer"}));
  entered.wait();
  auto drained = std::async(std::launch::async, [&] { world.server().drain(30s); });
  CHECK(idle.rest().empty());
  CHECK(idle.closed());
  stream.rest();
  CHECK(stream.closed());
  go_on.count_down();
  CHECK(busy.reply().fields.at("connection") == "close");
  drained.get();
  CHECK_THROWS(RawConnection(world.port()));
}

TEST_CASE("with a certificate it speaks TLS, and nothing else", "[daemon][api][http]") {
  const test::TempFolder temp;
  Settings settings;
  settings.certificate = temp.path() / "certificate.pem";
  settings.private_key = temp.path() / "key.pem";
  const auto made = test::make_tls_certificate("localhost");
  test::write_whole_file(settings.certificate, made.certificate);
  test::write_whole_file(settings.private_key, made.private_key);
  ApiWorld world({}, settings);
  const std::string livez = "GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
  for (const int newest : {TLS1_3_VERSION, TLS1_2_VERSION}) {
    const std::string answer = over_tls(world.port(), settings.certificate, newest, livez);
    CHECK_THAT(answer, Catch::StartsWith("HTTP/1.1 200 OK"));
    CHECK_THAT(answer, Catch::Contains("Strict-Transport-Security: max-age="));
    CHECK_THAT(answer, Catch::EndsWith("ok\n"));
  }
  CHECK(over_tls(world.port(), settings.certificate, TLS1_1_VERSION, livez).empty());
  RawConnection plain(world.port());
  plain.send("GET /livez HTTP/1.1\r\n" + kHost + "\r\n");
  CHECK(plain.rest().find("HTTP/") == std::string::npos);
}

TEST_CASE("a certificate is renewed without a restart, and a wrong one is refused",
          "[daemon][api][http]") {
  const test::TempFolder temp;
  Settings settings;
  settings.certificate = temp.path() / "certificate.pem";
  settings.private_key = temp.path() / "key.pem";
  const auto use = [&](const test::TlsCertificate& made) {
    test::write_whole_file(settings.certificate, made.certificate);
    test::write_whole_file(settings.private_key, made.private_key);
  };
  const auto first = test::make_tls_certificate("localhost");
  const auto second = test::make_tls_certificate("localhost");
  use(first);
  test::write_whole_file(temp.path() / "first.pem", first.certificate);
  ApiWorld world({}, settings);
  const auto answers = [&](const std::filesystem::path& trusted) {
    const std::string livez = "GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    return !over_tls(world.port(), trusted, TLS1_3_VERSION, livez).empty();
  };
  CHECK(answers(temp.path() / "first.pem"));
  use(second);
  CHECK(answers(temp.path() / "first.pem"));  // nobody has said so yet
  CHECK(world.server().reload(settings));
  CHECK_FALSE(answers(temp.path() / "first.pem"));
  CHECK(answers(settings.certificate));
  test::write_whole_file(settings.private_key, first.private_key);  // of another certificate
  CHECK_FALSE(world.server().reload(settings));
  CHECK(answers(settings.certificate));
}

TEST_CASE("the limit on connections is taken without a restart", "[daemon][api][http]") {
  Settings settings;
  settings.max_connections = 1;
  ApiWorld world({}, settings);
  RawConnection held(world.port());
  held.send("GET /livez HTTP/1.1\r\n" + kHost + "\r\n");
  CHECK(held.reply().status == 200);
  CHECK(world.ask({.target = "/livez"}).status == 503);
  settings.max_connections = 8;
  CHECK(world.server().reload(settings));
  CHECK(world.ask({.target = "/livez"}).status == 200);
}

TEST_CASE("a server goes while requests wait for a handler", "[daemon][api][http]") {
  std::latch entered(1), go_on(1);
  auto world = std::make_unique<ApiWorld>(ApiLimits{.handler_threads = 1});
  world->before_metrics = [&] {
    entered.count_down();
    go_on.wait();
  };
  const std::string metrics = request_text({.target = "/metrics", .token = "viewer"});
  RawConnection hangs(world->port());
  hangs.send(metrics);
  entered.wait();
  std::vector<std::unique_ptr<RawConnection>> waiting;
  for (int i = 0; i < 5; ++i) {
    waiting.push_back(std::make_unique<RawConnection>(world->port()));
    waiting.back()->send(metrics);
  }
  std::this_thread::sleep_for(100ms);
  auto gone = std::async(std::launch::async, [&] { world.reset(); });
  std::this_thread::sleep_for(50ms);
  go_on.count_down();
  gone.get();
  for (const auto& each : waiting) {
    CHECK(each->rest().empty());
    CHECK(each->closed());
  }
}

TEST_CASE("a server that cannot be says why", "[daemon][api][http]") {
  const test::TempFolder temp;
  Settings settings;
  SECTION("its address is not ours") {
    settings.listen = "192.0.2.1";  // of nobody (RFC 5737)
    CHECK_THROWS_WITH(ApiWorld({}, settings), Catch::Contains("cannot listen at 192.0.2.1"));
  }
  SECTION("its certificate is none") {
    test::write_whole_file(temp.path() / "c.pem", "nothing");
    settings.certificate = settings.private_key = temp.path() / "c.pem";
    CHECK_THROWS_WITH(ApiWorld({}, settings), Catch::Contains("c.pem"));
  }
}
