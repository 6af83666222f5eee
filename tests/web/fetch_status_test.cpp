#include <catch2/catch.hpp>

#include "verify/fetch.h"

namespace verify {
namespace {

TEST_CASE("every status has a name that reads back", "[web][fetch_status]") {
  for (int i = 0; i <= static_cast<int>(FetchStatus::unreadable_file); ++i) {
    const auto status = static_cast<FetchStatus>(i);
    FetchStatus back = FetchStatus::ok;
    INFO(i);
    REQUIRE_FALSE(to_string(status).empty());
    REQUIRE(parse_fetch_status(to_string(status), back));
    CHECK(back == status);
  }
  CHECK(to_string(FetchStatus::bot_wall) == "bot_wall");
  FetchStatus untouched = FetchStatus::too_large;
  CHECK_FALSE(parse_fetch_status("failed", untouched));
  CHECK(untouched == FetchStatus::too_large);
}

TEST_CASE("connect-to reads as curl's option does", "[web][fetch_status]") {
  struct Row {
    const char* text;
    bool ok;
    const char* host;
    int port;
    const char* to_host;
    int to_port;
  };
  const Row rows[] = {
      {"www.example.com:443:127.0.0.1:8443", true, "www.example.com", 443, "127.0.0.1", 8443},
      {"WWW.Example.com:443:LOCALHOST:8443", true, "www.example.com", 443, "localhost", 8443},
      {"a::b:", true, "a", 0, "b", 0},
      {"::127.0.0.1:8080", true, "", 0, "127.0.0.1", 8080},
      {"[2001:db8::1]:80:[::1]:8080", true, "2001:db8::1", 80, "::1", 8080},
      {"", false, "", 0, "", 0},
      {"a:80", false, "", 0, "", 0},
      {"a:80:b", false, "", 0, "", 0},
      {"a:x:b:80", false, "", 0, "", 0},
      {"a:80:b:70000", false, "", 0, "", 0},
      {"a:80:b:80:c", false, "", 0, "", 0},
      {"[::1:80:b:80", false, "", 0, "", 0},
      {"[nothing]:80:b:80", false, "", 0, "", 0},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    const auto parsed = FetcherOptions::ConnectTo::parse(row.text);
    REQUIRE(parsed.has_value() == row.ok);
    if (!parsed) continue;
    CHECK(parsed->host == row.host);
    CHECK(parsed->port == row.port);
    CHECK(parsed->to_host == row.to_host);
    CHECK(parsed->to_port == row.to_port);
  }
}

TEST_CASE("a header is found whatever its case, and the last one wins", "[web][fetch_status]") {
  const auto url = Url::parse("https://example.com/");
  REQUIRE(url);
  Exchange exchange{.url = *url};
  exchange.response_head =
      "HTTP/1.1 200 OK\r\nContent-Type:  text/html \r\nX: 1\r\nx: 2\r\nEmpty:\r\n\r\n";
  CHECK(exchange.header("content-type") == "text/html");
  CHECK(exchange.header("X") == "2");
  CHECK(exchange.header("Empty").empty());
  CHECK(exchange.header("Content").empty());
  CHECK(exchange.header("absent").empty());
}

}  // namespace
}  // namespace verify
