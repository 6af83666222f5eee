// Good clients beside five hundred that are slow in every way there is. The hidden case measures:
//   verify_daemon_tests "[slow-clients]"
#include <algorithm>
#include <catch2/catch.hpp>
#include <iostream>
#include <thread>

#include "daemon/support/api_world.h"

using namespace verify;
using namespace verify::daemon;
using verify::test::ApiWorld;
using verify::test::RawConnection;
using verify::test::request_text;
using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

namespace {

/// Slow ones by turns: no byte, half a header, half a body, an answer that is not read, events that
/// are not read.
std::unique_ptr<RawConnection> slow_client(const ApiWorld& world, int number,
                                           const std::string& evidence) {
  auto client = std::make_unique<RawConnection>(world.port(), 4096);
  switch (number % 5) {
    case 1:
      client->send("GET /livez HTTP/1.1\r\nHost: a\r\nX");
      break;
    case 2:
      client->send(
          "PUT /api/v1/partners/a HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer operator\r\n"
          "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{");
      break;
    case 3:
      client->send(request_text({.target = evidence, .token = "viewer"}));
      break;
    case 4:
      client->send(request_text({.target = "/api/v1/events", .token = "viewer"}));
      break;
    default:
      break;
  }
  return client;
}

void drip(std::vector<std::unique_ptr<RawConnection>>& clients, const std::atomic<bool>& done) {
  while (!done) {
    for (std::size_t i = 1; i < clients.size(); i += 5) clients[i]->send("x");
    for (std::size_t i = 2; i < clients.size(); i += 5) clients[i]->send(" ");
    std::this_thread::sleep_for(500ms);
  }
}

/// Milliseconds each request took, sorted; one connection, as a dashboard has.
std::vector<double> ask_often(const ApiWorld& world, int times) {
  std::vector<double> took;
  RawConnection connection(world.port());
  const std::string text = request_text({.target = "/api/v1/partners?limit=50", .token = "viewer"});
  for (int i = 0; i < times; ++i) {
    const auto began = Steady::now();
    connection.send(text);
    CHECK(connection.reply().status == 200);
    took.push_back(std::chrono::duration<double, std::milli>(Steady::now() - began).count());
    std::this_thread::sleep_for(2ms);
  }
  std::sort(took.begin(), took.end());
  return took;
}

std::string figures(const std::vector<double>& took) {
  return "p50 " + std::to_string(took[took.size() / 2]) + " ms, p99 " +
         std::to_string(took[took.size() * 99 / 100]) + " ms, most " + std::to_string(took.back()) +
         " ms";
}

std::string big_evidence(ApiWorld& world) {
  world.add_partner("big");
  Report report;
  report.requirements.push_back({.id = "P1.1"});
  const auto run = world.finish_run("big", report, std::string(16 << 20, 'x'));
  return "/api/v1/runs/" + std::to_string(run) + "/evidence";
}

}  // namespace

TEST_CASE("slow clients keep no good one from its answer", "[daemon][api][http]") {
  ApiWorld world;
  const std::string evidence = big_evidence(world);
  std::vector<std::unique_ptr<RawConnection>> slow;
  for (int i = 0; i < 50; ++i) slow.push_back(slow_client(world, i, evidence));
  CHECK(ask_often(world, 20).size() == 20);
}

TEST_CASE("what five hundred slow clients cost a good one", "[.][slow-clients]") {
  ApiWorld world;
  const std::string evidence = big_evidence(world);
  for (int i = 0; i < 200; ++i) world.add_partner("partner-" + std::to_string(i));
  std::cout << "alone:          " << figures(ask_often(world, 2000)) << std::endl;
  std::vector<std::unique_ptr<RawConnection>> slow;
  for (int i = 0; i < 500; ++i) slow.push_back(slow_client(world, i, evidence));
  std::atomic<bool> done = false;
  std::thread dripping([&] { drip(slow, done); });
  std::cout << "beside 500 slow: " << figures(ask_often(world, 2000)) << std::endl;
  done = true;
  dripping.join();
}
