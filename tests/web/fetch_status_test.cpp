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
