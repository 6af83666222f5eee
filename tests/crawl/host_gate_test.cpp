#include "crawl/host_gate.h"

#include "crawl/site.h"

using namespace verify;
using namespace verify::test;
using namespace std::chrono_literals;

TEST_CASE("one request at a time per host, the delay counted from the end of the last", "[crawl]") {
  HostGate gate;
  const HostGate::Manners manners{1, 500ms};
  CHECK_FALSE(gate.enter("a", manners, 0ms));
  CHECK(gate.enter("a", manners, 100ms).has_value());
  CHECK_FALSE(gate.enter("b", manners, 100ms));
  gate.leave("a", 2000ms, 500ms);
  CHECK(gate.enter("a", manners, 2000ms) == Duration(500ms));
  CHECK_FALSE(gate.enter("a", manners, 2500ms));
}

TEST_CASE("a server that asks for more time gets it", "[crawl]") {
  HostGate gate;
  const HostGate::Manners manners{1, 0ms};
  CHECK_FALSE(gate.enter("a", manners, 0ms));
  gate.leave("a", 0ms, 10s);
  CHECK(gate.enter("a", manners, 1s) == Duration(9s));
}

TEST_CASE("several connections are allowed where the manners say so", "[crawl]") {
  HostGate gate;
  const HostGate::Manners manners{2, 0ms};
  CHECK_FALSE(gate.enter("a", manners, 0ms));
  CHECK_FALSE(gate.enter("a", manners, 0ms));
  CHECK(gate.enter("a", manners, 0ms).has_value());
}

TEST_CASE("a crawl that is ended gives its places back", "[crawl]") {
  FakeClock clock;
  FakeFetcher fetcher(clock);
  auto stop = std::make_shared<std::atomic<bool>>(false);
  fetcher.set_default([&](const FetchRequest&) {
    *stop = true;
    return FakeAnswer{.http_status = 404, .latency = 1h};
  });
  const auto gate = make_host_gate();
  std::string ended;
  Crawler crawler(fetcher, clock, gate);
  crawler.add({.application = application(),
               .stop = stop,
               .on_done = [&](const Result<Evidence>& done) { ended = done->crawl().ended; }});
  crawler.run();
  CHECK(ended == "interrupted");
  CHECK_FALSE(gate->enter("partner.example", {}, clock.monotonic() + 1min));
}

TEST_CASE("a crawl that breaks off gives its places back", "[crawl]") {
  FakeClock clock;
  FakeFetcher fetcher(clock);
  fetcher.set_default([](const FetchRequest&) { return FakeAnswer{.latency = 1h}; });
  const auto gate = make_host_gate();
  int looked = 0;
  {
    Crawler crawler(fetcher, clock, gate);
    crawler.add({.application = application(), .on_done = [](const Result<Evidence>&) {}});
    CHECK_THROWS_AS(crawler.run(nullptr,
                                [&] {
                                  if (++looked == 3) throw std::runtime_error("out of memory");
                                }),
                    std::runtime_error);
    REQUIRE_FALSE(fetcher.asked().empty());
  }
  CHECK_FALSE(gate->enter("partner.example", {}, clock.monotonic() + 1min));
}

TEST_CASE("crawlers that share a gate keep the manners together", "[crawl]") {
  FakeClock clock;
  FakeFetcher fetcher(clock);
  fetcher.set_default([](const FetchRequest&) { return FakeAnswer{.http_status = 404}; });
  const auto gate = make_host_gate();
  const Instant start = clock.now();
  // Somebody else has just asked, and the server wants a minute of rest.
  CHECK_FALSE(gate->enter("partner.example", {}, clock.monotonic()));
  gate->leave("partner.example", clock.monotonic(), 60s);
  Crawler crawler(fetcher, clock, gate);
  crawler.add({.application = application(), .on_done = [](const Result<Evidence>&) {}});
  crawler.run();
  REQUIRE_FALSE(fetcher.asked().empty());
  CHECK(fetcher.asked().front().at - start >= 60s);
}
