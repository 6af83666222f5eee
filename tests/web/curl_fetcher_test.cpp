#include <sys/resource.h>
#include <zlib.h>

#include <catch2/catch.hpp>
#include <cstdlib>

#include "support/fetching.h"
#include "web/port_policy.h"

namespace verify {
namespace {

using namespace std::string_literals;
using namespace test;
using Connection = LoopbackServer::Connection;

TEST_CASE("an answer comes back as it was on the wire", "[web][fetcher]") {
  LoopbackServer server(LoopbackServer::answer(with_length("hello", "X-A: 1\r\n")));
  FetchRequest request = request_for(server.url("/a?b=c#d"), 42);
  request.if_none_match = "\"v1\"";
  request.if_modified_since = "Sun, 01 Mar 2026 00:00:00 GMT";
  const Exchange exchange = fetch(request);
  CHECK(exchange.id == 42);
  CHECK(exchange.status == FetchStatus::ok);
  CHECK(exchange.http_status == 200);
  CHECK(exchange.body == "hello");
  CHECK_FALSE(exchange.truncated);
  CHECK(exchange.address == "127.0.0.1");
  CHECK(exchange.response_head == "HTTP/1.1 200 OK\r\nX-A: 1\r\nContent-Length: 5\r\n\r\n");
  CHECK(exchange.elapsed > Duration::zero());
  REQUIRE(server.heads().size() == 1);
  const std::string head = server.heads().front();
  CHECK(exchange.request_head == head);
  CHECK(head.starts_with("GET /a?b=c HTTP/1.1\r\nHost: 127.0.0.1:"));
  for (const char* line : {"\r\nUser-Agent: libverify/0.1\r\n", "\r\nAccept: text/html,",
                           "\r\nAccept-Language: en", "\r\nAccept-Encoding: gzip, deflate, br\r\n",
                           "\r\nIf-None-Match: \"v1\"\r\n", "\r\nIf-Modified-Since: Sun, 01 Mar"})
    CHECK(head.find(line) != std::string::npos);
}

#ifndef __SANITIZE_ADDRESS__  // the sanitizers' own checks need descriptors
TEST_CASE("a fetcher that the system gives no descriptors says so", "[web][fetcher]") {
  rlimit before{};
  REQUIRE(getrlimit(RLIMIT_NOFILE, &before) == 0);
  const rlimit none{.rlim_cur = 0, .rlim_max = before.rlim_max};
  REQUIRE(setrlimit(RLIMIT_NOFILE, &none) == 0);
  const auto fetcher = make_curl_fetcher(loopback_options(), system_clock());
  REQUIRE(setrlimit(RLIMIT_NOFILE, &before) == 0);
  CHECK(fetcher->wait(1ms).empty());
  fetcher->start(request_for("http://127.0.0.1:8080/"));
  const Exchange exchange = std::move(wait_for(*fetcher, 1).front());
  CHECK(exchange.fault == FetchFault::no_route);
  CHECK(exchange.detail == "the network library does not start");
}
#endif

TEST_CASE("a body is bounded while it arrives", "[web][fetcher]") {
  const auto flood = [](std::string head, std::string piece) {
    return [=](Connection& connection) {
      connection.read_head();
      connection.send(head);
      while (connection.send(piece)) {
      }
    };
  };
  const std::string piece(4096, 'x');
  for (const auto& [head, unit] :
       {std::pair{"HTTP/1.1 200 OK\r\n\r\n"s, piece},
        std::pair{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"s,
                  "1000\r\n" + piece + "\r\n"}}) {
    LoopbackServer server(flood(head, unit));
    FetchRequest request = request_for(server.url());
    request.max_bytes = 100'000;
    const Exchange exchange = fetch(std::move(request));
    CHECK(exchange.status == FetchStatus::too_large);
    CHECK(exchange.body == std::string(100'000, 'x'));
    CHECK(exchange.truncated);
  }
  LoopbackServer exact(LoopbackServer::answer(with_length("12345")));
  FetchRequest request = request_for(exact.url());
  request.max_bytes = 5;
  CHECK(fetch(request).status == FetchStatus::ok);
  request.max_bytes = 4;
  CHECK(fetch(request).status == FetchStatus::too_large);
}

TEST_CASE("a bomb is not carried home", "[web][fetcher]") {
  // Members of 64 MB of zeros each, without an end.
  const std::string zeros(64u << 20, '\0');
  std::string bomb(compressBound(zeros.size()) + 32, '\0');
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(zeros.data()));
  stream.avail_in = static_cast<uInt>(zeros.size());
  stream.next_out = reinterpret_cast<Bytef*>(bomb.data());
  stream.avail_out = static_cast<uInt>(bomb.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  bomb.resize(stream.total_out);
  deflateEnd(&stream);
  LoopbackServer server([&](Connection& connection) {
    connection.read_head();
    connection.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n");
    while (connection.send(bomb)) {
    }
  });
  const Exchange exchange = fetch(server);
  CHECK(exchange.status == FetchStatus::too_large);
  CHECK(exchange.detail.find("unpacks") != std::string::npos);
  CHECK(exchange.body.size() < 2u << 20);
}

TEST_CASE("the content coding stays, the transfer coding goes", "[web][fetcher]") {
  LoopbackServer server(LoopbackServer::say(
      "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\nTransfer-encoding: chunked\r\nB: 1\r\n\r\n"
      "4\r\n\x1f\x8b\x08\x01\r\n0\r\n\r\n"));
  const Exchange exchange = fetch(server);
  CHECK(exchange.status == FetchStatus::ok);
  CHECK(exchange.body == "\x1f\x8b\x08\x01");
  CHECK(exchange.response_head ==
        "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n"
        "X-Archive-Orig-Transfer-encoding: chunked\r\nB: 1\r\n\r\n");
}

TEST_CASE("nothing is connected that the guard refuses", "[web][fetcher]") {
  LoopbackServer server(LoopbackServer::answer(with_length("secret")));
  const std::string port = std::to_string(server.port());
  FetcherOptions closed = loopback_options();
  closed.allow_net.clear();
  FetcherOptions mapped = closed;
  mapped.connect_to = {{.host = "site.example", .to_host = "127.0.0.1", .to_port = server.port()}};
  struct Row {
    std::string url;
    FetcherOptions options;
    const char* detail;
  };
  const Row rows[] = {
      {server.url(), closed, "not a public address"},
      {"http://localhost:" + port + "/", closed, "not a public name"},
      {"http://a.localhost.:" + port + "/", closed, "not a public name"},
      {"http://intranet:" + port + "/", closed, "not a public name"},
      {"http://2130706433:" + port + "/", closed, "not a public address"},
      {"http://[::ffff:127.0.0.1]:" + port + "/", closed, "not a public address"},
      {"http://[::1]:" + port + "/", loopback_options(), "not a public address"},
      {"http://site.example/", mapped, "not a public address"},
      {"http://user:pass@127.0.0.1:" + port + "/", loopback_options(), "credentials"},
      {"http://127.0.0.1:22/", loopback_options(), "port 22"},
      {"http://127.0.0.1:6379/", loopback_options(), "port 6379"},
  };
  for (const Row& row : rows) {
    INFO(row.url);
    const Exchange exchange = fetch(request_for(row.url), row.options);
    CHECK(exchange.status == FetchStatus::refused_by_policy);
    CHECK(status_of(exchange.fault) == FetchStatus::refused_by_policy);
    CHECK(exchange.detail.find(row.detail) != std::string::npos);
    CHECK(exchange.request_head.empty());
    CHECK(exchange.address.empty());
  }
  CHECK(server.connections() == 0);
}

TEST_CASE("connect-to leads a name to another address and port", "[web][fetcher]") {
  LoopbackServer server(LoopbackServer::answer(with_length("hello")));
  for (const char* to : {"127.0.0.1", "localhost"}) {
    FetcherOptions options = loopback_options();
    options.allow_net.push_back(Cidr::parse("::1/128").value());
    options.connect_to = {
        {.host = "www.site.example", .port = 80, .to_host = to, .to_port = server.port()}};
    const Exchange exchange = fetch(request_for("http://www.site.example/x"), options);
    INFO(to << ": " << exchange.detail);
    CHECK(exchange.status == FetchStatus::ok);
    CHECK(exchange.body == "hello");
    CHECK(exchange.address == "127.0.0.1");
    CHECK(exchange.request_head.find("\r\nHost: www.site.example\r\n") != std::string::npos);
  }
}

TEST_CASE("a proxy of the environment is not used", "[web][fetcher]") {
  LoopbackServer proxy(LoopbackServer::answer(with_length("proxy")));
  LoopbackServer server(LoopbackServer::answer(with_length("direct")));
  setenv("http_proxy", proxy.url().c_str(), 1);
  setenv("all_proxy", proxy.url().c_str(), 1);
  CHECK(fetch(server).body == "direct");
  unsetenv("http_proxy");
  unsetenv("all_proxy");
  CHECK(proxy.connections() == 0);
}

TEST_CASE("a connection is kept and used again", "[web][fetcher]") {
  LoopbackServer server(LoopbackServer::answer(with_length("again")));
  const auto fetcher = make_curl_fetcher(loopback_options(), system_clock());
  for (int i = 0; i < 5; ++i) {
    fetcher->start(request_for(server.url()));
    const auto done = wait_for(*fetcher, 1);
    CHECK(done.front().body == "again");
    CHECK(done.front().address == "127.0.0.1");
  }
  CHECK(server.connections() == 1);
}

TEST_CASE("nothing of one request is left for the next", "[web][fetcher]") {
  LoopbackServer server([](Connection& connection) {
    while (!connection.read_head().empty()) connection.send(with_length("0123456789"));
  });
  const auto fetcher = make_curl_fetcher(loopback_options(), system_clock());
  FetchRequest first = request_for(server.url("/first"), 1);
  first.if_none_match = "\"v1\"";
  first.max_bytes = 10;
  fetcher->start(first);
  CHECK(wait_for(*fetcher, 1).front().status == FetchStatus::ok);
  first.max_bytes = 3;
  fetcher->start(first);
  CHECK(wait_for(*fetcher, 1).front().fault == FetchFault::body_too_large);
  for (const std::uint64_t id : {2, 3}) {
    fetcher->start(request_for(server.url("/next"), id));
    const Exchange exchange = std::move(wait_for(*fetcher, 1).front());
    CHECK(exchange.id == id);
    CHECK(exchange.status == FetchStatus::ok);
    CHECK(exchange.body == "0123456789");
    CHECK(exchange.request_head == server.heads().back());
    CHECK(exchange.request_head.find("If-None-Match") == std::string::npos);
  }
}

TEST_CASE("a kept connection that has died is replaced at once", "[web][fetcher]") {
  const auto then = [](void (*end)(Connection&)) {
    return [=](Connection& connection) {
      connection.read_head();
      connection.send(with_length("once"));
      connection.read_head();  // the second request on this connection
      end(connection);
    };
  };
  for (const auto& script : {then([](Connection&) {}), then([](Connection& c) { c.reset(); })}) {
    LoopbackServer server(script);
    const auto fetcher = make_curl_fetcher(loopback_options(), system_clock());
    for (int i = 0; i < 3; ++i) {
      fetcher->start(request_for(server.url()));
      const auto done = wait_for(*fetcher, 1);
      INFO(i << " " << done.front().detail);
      CHECK(done.front().body == "once");
    }
    CHECK(server.connections() == 3);
  }
}

TEST_CASE("a body may be cut at the limit instead", "[web][fetcher]") {
  const std::string body(5000, 'x');
  for (const std::string& head :
       {"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + body, "HTTP/1.1 200 OK\r\n\r\n" + body,
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1388\r\n" + body + "\r\n0\r\n\r\n"}) {
    LoopbackServer server(LoopbackServer::say(head));
    FetchRequest request = request_for(server.url());
    request.max_bytes = 1000;
    request.cut_at_max_bytes = true;
    const Exchange exchange = fetch(request);
    CHECK(exchange.status == FetchStatus::ok);
    CHECK(exchange.body == body.substr(0, 1000));
    CHECK(exchange.truncated);
    request.max_bytes = 5000;
    CHECK_FALSE(fetch(request).truncated);
  }
}

TEST_CASE("a request may have less time than the fetcher gives", "[web][fetcher]") {
  LoopbackServer server([](Connection& connection) {
    connection.read_head();
    connection.hang();
  });
  FetcherOptions options = loopback_options();
  options.stall_timeout = options.total_timeout = 20s;
  FetchRequest request = request_for(server.url());
  request.max_time = 300ms;
  CHECK(fetch(request, options).status == FetchStatus::timed_out);
}

TEST_CASE("what arrived while nobody looked is not late", "[web][fetcher]") {
  LoopbackServer server([](Connection& connection) {
    connection.read_head();
    std::this_thread::sleep_for(50ms);
    connection.send(with_length("hello"));
  });
  FetcherOptions options = loopback_options();
  options.connect_timeout = options.stall_timeout = options.total_timeout = 300ms;
  const auto fetcher = make_curl_fetcher(options, system_clock());
  fetcher->start(request_for(server.url("/")));
  CHECK(fetcher->wait(1ms).empty());
  std::this_thread::sleep_for(600ms);  // somebody judges a large site
  const Exchange exchange = std::move(wait_for(*fetcher, 1).front());
  CHECK(exchange.status == FetchStatus::ok);
  CHECK(exchange.body == "hello");
  CHECK(exchange.elapsed < 300ms);
}

TEST_CASE("requests run side by side up to the capacity", "[web][fetcher]") {
  LoopbackServer server(LoopbackServer::answer(with_length("x")));
  FetcherOptions options = loopback_options();
  options.max_connections = 4;
  const auto fetcher = make_curl_fetcher(options, system_clock());
  CHECK(fetcher->capacity() == 4);
  for (std::uint64_t id = 0; id < 4; ++id) fetcher->start(request_for(server.url(), id));
  CHECK(fetcher->capacity() == 0);
  const auto done = wait_for(*fetcher, 4);
  CHECK(fetcher->capacity() == 4);
  std::vector<std::uint64_t> ids;
  for (const Exchange& exchange : done) ids.push_back(exchange.id);
  std::ranges::sort(ids);
  CHECK(ids == std::vector<std::uint64_t>{0, 1, 2, 3});
}

TEST_CASE("a port nobody listens at is unreachable", "[web][fetcher]") {
  std::string url;
  {
    LoopbackServer gone(LoopbackServer::say(""));
    url = gone.url();
  }
  const Exchange exchange = fetch(request_for(url));
  CHECK(exchange.status == FetchStatus::unreachable);
  CHECK(exchange.detail == "connection refused");
  CHECK(exchange.fault == FetchFault::connection_refused);
  CHECK(exchange.http_status == 0);
}

TEST_CASE("a server without TLS is a TLS error", "[web][fetcher]") {
  LoopbackServer plain([](Connection& connection) {
    connection.send("HTTP/1.1 400 Bad Request\r\n\r\n");
    connection.hang(1s);
  });
  const Exchange exchange =
      fetch(request_for("https://127.0.0.1:" + std::to_string(plain.port()) + "/"));
  CHECK(exchange.status == FetchStatus::tls_error);
  INFO(exchange.detail);
  CHECK(exchange.detail.find("does not speak TLS") != std::string::npos);
}

TEST_CASE("a fetcher with requests on their way can be destroyed", "[web][fetcher]") {
  LoopbackServer server([](Connection& connection) { connection.hang(); });
  const auto fetcher = make_curl_fetcher(loopback_options(), system_clock());
  fetcher->start(request_for(server.url()));
  fetcher->start(request_for("http://no-such-name.invalid/"));
  fetcher->wait(50ms);
}

TEST_CASE("ports of other protocols are refused", "[web][fetcher]") {
  for (const std::uint16_t port :
       std::initializer_list<std::uint16_t>{80, 443, 1024, 3000, 8080, 8443, 18080, 65535})
    CHECK(port_allowed(port));
  for (const std::uint16_t port : std::initializer_list<std::uint16_t>{
           0, 1, 22, 25, 79, 81, 587, 993, 1023, 3306, 6000, 6379, 10080})
    CHECK_FALSE(port_allowed(port));
}

}  // namespace
}  // namespace verify
