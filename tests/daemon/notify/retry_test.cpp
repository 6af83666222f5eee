#include "daemon/notify/retry.h"

#include <catch2/catch.hpp>

#include "daemon/notify/notifier.h"
#include "daemon/support/notify_setup.h"

using namespace verify;
using namespace verify::daemon;
using namespace verify::test;
using namespace std::chrono_literals;

TEST_CASE("pauses double up to the longest, with a share of their own", "[daemon][notify]") {
  const NotifyLimits limits;
  const std::pair<int, Duration> rows[] = {{1, 1min},    {2, 2min},    {3, 4min},     {4, 8min},
                                           {10, 512min}, {11, 720min}, {1000, 720min}};
  for (const auto& [attempts, least] : rows) {
    INFO(attempts);
    const Duration pause = pause_after("some id", attempts, limits);
    CHECK(pause >= least);
    CHECK(pause <= least + least / 4);
    CHECK(pause == pause_after("some id", attempts, limits));
  }
  CHECK(pause_after("one", 1, limits) != pause_after("other", 1, limits));
}

TEST_CASE("what a try came to", "[daemon][notify]") {
  using Kind = Reply::Kind;
  struct Row {
    Reply reply;
    int tries_before;
    DeliveryState state;
    std::optional<Duration> pause;  // where it is asked for
  };
  const Row rows[] = {
      {{Kind::accepted, "", {}}, 0, DeliveryState::sent, {}},
      {{Kind::accepted, "", {}}, 11, DeliveryState::sent, {}},
      {{Kind::refused, "HTTP 410", {}}, 0, DeliveryState::dead, {}},
      {{Kind::failed, "HTTP 500", {}}, 10, DeliveryState::pending, {}},
      {{Kind::failed, "HTTP 500", {}}, 11, DeliveryState::dead, {}},
      {{Kind::failed, "HTTP 503", 90s}, 0, DeliveryState::pending, 90s},
      {{Kind::failed, "HTTP 503", 0s}, 0, DeliveryState::pending, 1s},
      {{Kind::failed, "HTTP 429", 1000h}, 0, DeliveryState::pending, 24h},
      {{Kind::failed, "HTTP 429", 90s}, 11, DeliveryState::dead, {}},
  };
  const Instant now = FakeClock().now();
  for (const Row& row : rows) {
    INFO(row.reply.words << " after " << row.tries_before);
    Delivery before = message("hook");
    before.attempts = row.tries_before;
    const Delivery after = after_try(before, row.reply, now, {});
    CHECK(after.id == before.id);
    CHECK(after.attempts == row.tries_before + 1);
    CHECK(after.state == row.state);
    CHECK(after.error == row.reply.words);
    CHECK(after.sent_at.has_value() == (row.state == DeliveryState::sent));
    if (row.state == DeliveryState::pending) CHECK(after.next_try > now);
    if (row.pause) CHECK(after.next_try == now + *row.pause);
  }
  static_assert(Notifier::kMostTries == 12);
}

TEST_CASE("a receiver's own words are shown safely", "[daemon][notify]") {
  const Reply reply{Reply::Kind::failed, "550 \x1b[2J" + std::string(5000, 'x'), {}};
  const Delivery after = after_try(message("mail"), reply, FakeClock().now(), {});
  CHECK(after.error.starts_with("550 ‹U+001B›[2J"));
  CHECK(after.error.size() < 400);
}
