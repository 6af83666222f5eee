#include "daemon/notify/notifier.h"

#include <catch2/catch.hpp>

#include "daemon/support/delivery_store.h"
#include "daemon/support/eventually.h"
#include "daemon/support/jumping_clock.h"
#include "daemon/support/notify_setup.h"
#include "daemon/support/smtp_server.h"
#include "daemon/support/webhook_receiver.h"

using namespace verify;
using namespace verify::daemon;
using namespace verify::test;
using namespace std::chrono_literals;
using State = DeliveryState;

namespace {

struct Place : NotifySetup {
  Place() { limits.drain = 0s; }

  void add_hook(const std::string& name, const std::string& url) {
    settings.webhooks.push_back({.name = name, .url = url, .secret_file = secret});
  }
  std::shared_ptr<const Settings> current() {
    settings.fetcher = fetcher;
    return std::make_shared<const Settings>(settings);
  }
  std::unique_ptr<Notifier> start() { return make_notifier(store, clock, current(), limits); }

  Settings settings;
  DeliveryStore store;
};

bool ends_as(DeliveryStore& store, const std::string& id, State state) {
  return eventually([&] { return store.delivery(id).state == state; });
}

}  // namespace

TEST_CASE("a message is tried again until it is taken, with one id", "[daemon][notify]") {
  const WebhookReceiver receiver(
      {WebhookReceiver::answer("500 Oops"), "reset",
       WebhookReceiver::answer("302 Found", "Location: http://10.0.0.1/\r\n")});
  Place place;
  place.add_hook("hook", receiver.url());
  place.store.add_delivery(message("hook", "id-1"));
  const auto notifier = place.start();
  for (const std::size_t tries : {1, 2, 3}) {
    REQUIRE(eventually(
        [&] { return place.store.delivery("id-1").attempts == static_cast<int>(tries); }));
    CHECK(place.store.delivery("id-1").state == State::pending);
    CHECK(receiver.requests().size() == tries);  // none before its time
    place.clock.advance(24h);
    notifier->wake();
  }
  REQUIRE(ends_as(place.store, "id-1", State::sent));
  CHECK(place.store.delivery("id-1").attempts == 4);
  CHECK(place.store.delivery("id-1").error.empty());
  for (const auto& request : receiver.requests()) {
    CHECK(request.field("X-Verify-Id") == "id-1");
    CHECK(request.body == message("hook", "id-1").payload);
  }
  // The signature is of the moment.
  CHECK(receiver.requests()[0].field("X-Verify-Timestamp") !=
        receiver.requests()[3].field("X-Verify-Timestamp"));
  CHECK(eventually([&] { return notifier->gauge().sent == 1; }));
  CHECK(notifier->gauge().failed_tries == 3);
}

TEST_CASE("what fails too often is kept as dead and may be sent again", "[daemon][notify]") {
  const WebhookReceiver receiver(
      std::vector<std::string>(Notifier::kMostTries, WebhookReceiver::answer("500 Oops")));
  Place place;
  place.add_hook("hook", receiver.url());
  place.store.add_delivery(message("hook", "id-1"));
  const auto notifier = place.start();
  REQUIRE(eventually([&] {
    place.clock.advance(24h);
    notifier->wake();
    return place.store.delivery("id-1").state == State::dead;
  }));
  CHECK(receiver.requests().size() == Notifier::kMostTries);
  CHECK(place.store.delivery("id-1").error == "HTTP 500");
  CHECK(notifier->gauge().dead == 1);
  REQUIRE(place.store.replay_delivery("id-1", place.clock.now()));
  notifier->wake();
  REQUIRE(ends_as(place.store, "id-1", State::sent));
  CHECK(receiver.requests().back().field("X-Verify-Id") == "id-1");
}

TEST_CASE("a receiver that is gone is not asked again", "[daemon][notify]") {
  const WebhookReceiver receiver({WebhookReceiver::answer("410 Gone")});
  Place place;
  place.add_hook("hook", receiver.url());
  place.store.add_delivery(message("hook", "id-1"));
  const auto notifier = place.start();
  CHECK(ends_as(place.store, "id-1", State::dead));
  CHECK(receiver.requests().size() == 1);
}

TEST_CASE("a receiver that asks for a pause gets it for all its messages", "[daemon][notify]") {
  const WebhookReceiver receiver({WebhookReceiver::answer("503 Later", "Retry-After: 3600\r\n")});
  Place place;
  place.add_hook("hook", receiver.url());
  place.store.add_delivery(message("hook", "id-1"));
  place.store.add_delivery(message("hook", "id-2"));
  const auto notifier = place.start();
  REQUIRE(eventually([&] { return place.store.delivery("id-1").attempts == 1; }));
  CHECK(place.store.delivery("id-1").next_try == place.clock.now() + 1h);
  place.clock.advance(59min);
  notifier->wake();
  place.clock.advance(1min);
  notifier->wake();
  REQUIRE(ends_as(place.store, "id-1", State::sent));
  REQUIRE(ends_as(place.store, "id-2", State::sent));
  CHECK(place.store.delivery("id-2").attempts == 1);
}

