#include "daemon/notify/digests.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "daemon/support/delivery_store.h"
#include "daemon/support/notify_setup.h"

using namespace verify;
using namespace verify::daemon;
using namespace verify::test;
using namespace std::chrono_literals;

namespace {

MailSettings weekly() {
  MailSettings out;
  out.name = "weekly";
  out.digest = "every 7d";
  return out;
}

void tell(DeliveryStore& store, int count, std::optional<Verdict> from = Verdict::met) {
  for (int n = 0; n < count; ++n) store.tell(transition("P3." + std::to_string(n), from));
}

const Instant kStart = FakeClock().now();

}  // namespace

TEST_CASE("a digest tells what happened since the last, when it is due", "[daemon][notify]") {
  DeliveryStore store;
  store.partners["acme"] = acme();
  tell(store, 3);
  // A new channel begins now: what was before is not news.
  CHECK(make_digest(store, weekly(), {}, kStart).next == kStart + 7 * 24h);
  tell(store, 2);
  CHECK(make_digest(store, weekly(), {}, kStart + 24h).next == kStart + 7 * 24h);
  CHECK(store.deliveries({}).empty());
  CHECK(make_digest(store, weekly(), {}, kStart + 7 * 24h).next == kStart + 14 * 24h);
  const auto made = store.deliveries({});
  REQUIRE(made.size() == 1);
  CHECK(made[0].channel == "weekly");
  const auto json = nlohmann::json::parse(made[0].payload);
  CHECK(json["partners"][0]["name"] == "Acme Corp");
  CHECK(json["partners"][0]["transitions"].size() == 2);
  CHECK(json["partners"][0]["transitions"][0]["requirement"] == "P3.0");  // oldest first
  CHECK(json["since"] == "2026-03-01T00:00:00.000000Z");
  CHECK(json["until"] == "2026-03-08T00:00:00.000000Z");
}

TEST_CASE("a digest with nothing in it is not made", "[daemon][notify]") {
  DeliveryStore store;
  make_digest(store, weekly(), {}, kStart);
  CHECK(make_digest(store, weekly(), {}, kStart + 7 * 24h).next == kStart + 14 * 24h);
  tell(store, 5, std::nullopt);  // first seen: no changes
  CHECK(make_digest(store, weekly(), {}, kStart + 14 * 24h).next == kStart + 21 * 24h);
  CHECK(store.deliveries({}).empty());
}

TEST_CASE("digests that were missed are made up once", "[daemon][notify]") {
  DeliveryStore store;
  make_digest(store, weekly(), {}, kStart);
  tell(store, 1);
  CHECK(make_digest(store, weekly(), {}, kStart + 365 * 24h).next == kStart + 372 * 24h);
  CHECK(store.deliveries({}).size() == 1);
}

TEST_CASE("a clock that is put back does not stop digests", "[daemon][notify]") {
  DeliveryStore store;
  make_digest(store, weekly(), {}, kStart + 3650 * 24h);
  tell(store, 1);
  CHECK(make_digest(store, weekly(), {}, kStart).next == kStart + 7 * 24h);
  make_digest(store, weekly(), {}, kStart + 7 * 24h);
  CHECK(store.deliveries({}).size() == 1);
}

TEST_CASE("very many changes are told in part and counted", "[daemon][notify]") {
  DeliveryStore store;
  make_digest(store, weekly(), {}, kStart);
  tell(store, 1300);
  make_digest(store, weekly(), {}, kStart + 7 * 24h);
  const auto json = nlohmann::json::parse(store.deliveries({}).at(0).payload);
  CHECK(json["partners"][0]["transitions"].size() == 200);
  CHECK(json["omitted"] == 1100);
  CHECK(json["partners"][0]["transitions"][199]["requirement"] == "P3.1299");
}

TEST_CASE("whatever change of the store is the last, a digest is made once", "[daemon][notify]") {
  // The daemon is cut off before its n-th change of the store, or after it.
  for (int last = 0; last < 4; ++last) {
    INFO("cut off before change " << last);
    DeliveryStore store;
    make_digest(store, weekly(), {}, kStart);
    tell(store, 2);
    int left = last;
    store.before_change = [&](const std::string&) {
      if (left-- == 0) throw StoreUnavailable("cut off");
    };
    try {
      make_digest(store, weekly(), {}, kStart + 7 * 24h);
    } catch (const StoreUnavailable&) {
    }
    store.before_change = [](const std::string&) {};
    const auto before = store.deliveries({});
    tell(store, 1);  // comes in between and is not of this digest, unless it was not begun
    make_digest(store, weekly(), {}, kStart + 8 * 24h);
    make_digest(store, weekly(), {}, kStart + 9 * 24h);
    const auto after = store.deliveries({});
    REQUIRE(after.size() == 1);
    if (!before.empty()) CHECK(after[0].id == before[0].id);
    make_digest(store, weekly(), {}, kStart + 30 * 24h);
    std::size_t told = 0;
    for (const Delivery& delivery : store.deliveries({}))
      told += nlohmann::json::parse(delivery.payload)["partners"][0]["transitions"].size();
    CHECK(told == 3);
  }
}
