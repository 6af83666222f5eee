// What a server does wrong, and what is said of it.
#include <catch2/catch.hpp>

#include "support/fetching.h"

namespace verify {
namespace {

using namespace std::string_literals;
using namespace test;
using Connection = LoopbackServer::Connection;

TEST_CASE("each misbehaviour has its status", "[web][fetcher]") {
  struct Row {
    const char* name;
    LoopbackServer::Script script;
    FetchFault fault;  // the status follows from it, but for answers that arrived
    int http_status;
    const char* detail;  // part of it
    const char* body;
    bool truncated;
  };
  const auto say = &LoopbackServer::say;
  const auto after_request = [](std::string bytes, void (Connection::*then)()) {
    return [=](Connection& connection) {
      connection.read_head();
      connection.send(bytes);
      (connection.*then)();
    };
  };
  const auto hang = [](std::string bytes) {
    return [=](Connection& connection) {
      connection.read_head();
      connection.send(bytes);
      connection.hang();
    };
  };
  const auto endless = [](std::string head, std::string piece) {
    return [=](Connection& connection) {
      connection.read_head();
      connection.send(head);
      while (connection.send(piece)) {
      }
    };
  };
  const std::string chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  const std::string many(20'000, 'x');
  const auto trickle = [](Connection& connection) {
    connection.read_head();
    connection.send("HTTP/1.1 200 OK\r\n\r\n");
    for (int i = 0; i < 200 && connection.send("x"); ++i) connection.hang(50ms);
  };
  const Row rows[] = {
      {"404", say("HTTP/1.1 404 No\r\nContent-Length: 2\r\n\r\nno"), FetchFault::none, 404, "",
       "no", false},
      {"503", say("HTTP/1.1 503 No\r\n\r\n"), FetchFault::none, 503, "", "", false},
      {"redirect is an answer", say("HTTP/1.1 302 F\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n"),
       FetchFault::none, 302, "", "", false},
      {"not modified", say("HTTP/1.1 304 N\r\n\r\n"), FetchFault::none, 304, "", "", false},
      {"no length", say("HTTP/1.1 200 OK\r\n\r\nall"), FetchFault::none, 200, "", "all", false},
      {"chunked", say(chunked + "3;ext=1\r\nabc\r\n2\r\nde\r\n0\r\nX-T: 1\r\n\r\n"),
       FetchFault::none, 200, "", "abcde", false},
      {"interim answers", say("HTTP/1.1 103 Early\r\nLink: x\r\n\r\n" + with_length("x")),
       FetchFault::none, 200, "", "x", false},
      {"cut short", say("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"),
       FetchFault::cut_short, 200, "closed before the body", "short", true},
      {"no last chunk", say(chunked + "3\r\nabc\r\n"), FetchFault::cut_short, 200,
       "closed before the body", "abc", true},
      {"bad chunk", say(chunked + "zz\r\nabc\r\n"), FetchFault::damaged, 200, "", "", true},
      {"closed without an answer", say(""), FetchFault::connection_closed, 0, "before an answer",
       "", false},
      {"reset", after_request("", &Connection::reset), FetchFault::connection_reset, 0,
       "before an answer", "", false},
      {"cut in the header", say("HTTP/1.1 200 OK\r\nX-A"), FetchFault::not_http, 0, "", "", false},
      {"HTTP/0.9", say("<html>no status line</html>"), FetchFault::not_http, 0, "not HTTP", "",
       false},
      {"another protocol", say("SSH-2.0-OpenSSH_9.2p1\r\n"), FetchFault::not_http, 0, "not HTTP",
       "", false},
      {"silence", hang(""), FetchFault::first_byte_time, 0, "fell silent before an answer", "",
       false},
      {"silence in the header", hang("HTTP/1.1 200 OK\r\nX"), FetchFault::stalled, 0, "fell silent",
       "", false},
      {"silence in the body", hang("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"),
       FetchFault::stalled, 200, "fell silent in the body", "abc", true},
      {"announced too large", say("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nx"),
       FetchFault::body_too_large, 0, "announced length", "", false},
      {"endless header", endless("HTTP/1.1 200 OK\r\n", "X-A: " + many + "\r\n"),
       FetchFault::header_too_large, 0, "header", "", false},
      {"endless header line", endless("HTTP/1.1 200 OK\r\nX: ", many), FetchFault::header_too_large,
       0, "header", "", false},
      {"endless short headers", endless("HTTP/1.1 200 OK\r\n", "A:\r\n"),
       FetchFault::header_too_large, 0, "header", "", false},
      {"endless interim answers", endless("", "HTTP/1.1 103 E\r\nLink: x\r\n\r\n"),
       FetchFault::header_too_large, 0, "header", "", false},
      {"endless trailers", endless(chunked + "1\r\na\r\n0\r\n", "X: y\r\n"),
       FetchFault::header_too_large, 200, "header", "a", true},
      {"another protocol instead of an answer",
       say("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"), FetchFault::not_http, 101,
       "another protocol", "", true},
      {"one byte now and then", trickle, FetchFault::total_time, 200, "total time", "xxxxxxx",
       true},
      {"endless chunk extension", endless(chunked + "1;", many), FetchFault::body_too_large, 200,
       "on the wire", "", true},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    LoopbackServer server(row.script);
    FetchRequest request = request_for(server.url());
    request.max_bytes = 1u << 20;
    const Exchange exchange = fetch(std::move(request));
    INFO(to_string(exchange.status) << ": " << exchange.detail);
    const FetchStatus status = row.fault != FetchFault::none ? status_of(row.fault)
                               : row.http_status >= 400      ? FetchStatus::http_error
                                                             : FetchStatus::ok;
    CHECK(exchange.status == status);
    CHECK(to_string(exchange.fault) == to_string(row.fault));
    if (status != FetchStatus::too_large || row.http_status != 0)
      CHECK(exchange.http_status == row.http_status);
    CHECK(exchange.detail.find(row.detail) != std::string::npos);
    if (row.fault == FetchFault::total_time) continue;  // how far it came is a matter of time
    CHECK(exchange.body == row.body);
    if (status != FetchStatus::too_large) CHECK(exchange.truncated == row.truncated);
  }
}

TEST_CASE("a short time of its own was used up by silence or by slowness", "[web][fetcher]") {
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nx";
  FetcherOptions options = loopback_options();
  options.stall_timeout = 20s;
  for (const auto& [bytes, fault] :
       {std::pair{1, FetchFault::stalled}, std::pair{40, FetchFault::total_time}}) {
    LoopbackServer server([&, bytes = bytes](Connection& connection) {
      connection.read_head();
      connection.send(head);
      for (int i = 1; i < bytes && connection.send("x"); ++i) connection.hang(50ms);
      connection.hang();
    });
    FetchRequest request = request_for(server.url());
    request.max_time = 500ms;
    CHECK(to_string(fetch(std::move(request), options).fault) == to_string(fault));
  }
}

}  // namespace
}  // namespace verify