TEST_CASE("one slow receiver does not delay another", "[daemon][notify]") {
  const WebhookReceiver slow(std::vector<std::string>(100, "hang"));
  const WebhookReceiver quick;
  const SmtpServer silent({.moods = {{.replies = {{"CONNECT", "hang"}}}}});
  Place place;
  place.add_hook("slow", slow.url());
  place.add_hook("quick", quick.url());
  place.settings.mails = {{.name = "mail",
                           .server = silent.url(),
                           .from = "v@example.com",
                           .to = {"a@example.com"},
                           .user = {},
                           .password_file = {},
                           .digest = {}}};
  for (int n = 0; n < 60; ++n) {
    place.store.add_delivery(message("slow", "a-" + std::to_string(n)));
    place.store.add_delivery(message("mail", "b-" + std::to_string(n)));
    place.store.add_delivery(message("quick", "z-" + std::to_string(n)));
  }
  const auto notifier = place.start();
  for (int n = 0; n < 60; ++n) CHECK(ends_as(place.store, "z-" + std::to_string(n), State::sent));
  // The others are still waited for: with their first message, as nothing else is under way.
  CHECK(slow.connections() <= 1);
  CHECK(place.store.delivery("a-0").attempts == 0);
}

TEST_CASE("a try that ends with the daemon does not count", "[daemon][notify]") {
  const WebhookReceiver receiver({"hang"});
  Place place;
  place.add_hook("hook", receiver.url());
  place.store.add_delivery(message("hook", "id-1"));
  auto notifier = place.start();
  REQUIRE(eventually([&] { return receiver.requests().size() == 1; }));
  notifier.reset();
  CHECK(place.store.delivery("id-1").attempts == 0);
  CHECK(place.store.delivery("id-1").state == State::pending);
  notifier = place.start();
  REQUIRE(ends_as(place.store, "id-1", State::sent));
  CHECK(receiver.requests()[1].field("X-Verify-Id") == "id-1");
}

TEST_CASE("killed between the answer and the store, it sends the same again", "[daemon][notify]") {
  const WebhookReceiver receiver;
  Place place;
  place.add_hook("hook", receiver.url());
  place.store.add_delivery(message("hook", "id-1"));
  std::atomic<bool> killed{true};
  place.store.before_change = [&](const std::string&) {
    if (killed) throw StoreUnavailable("the disk is full");
  };
  auto notifier = place.start();
  REQUIRE(eventually([&] { return notifier->gauge().sent == 1; }));
  notifier.reset();
  CHECK(receiver.requests().size() == 1);  // and not once more while the store was away
  CHECK(place.store.delivery("id-1").state == State::pending);
  killed = false;
  notifier = place.start();
  REQUIRE(ends_as(place.store, "id-1", State::sent));
  REQUIRE(receiver.requests().size() == 2);
  CHECK(receiver.requests()[0].field("X-Verify-Id") == receiver.requests()[1].field("X-Verify-Id"));
}

TEST_CASE("a store that is away for a while costs no second message", "[daemon][notify]") {
  const WebhookReceiver receiver;
  Place place;
  place.add_hook("hook", receiver.url());
  place.store.add_delivery(message("hook", "id-1"));
  std::atomic<int> failures{2};
  place.store.before_change = [&](const std::string&) {
    if (failures-- > 0) throw StoreUnavailable("locked");
  };
  const auto notifier = place.start();
  REQUIRE(eventually([&] {
    notifier->wake();
    return place.store.delivery("id-1").state == State::sent;
  }));
  CHECK(receiver.requests().size() == 1);
}

TEST_CASE("channels come and go with the configuration", "[daemon][notify]") {
  const WebhookReceiver first, second;
  Place place;
  place.add_hook("first", first.url());
  place.store.add_delivery(message("second", "id-2"));
  const auto notifier = place.start();
  // Nobody would ever take it: that is told, and it is kept.
  REQUIRE(ends_as(place.store, "id-2", State::dead));
  CHECK(place.store.delivery("id-2").error == "the configuration has no such channel");
  place.settings.webhooks.clear();
  place.add_hook("second", second.url());
  notifier->reload(place.current());
  place.store.replay_delivery("id-2", place.clock.now());
  place.store.add_delivery(message("first", "id-1"));
  notifier->wake();
  CHECK(ends_as(place.store, "id-2", State::sent));
  CHECK(ends_as(place.store, "id-1", State::dead));
  CHECK(first.connections() == 0);
}

