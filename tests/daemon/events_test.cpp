#include "daemon/base/events.h"

#include <catch2/catch.hpp>
#include <vector>

using namespace verify::daemon;

TEST_CASE("events reach who listens, until it leaves", "[daemon][events]") {
  Events events;
  std::vector<std::string> seen;
  const auto id = events.listen([&](const Event& event) { seen.push_back(event.type); });
  events.publish({.type = "run.queued", .partner = "a", .run = 1, .data = "{}"});
  events.leave(id);
  events.publish({.type = "run.finished", .partner = "a", .run = 1, .data = "{}"});
  CHECK(seen == std::vector<std::string>{"run.queued"});
}
