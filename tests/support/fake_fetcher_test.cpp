#include "support/fake_fetcher.h"

#include <catch2/catch.hpp>

namespace verify::test {
namespace {

using namespace std::chrono_literals;

FetchRequest request(std::uint64_t id, std::string_view url) {
  return {.id = id, .url = Url::parse(url).value()};
}

TEST_CASE("the fake network answers by latency and moves the clock", "[support]") {
  FakeClock clock;
  FakeFetcher fetcher(clock, 3);
  fetcher.set("https://a.example/", FakeAnswer::html("<p>home"));
  FakeAnswer slow = FakeAnswer::html("<p>slow");
  slow.latency = 2s;
  fetcher.set("https://a.example/slow", slow);
  fetcher.start(request(1, "https://a.example/slow"));
  fetcher.start(request(2, "https://a.example/"));
  fetcher.start(request(3, "https://a.example/nowhere"));
  CHECK(fetcher.capacity() == 0);

  const auto first = fetcher.wait(1s);
  REQUIRE(first.size() == 2);
  CHECK(first[0].id == 2);
  CHECK(first[0].status == FetchStatus::ok);
  CHECK(first[0].header("content-type") == "text/html; charset=utf-8");
  CHECK(first[1].http_status == 404);
  CHECK(first[1].status == FetchStatus::http_error);
  CHECK(clock.monotonic() == 10ms);

  CHECK(fetcher.wait(1s).empty());
  CHECK(clock.monotonic() == 1010ms);
  REQUIRE(fetcher.wait(10s).size() == 1);
  CHECK(clock.monotonic() == 2s);
  CHECK(fetcher.wait(5s).empty());
  CHECK(clock.monotonic() == 7s);
  CHECK(fetcher.times_asked("https://a.example/") == 1);
  CHECK(fetcher.peak() == 3);
}

}  // namespace
}  // namespace verify::test