TEST_CASE("digests are made and mailed when they are due", "[daemon][notify]") {
  const SmtpServer server({});
  Place place;
  place.store.partners["acme"] = acme();
  place.settings.mails = {{.name = "weekly",
                           .server = server.url(),
                           .from = "v@example.com",
                           .to = {"a@example.com"},
                           .user = {},
                           .password_file = {},
                           .digest = "every 7d"}};
  const auto notifier = place.start();
  REQUIRE(eventually([&] { return place.store.note("digest.weekly").has_value(); }));
  place.store.tell(transition("P3.1"));
  place.clock.advance(8 * 24h);
  notifier->wake();
  REQUIRE(eventually([&] { return server.mails().size() == 1; }));
  CHECK(server.mails()[0].data.find("Subject: 1 verdict changed, 1 partner\r\n") !=
        std::string::npos);
}

TEST_CASE("a clock that is put back by years holds no message up", "[daemon][notify]") {
  const WebhookReceiver receiver;
  Place place;
  place.add_hook("hook", receiver.url());
  JumpingClock clock("2036-03-01T00:00:00Z");
  const auto notifier = make_notifier(place.store, clock, place.current(), place.limits);
  Delivery delivery = message("hook", "id-1");
  delivery.created_at = delivery.next_try = clock.now() + 1h;
  place.store.add_delivery(delivery);
  notifier->wake();
  clock.jump(-10 * 365 * 24h);
  notifier->wake();
  REQUIRE(ends_as(place.store, "id-1", State::sent));
  // Or while the daemon was not there.
  delivery.id = "id-2";
  place.store.add_delivery(delivery);
  const auto later = make_notifier(place.store, clock, place.current(), place.limits);
  CHECK(ends_as(place.store, "id-2", State::sent));
}

TEST_CASE("however many wait for their time, what lies years off is found", "[daemon][notify]") {
  const WebhookReceiver receiver;
  Place place;
  place.add_hook("hook", receiver.url());
  Delivery delivery = message("hook", "soon");
  delivery.next_try = place.clock.now() + 1h;
  for (int n = 0; n < 10'001; ++n) {
    delivery.id = "soon-" + std::to_string(n);
    place.store.add_delivery(delivery);
  }
  delivery.id = "far";
  delivery.next_try = place.clock.now() + 10 * 365 * 24h;
  place.store.add_delivery(delivery);
  const auto notifier = place.start();
  CHECK(ends_as(place.store, "far", State::sent));
  CHECK(receiver.requests().size() == 1);
}

TEST_CASE("a run's changes go from the database to who wants them", "[daemon][notify]") {
  const WebhookReceiver receiver({WebhookReceiver::answer("410 Gone")});
  const SmtpServer server({});
  Place place;
  place.add_hook("hook", receiver.url());
  place.settings.mails = {{.name = "weekly",
                           .server = server.url(),
                           .from = "v@example.com",
                           .to = {"a@example.com"},
                           .user = {},
                           .password_file = {},
                           .digest = "every 7d"}};
  const auto store = open_store("sqlite::memory:").value();
  store->put_partner(acme());
  store->add_application({.partner = "acme",
                          .version = 0,
                          .sha256 = std::string(64, 'a'),
                          .json = "{}",
                          .files = {},
                          .submitted_at = place.clock.now(),
                          .submitted_by = "test"});
  const auto notifier = make_notifier(*store, place.clock, place.current(), place.limits);
  REQUIRE(eventually([&] { return store->note("digest.weekly").has_value(); }));

  Run run = store->enqueue("acme", Trigger::manual, "test", place.clock.now()).value();
  REQUIRE(store->lease("here", place.clock.now(), 60s, 1).size() == 1);
  RunResult result{.run = run.id, .lease = "here", .finished_at = place.clock.now()};
  result.transitions = {transition("P3.1")};
  result.transitions[0].run = run.id;
  result.deliveries =
      deliveries_for(run, acme(), result.transitions, place.settings, place.clock.now());
  REQUIRE(store->finish(result));
  notifier->wake();
  const auto dead = [&] { return store->deliveries({.state = State::dead, .limit = 10}); };
  REQUIRE(eventually([&] { return dead().size() == 1; }));
  const std::string id = dead()[0].id;
  CHECK(id == receiver.requests().at(0).field("X-Verify-Id"));
  REQUIRE(store->replay_delivery(id, place.clock.now()));
  notifier->wake();
  REQUIRE(eventually([&] { return receiver.requests().size() == 2; }));
  CHECK(receiver.requests()[1].field("X-Verify-Id") == id);
  CHECK(receiver.requests()[1].body == receiver.requests()[0].body);

  place.clock.advance(8 * 24h);
  notifier->wake();
  REQUIRE(eventually([&] { return server.mails().size() == 1; }));
  CHECK(server.mails()[0].data.find("P3.1: met") != std::string::npos);
  CHECK(eventually([&] { return store->pending_deliveries() == 0; }));
}
