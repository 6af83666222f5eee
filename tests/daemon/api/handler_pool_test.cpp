#include "daemon/api/handler_pool.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <latch>
#include <thread>

using namespace verify::daemon;
namespace asio = boost::asio;

TEST_CASE("a pool that is stopped keeps nothing of what has waited", "[daemon][api][http]") {
  std::latch entered(1), go_on(1);
  auto kept = std::make_shared<int>();
  const std::weak_ptr<int> left = kept;
  std::atomic<int> done = 0;
  HandlerPool pool(1, 4);
  asio::io_context io;
  const auto run = [&](std::function<void()> work) {
    asio::co_spawn(
        io, [&pool, work = std::move(work)]() -> asio::awaitable<void> { co_await pool.run(work); },
        asio::detached);
  };
  run([&] {
    entered.count_down();
    go_on.wait();
    ++done;
  });
  run([&done, kept = std::move(kept)] { ++done; });
  io.poll();
  entered.wait();
  std::thread ending([&] { pool.stop(); });
  while (done == 0) {
    std::this_thread::sleep_for(
        std::chrono::milliseconds(20));  // so that it is being stopped, most likely
    if (!go_on.try_wait()) go_on.count_down();
  }
  ending.join();
  io.restart();
  io.poll();  // unwinds the coroutines
  CHECK(left.expired());
}
