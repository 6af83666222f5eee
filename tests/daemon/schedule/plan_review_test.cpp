#include "daemon/schedule/plan_review.h"

#include <catch2/catch.hpp>

#include "daemon/store/store_world.h"
#include "daemon/support/delivery_store.h"

using namespace verify;
using namespace verify::daemon;
using namespace verify::daemon::test;

namespace {

// Partners as they are planned; keeps what it is told, unless it cannot be written.
struct PlannedStore : verify::test::DeliveryStore {
  std::vector<PortfolioRow> rows;  // by id
  bool broken = false;
  int calls = 0;
  std::map<std::string, Instant> brought;

  void add(const std::string& id, PortfolioRow row) {
    row.partner.id = id;
    rows.push_back(std::move(row));
  }
  std::vector<PortfolioRow> portfolio(const PortfolioFilter& filter, Instant) override {
    std::vector<PortfolioRow> out;
    for (const PortfolioRow& row : rows)
      if (row.partner.id > filter.after && static_cast<int>(out.size()) < filter.limit)
        out.push_back(row);
    return out;
  }
  void bring_forward(const std::vector<Due>& plans) override {
    if (broken) throw StoreUnavailable("The disk is full.");
    ++calls;
    for (const Due& plan : plans) brought[plan.partner] = plan.at;
  }
};

Settings daily() {
  Settings settings;
  settings.default_cadence = "every 1d";
  return settings;
}

}  // namespace

// Moments are after now. Each row: a partner, and what its plan becomes; nothing: it stays.
TEST_CASE("which plans a review brings forward", "[daemon][scheduler]") {
  struct Row {
    const char* name;
    std::optional<Duration> checked, planned;
    bool run_open;
    std::optional<Duration> brought;
  };
  const Row rows[] = {
      {"as the cadence says", -kDay, 20 * kHour, false, {}},
      {"too far off", -kDay, 9 * kDay, false, kDay},
      {"too far off, never checked", {}, 9 * kDay, false, kDay},
      {"judged by a clock that was ahead", 9 * kDay, 10 * kDay, false, Duration{}},
      {"judged so, and planned by the right one", 9 * kDay, kHour, false, Duration{}},
      {"judged so, and due", 9 * kDay, -kHour, false, {}},
      {"judged so, and under way", 9 * kDay, 10 * kDay, true, {}},
      {"without an application", {}, {}, false, {}},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    PlannedStore store;
    PortfolioRow partner;
    if (row.checked) partner.checked_at = kStart + *row.checked;
    if (row.planned) partner.next_due = kStart + *row.planned;
    partner.run_open = row.run_open;
    store.add("a", partner);
    PlanReview review(store);
    review.begin();
    CHECK_FALSE(review.page(daily(), kStart));
    CHECK(store.brought.contains("a") == row.brought.has_value());
    if (row.brought && store.brought.contains("a"))
      CHECK(store.brought.at("a") == kStart + *row.brought);
  }
}

TEST_CASE("a page that cannot be written is looked at again, and written as a whole",
          "[daemon][scheduler]") {
  PlannedStore store;
  PortfolioRow far;
  far.next_due = kStart + 99 * kDay;
  for (int i = 0; i < PlanReview::kPage + 10; ++i) store.add("p" + std::to_string(1000 + i), far);
  PlanReview review(store);
  review.begin();
  store.broken = true;
  CHECK_THROWS_AS(review.page(daily(), kStart), StoreUnavailable);
  store.broken = false;
  CHECK(review.page(daily(), kStart));
  CHECK(store.calls == 1);
  CHECK(store.brought.size() == PlanReview::kPage);
  CHECK_FALSE(review.page(daily(), kStart));
  CHECK(store.calls == 2);
  CHECK(store.brought.size() == store.rows.size());
}
