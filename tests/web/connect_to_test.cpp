#include <catch2/catch.hpp>

#include "verify/fetch.h"

namespace verify {
namespace {

TEST_CASE("connect-to reads as curl's option does", "[web][connect_to]") {
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

TEST_CASE("the first rule that fits says where a request connects", "[web][connect_to]") {
  struct Row {
    std::vector<std::string> rules;
    std::string host;
    std::uint16_t port;
    std::string to_host;
    std::uint16_t to_port;
    bool mapped;
  };
  const Row rows[] = {
      {{}, "www.example.com", 443, "www.example.com", 443, false},
      {{"www.example.com:443:127.0.0.1:8443"}, "www.example.com", 443, "127.0.0.1", 8443, true},
      {{"www.example.com:443:127.0.0.1:8443"}, "WWW.Example.COM", 443, "127.0.0.1", 8443, true},
      {{"www.example.com:443:127.0.0.1:8443"}, "www.example.com", 80, "www.example.com", 80, false},
      {{"www.example.com:443:127.0.0.1:8443"}, "example.com", 443, "example.com", 443, false},
      {{"::127.0.0.1:"}, "www.example.com", 443, "127.0.0.1", 443, true},
      {{":::8080"}, "www.example.com", 443, "www.example.com", 8080, true},
      {{"[2001:db8::1]::[::1]:"}, "2001:db8::1", 80, "::1", 80, true},
      {{"a:80:b:81", "a::c:82", "::d:83"}, "a", 80, "b", 81, true},
      {{"a:80:b:81", "a::c:82", "::d:83"}, "a", 443, "c", 82, true},
      {{"a:80:b:81", "a::c:82", "::d:83"}, "b", 81, "d", 83, true},
  };
  for (const Row& row : rows) {
    FetcherOptions options;
    for (const std::string& rule : row.rules)
      options.connect_to.push_back(FetcherOptions::ConnectTo::parse(rule).value());
    const FetcherOptions::Destination found = options.destination(row.host, row.port);
    INFO(row.host << ':' << row.port);
    CHECK(found.host == row.to_host);
    CHECK(found.port == row.to_port);
    CHECK(found.mapped == row.mapped);
  }
}

}  // namespace
}  // namespace verify
