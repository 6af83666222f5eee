// What happens now, as server-sent events.
#include <catch2/catch.hpp>
#include <thread>

#include "daemon/api/event_queue.h"
#include "daemon/support/api_world.h"

using namespace verify::daemon;
using verify::test::ApiWorld;
using verify::test::RawConnection;
using verify::test::request_text;
using namespace std::chrono_literals;

namespace {

std::unique_ptr<RawConnection> listen(ApiWorld& world, const std::string& query = "",
                                      int receive_buffer = 0, const std::string& token = "viewer") {
  auto connection = std::make_unique<RawConnection>(world.port(), receive_buffer);
  connection->send(request_text({.target = "/api/v1/events" + query, .token = token}));
  const auto reply = connection->reply();
  CHECK(reply.status == 200);
  CHECK(reply.fields.at("content-type") == "text/event-stream");
  CHECK(reply.fields.at("cache-control") == "no-store");
  return connection;
}

}  // namespace

TEST_CASE("who listens is told, of all or of one partner", "[daemon][api][events]") {
  ApiWorld world;
  const auto all = listen(world), one = listen(world, "?partner=one");
  world.events().publish(
      {.type = "run.started", .partner = "two", .run = 4, .data = R"({"pages":1})"});
  world.events().publish({.type = "run.finished",
                          .partner = "one",
                          .run = 5,
                          .data = R"({"outcome":"ready","note":"a\nb"})"});
  const std::string second =
      "event: run.finished\ndata: "
      R"({"partner":"one","run":5,"outcome":"ready","note":"a\nb"})"
      "\n\n";
  CHECK(all->wait_for("event: run.started\ndata: {\"partner\":\"two\",\"run\":4,\"pages\":1}\n\n" +
                      second));
  CHECK(one->wait_for(second));
}

TEST_CASE("a stream that has nothing to say shows that it lives", "[daemon][api][events]") {
  ApiWorld world({.heartbeat = 50ms});
  const auto stream = listen(world);
  CHECK(stream->wait_for(":\n\n:\n\n"));
  world.events().publish({.type = "transition", .partner = "a", .data = "{}"});
  CHECK(stream->wait_for("event: transition\n"));
}

TEST_CASE("a stream ends with its token", "[daemon][api][events]") {
  ApiWorld world({.heartbeat = 50ms});
  const auto now = world.clock().now();
  world.add_token(
      {.name = "short", .role = Role::viewer, .created_at = now, .expires_at = now + 1h}, "short");
  world.add_token({.name = "gone", .role = Role::viewer, .created_at = now}, "gone");
  const auto short_ = listen(world, "", 0, "short"), gone = listen(world, "", 0, "gone");
  const auto good = listen(world);
  CHECK(short_->wait_for(":\n\n:\n\n"));
  CHECK(gone->wait_for(":\n\n:\n\n"));
  // Also where there is always something to say.
  std::atomic<bool> done = false;
  std::thread busy([&] {
    while (!done) {
      world.events().publish({.type = "run.progress", .partner = "a", .data = "{}"});
      std::this_thread::sleep_for(10ms);
    }
  });
  world.clock().advance(1h);
  world.store().revoke_token("gone", world.clock().now());
  for (const auto& stream : {&short_, &gone}) {
    (*stream)->rest();
    CHECK((*stream)->closed());
  }
  done = true;
  busy.join();
  world.events().publish({.type = "transition", .partner = "a", .data = "{}"});
  CHECK(good->wait_for("event: transition\n"));
}

TEST_CASE("who does not read is dropped, and holds nobody up", "[daemon][api][events]") {
  ApiWorld world({.events_waiting = 4});
  const auto deaf = listen(world, "", 4096), good = listen(world);
  const std::string data = "{\"x\":\"" + std::string(50'000, 'x') + "\"}";
  for (int i = 0; i < 200; ++i) {
    world.events().publish({.type = "run.progress", .partner = "a", .run = i, .data = data});
    REQUIRE(good->wait_for("\"run\":" + std::to_string(i) + ","));
  }
  deaf->rest();
  CHECK(deaf->closed());
}

TEST_CASE("a queue takes so many and is closed by the next", "[daemon][api][events]") {
  EventQueue queue(2);
  int told = 0;
  queue.on_change([&] { ++told; });
  queue.push("a");
  queue.push("b");
  CHECK_FALSE(queue.closed());
  queue.push("c");
  CHECK(queue.closed());
  queue.push("d");
  CHECK(told == 3);
  CHECK(queue.pop() == "a");
  CHECK(queue.pop() == "b");
  CHECK_FALSE(queue.pop());
}
