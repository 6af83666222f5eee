#include "daemon/store/store_world.h"

using namespace verify;
using namespace verify::daemon;
using namespace verify::daemon::test;

TEST_CASE("who is due, the longest overdue first", "[daemon][store]") {
  auto store = opened();
  for (const char* id : {"a", "b", "c", "d"}) add_partner(*store, id);
  store->set_due("a", kStart + 3 * kMinute, Trigger::schedule);
  store->set_due("b", kStart + 1 * kMinute, Trigger::lapse);
  store->set_due("c", kStart + 2 * kMinute, Trigger::retry);
  store->set_due("d", kStart, Trigger::schedule);
  Partner paused = *store->partner("d");
  paused.paused = true;
  store->put_partner(paused);

  CHECK(store->earliest_due() == kStart + kMinute);
  CHECK(store->due(kStart, 9).empty());
  auto due = store->due(kStart + 2 * kMinute, 9);
  REQUIRE(due.size() == 2);
  CHECK(due[0].partner == "b");
  CHECK(due[0].trigger == Trigger::lapse);
  CHECK(due[1].at == kStart + 2 * kMinute);
  CHECK(store->due(kStart + kDay, 1).size() == 1);

  REQUIRE(store->enqueue("b", Trigger::lapse, "", kStart));
  due = store->due(kStart + kDay, 9);
  REQUIRE(due.size() == 2);
  CHECK(due[0].partner == "c");
  CHECK(store->earliest_due() == kStart + 2 * kMinute);
  CHECK(store->next_due("b")->at == kStart + kMinute);
}

TEST_CASE("plans are brought forward and never put off", "[daemon][store]") {
  auto store = opened();
  for (const char* id : {"a", "b", "none"}) add_partner(*store, id);
  store->set_due("a", kStart + kDay, Trigger::retry);  // newer than what the review has read
  store->set_due("b", kStart + 9 * kDay, Trigger::lapse);
  store->put_partner({.id = "new", .created_at = kStart});
  const Instant at = kStart + 2 * kDay;
  store->bring_forward({{"a", at, Trigger::schedule},
                        {"b", at, Trigger::schedule},
                        {"new", at, Trigger::schedule},
                        {"nobody", at, Trigger::schedule}});
  CHECK(store->next_due("a")->at == kStart + kDay);
  CHECK(store->next_due("a")->trigger == Trigger::retry);
  CHECK(store->next_due("b")->at == at);
  CHECK(store->next_due("b")->trigger == Trigger::schedule);
  CHECK(store->next_due("none")->at == kStart);
  CHECK_FALSE(store->next_due("new"));  // without an application
}

TEST_CASE("a partner has one open run", "[daemon][store]") {
  auto store = opened();
  add_partner(*store, "a");
  const auto first = store->enqueue("a", Trigger::first, "", kStart);
  REQUIRE(first);
  CHECK(first->state == RunState::queued);
  CHECK(first->application_version == 1);
  const auto again = store->enqueue("a", Trigger::schedule, "", kStart + kMinute);
  REQUIRE(again);
  CHECK(again->id == first->id);
  CHECK(again->trigger == Trigger::first);
  CHECK(again->queued_at == kStart);
  CHECK_FALSE(store->enqueue("nobody", Trigger::manual, "me", kStart));
  store->put_partner({.id = "b",
                      .name = {},
                      .group = {},
                      .cadence = {},
                      .checklist = {},
                      .paused = false,
                      .created_at = kStart});
  CHECK_FALSE(store->enqueue("b", Trigger::manual, "me", kStart));  // no application
}

TEST_CASE("all who are due are queued at once", "[daemon][store]") {
  auto store = opened();
  for (const char* id : {"a", "b", "c"}) add_partner(*store, id);
  const auto open = store->enqueue("b", Trigger::manual, "me", kStart);
  const auto queued = store->enqueue({{"a", kStart, Trigger::schedule},
                                      {"nobody", kStart, Trigger::schedule},
                                      {"b", kStart, Trigger::lapse},
                                      {"c", kStart, Trigger::lapse}},
                                     kStart + kMinute);
  REQUIRE(queued.size() == 4);
  CHECK(queued[0]->trigger == Trigger::schedule);
  CHECK(queued[0]->queued_at == kStart + kMinute);
  CHECK_FALSE(queued[1]);
  CHECK(queued[2]->id == open->id);
  CHECK(queued[2]->trigger == Trigger::manual);
  CHECK(queued[3]->partner == "c");
  CHECK(store->waiting(100) == 3);
  CHECK(store->waiting(2) == 2);
  CHECK(store->lease("one", kStart + kHour, kMinute, 2).size() == 2);
  CHECK(store->waiting(100) == 1);
}

TEST_CASE("a run that waits is moved ahead for who asks for it", "[daemon][store]") {
  auto store = opened();
  for (const char* id : {"a", "b"}) add_partner(*store, id);
  store->enqueue("a", Trigger::schedule, "", kStart);
  const auto waits = store->enqueue("b", Trigger::schedule, "", kStart + kMinute);
  const auto asked = store->enqueue("b", Trigger::manual, "me", kStart + kHour);
  REQUIRE(asked);
  CHECK(asked->id == waits->id);
  CHECK(asked->trigger == Trigger::manual);
  CHECK(asked->asked_by == "me");
  CHECK(store->enqueue("b", Trigger::manual, "you", kStart + kHour)->asked_by == "me");
  const auto leased = store->lease("one", kStart + kHour, kMinute, 1);
  REQUIRE(leased.size() == 1);
  CHECK(leased[0].partner == "b");
  // One that runs is what it is.
  store->lease("one", kStart + kHour, kMinute, 1);
  CHECK(store->enqueue("a", Trigger::manual, "me", kStart + kHour)->trigger == Trigger::schedule);
}

TEST_CASE("who is due is planned anew only as it was read", "[daemon][store]") {
  auto store = opened();
  add_partner(*store, "a");
  const auto read = store->next_due("a");
  REQUIRE(read);
  CHECK(store->move_due(*read, kStart + kDay, Trigger::schedule));
  CHECK(store->next_due("a")->at == kStart + kDay);
  CHECK_FALSE(store->move_due(*read, kStart + 9 * kDay, Trigger::schedule));
  store->set_due("a", read->at, Trigger::retry);  // as late, for another reason
  CHECK_FALSE(store->move_due(*read, kStart + 9 * kDay, Trigger::schedule));
  CHECK(store->next_due("a")->at == kStart);
}

TEST_CASE("the queue: manual runs first, then the longest waiting", "[daemon][store]") {
  auto store = opened();
  for (const char* id : {"a", "b", "c", "d"}) add_partner(*store, id);
  store->enqueue("a", Trigger::schedule, "", kStart + 2 * kMinute);
  store->enqueue("b", Trigger::schedule, "", kStart);
  store->enqueue("c", Trigger::manual, "me", kStart + 3 * kMinute);
  store->enqueue("d", Trigger::schedule, "", kStart + kMinute);
  const auto first = store->lease("one", kStart + kHour, kMinute, 3);
  REQUIRE(first.size() == 3);
  CHECK(first[0].partner == "c");
  CHECK(first[0].asked_by == "me");
  CHECK(first[1].partner == "b");
  CHECK(first[2].partner == "d");
  CHECK(first[0].state == RunState::running);
  CHECK(first[0].attempts == 1);
  CHECK(first[0].started_at == kStart + kHour);
  CHECK(first[0].lease == "one");
  CHECK(first[0].lease_until == kStart + kHour + kMinute);
  CHECK(store->lease("two", kStart + kHour, kMinute, 3).size() == 1);
  CHECK(store->lease("two", kStart + kHour, kMinute, 3).empty());
  CHECK(store->counts(kStart).running == 4);
}

TEST_CASE("what was begun often and never ended waits behind the others", "[daemon][store]") {
  auto store = opened();
  for (const char* id : {"poison", "manual", "b"}) add_partner(*store, id);
  store->enqueue("poison", Trigger::schedule, "", kStart);
  for (int i = 0; i < 4; ++i) {
    REQUIRE(store->lease("dead", kStart, kMinute, 1).size() == 1);
    REQUIRE(store->reclaim(kStart + kMinute) == 1);
  }
  store->enqueue("b", Trigger::schedule, "", kStart + kHour);
  store->enqueue("manual", Trigger::manual, "me", kStart + kHour);
  std::string order;
  for (const Run& run : store->lease("one", kStart + kHour, kMinute, 3))
    order += run.partner + std::to_string(run.attempts) + " ";
  CHECK(order == "manual1 b1 poison5 ");

  REQUIRE(store->reclaim(kStart + kDay) == 3);
  CHECK(store->lease("one", kStart + kDay, kMinute, 1).at(0).partner == "manual");
  CHECK(store->lease("one", kStart + kDay, kMinute, 1).at(0).partner == "b");
  CHECK(store->lease("one", kStart + kDay, kMinute, 1).at(0).partner == "poison");
}

// Each row: what happens to a run of "a" leased by "one" for a minute, and whether "one" may still
// end it.
TEST_CASE("a lease is kept, lost or given back", "[daemon][store]") {
  struct Row {
    const char* name;
    std::function<void(Store&, const Run&)> happens;
    bool still_held;
  };
  const Row rows[] = {
      {"nothing", [](Store&, const Run&) {}, true},
      {"a heartbeat in time",
       [](Store& store, const Run& run) {
         CHECK(store.heartbeat(run.id, "one", kStart + kMinute / 2, kMinute));
         CHECK(store.reclaim(kStart + kMinute) == 0);
       },
       true},
      {"it ended, and nobody looked",
       [](Store& store, const Run& run) {
         CHECK(store.heartbeat(run.id, "one", kStart + kDay, kMinute));
       },
       true},
      {"it ended, and was taken back",
       [](Store& store, const Run& run) {
         CHECK(store.reclaim(kStart + kMinute) == 1);
         CHECK(store.run(run.id)->state == RunState::queued);
         CHECK(store.run(run.id)->lease.empty());
       },
       false},
      {"somebody else has it",
       [](Store& store, const Run& run) {
         store.reclaim(kStart + kMinute);
         REQUIRE(store.lease("two", kStart + kMinute, kMinute, 1).size() == 1);
         CHECK(store.run(run.id)->attempts == 2);
       },
       false},
      {"another daemon starts",
       [](Store& store, const Run&) { CHECK(store.reclaim(kStart, "two") == 1); }, false},
      {"this daemon looks for those of others",
       [](Store& store, const Run&) { CHECK(store.reclaim(kStart, "one") == 0); }, true},
      {"it was given back",
       [](Store& store, const Run& run) {
         CHECK_FALSE(store.release(run.id, "two"));
         CHECK(store.release(run.id, "one"));
         CHECK(store.run(run.id)->attempts == 0);
       },
       false},
      {"it was finished", [](Store& store, const Run& run) { store.finish(result_of(run)); },
       false},
      {"it failed",
       [](Store& store, const Run& run) { store.fail(run.id, "one", "no", kStart, kStart); },
       false},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    auto store = opened();
    add_partner(*store, "a");
    const Run run = leased(*store, "a");
    row.happens(*store, run);
    const auto before = store->run(run.id);
    CHECK(store->heartbeat(run.id, "one", kStart, kMinute) == row.still_held);
    RunResult late = result_of(run, Verdict::missing, Outcome::not_ready);
    CHECK(store->finish(late) == row.still_held);
    CHECK_FALSE(store->finish(late));
    CHECK_FALSE(store->fail(run.id, "one", "late", kStart, kStart));
    CHECK_FALSE(store->release(run.id, "one"));
    if (!row.still_held) {
      CHECK(store->run(run.id)->state == before->state);
      CHECK(store->run(run.id)->outcome == before->outcome);
      for (const FindingRow& finding : store->findings(run.id))
        CHECK(finding.verdict == Verdict::met);
    }
  }
}

TEST_CASE("what a finished run changes", "[daemon][store]") {
  auto store = opened();
  add_partner(*store, "a");
  const Run run = leased(*store, "a");
  RunResult result = result_of(run);
  result.transitions = {{.id = 0,
                         .run = 0,
                         .partner = {},
                         .requirement = "P1.1",
                         .from = Verdict::not_met,
                         .to = Verdict::met,
                         .cause = Cause::site_changed,
                         .explanation = "It is there.",
                         .diff = "+there",
                         .at = kStart}};
  result.deliveries = {{.id = "d1",
                        .channel = "hook",
                        .subject = "s",
                        .payload = "{}",
                        .state = DeliveryState::pending,
                        .attempts = 0,
                        .created_at = kStart,
                        .next_try = kStart,
                        .sent_at = {},
                        .error = {}}};
  result.next_trigger = Trigger::lapse;
  result.trace = "t";
  result.turns_on = parse_date("2027-02-01");
  result.confirms = 7;
  REQUIRE(store->finish(result));

  const auto kept = store->run(run.id);
  REQUIRE(kept);
  CHECK(kept->state == RunState::finished);
  CHECK(kept->finished_at == kStart + kHour);
  CHECK(kept->outcome == Outcome::ready);
  CHECK(kept->checklist == "list");
  CHECK(kept->checklist_sha256 == "c");
  CHECK(kept->engine == "1");
  CHECK(kept->evidence == result.evidence);
  CHECK(kept->report == result.report);
  CHECK(kept->pages == 5);
  CHECK(kept->not_modified == 2);
  CHECK(kept->trace == "t");
  CHECK(kept->turns_on == parse_date("2027-02-01"));
  CHECK(kept->confirms == 7);
  CHECK(kept->lease.empty());
  CHECK_FALSE(kept->lease_until);

  const auto findings = store->findings(run.id);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].requirement == "P1.1");
  CHECK(findings[0].verdict == Verdict::met);
  CHECK(findings[0].valid_until == parse_date("2027-01-31"));
  const auto standings = store->standings("a");
  REQUIRE(standings.size() == 1);
  CHECK(standings[0].run == run.id);
  CHECK(standings[0].since == kStart);
  CHECK(standings[0].observed_runs == 1);
  CHECK_FALSE(standings[0].valid_until);

  const auto transitions = store->transitions({});
  REQUIRE(transitions.size() == 1);
  CHECK(transitions[0].id > 0);
  CHECK(transitions[0].run == run.id);
  CHECK(transitions[0].partner == "a");
  CHECK(transitions[0].from == Verdict::not_met);
  CHECK(transitions[0].cause == Cause::site_changed);
  CHECK(transitions[0].diff == "+there");
  CHECK(store->due_deliveries(kStart, 9).size() == 1);
  CHECK(store->next_due("a")->at == result.next_due);
  CHECK(store->next_due("a")->trigger == Trigger::lapse);
  CHECK(store->enqueue("a", Trigger::lapse, "", kStart)->id != run.id);
}

TEST_CASE("a result that breaks a rule changes nothing", "[daemon][store]") {
  auto store = opened();
  add_partner(*store, "a");
  const Run run = leased(*store, "a");
  RunResult twice = result_of(run);
  twice.findings.push_back(twice.findings[0]);  // one row a run and requirement
  CHECK_THROWS_AS(store->finish(twice), StoreUnavailable);
  CHECK(store->run(run.id)->state == RunState::running);
  CHECK(store->findings(run.id).empty());
  CHECK(store->standings("a").empty());
  CHECK(store->finish(result_of(run)));
}

TEST_CASE("a newer application than the run's stays due", "[daemon][store]") {
  const auto submit = [](Store& store) {
    return store.add_application({.partner = "a",
                                  .version = 0,
                                  .sha256 = "2",
                                  .json = "[2]",
                                  .files = {},
                                  .submitted_at = kStart + kMinute,
                                  .submitted_by = "me"});
  };
  SECTION("a run that nobody has begun judges it") {
    auto store = opened();
    add_partner(*store, "a");
    store->enqueue("a", Trigger::first, "", kStart);
    CHECK(submit(*store) == 2);
    const Run run = leased(*store, "a");
    CHECK(run.application_version == 2);
    store->finish(result_of(run));
    CHECK(store->next_due("a")->at == kStart + 30 * kDay);
  }
  SECTION("a run under way does not") {
    for (const bool fails : {false, true}) {
      auto store = opened();
      add_partner(*store, "a");
      REQUIRE(store->finish(result_of(leased(*store, "a"))));
      const Run run = leased(*store, "a");
      CHECK(submit(*store) == 2);
      CHECK(store->run(run.id)->application_version == 1);
      CHECK((fails ? store->fail(run.id, "one", "no", kStart, kStart + kDay)
                   : store->finish(result_of(run))));
      CHECK(store->next_due("a")->at == kStart + kMinute);
      CHECK(store->next_due("a")->trigger == Trigger::application);
    }
  }
}

TEST_CASE("a run that failed says why, and the partner is due again", "[daemon][store]") {
  auto store = opened();
  add_partner(*store, "a");
  const Run run = leased(*store, "a");
  CHECK(store->fail(run.id, "one", "No memory.", kStart + kHour, kStart + kDay));
  const auto kept = store->run(run.id);
  CHECK(kept->state == RunState::failed);
  CHECK(kept->error == "No memory.");
  CHECK(kept->finished_at == kStart + kHour);
  CHECK_FALSE(kept->outcome);
  CHECK(store->next_due("a")->at == kStart + kDay);
  CHECK(store->next_due("a")->trigger == Trigger::retry);
  CHECK_FALSE(store->portfolio({}, kStart)[0].run_open);
  CHECK(store->counts(kStart).never_checked == 1);
}

TEST_CASE("a partner whose runs fail stays overdue, whenever it is tried again",
          "[daemon][store]") {
  auto store = opened();
  add_partner(*store, "a");
  const auto overdue = [&](Instant now) {
    PortfolioFilter filter;
    filter.stale = true;
    CHECK(static_cast<std::int64_t>(store->portfolio(filter, now).size()) ==
          store->counts(now).overdue);
    return store->counts(now).overdue == 1;
  };
  REQUIRE(store->finish(result_of(leased(*store, "a"))));  // due again after 30 days
  CHECK_FALSE(overdue(kStart + 29 * kDay));
  for (int day = 30; day < 33; ++day) {
    const Instant now = kStart + day * kDay;
    CHECK(overdue(now));
    store->fail(leased(*store, "a", "one", now).id, "one", "x", now, now + kDay);
    CHECK(overdue(now + kHour));
  }
  // To be tried sooner makes it no better; another plan of who is not overdue is just that.
  CHECK(store->move_due(*store->next_due("a"), kStart + 32 * kDay + 2 * kHour, Trigger::schedule));
  CHECK(overdue(kStart + 32 * kDay + kHour));
  REQUIRE(store->finish(result_of(leased(*store, "a", "one", kStart + 33 * kDay))));
  CHECK_FALSE(overdue(kStart + 29 * kDay));
  CHECK(store->move_due(*store->next_due("a"), kStart + 40 * kDay, Trigger::schedule));
  CHECK_FALSE(overdue(kStart + 39 * kDay));
  CHECK(overdue(kStart + 40 * kDay));
}

TEST_CASE("runs and findings are listed", "[daemon][store]") {
  auto store = opened();
  add_partner(*store, "a");
  add_partner(*store, "b");
  std::vector<std::int64_t> ids;
  for (int i = 0; i < 4; ++i) {
    const Run run = leased(*store, i == 1 ? "b" : "a");
    ids.push_back(run.id);
    if (i == 2)
      store->fail(run.id, "one", "no", kStart, kStart);
    else
      store->finish(result_of(run, i == 0 ? Verdict::met : Verdict::not_met));
  }
  const auto listed = [&](Store::RunFilter filter) {
    std::vector<std::int64_t> out;
    for (const Run& run : store->runs(filter)) out.push_back(run.id);
    return out;
  };
  using Ids = std::vector<std::int64_t>;
  CHECK(listed({}) == Ids{ids[3], ids[2], ids[1], ids[0]});
  CHECK(listed({.partner = "a", .state = {}, .before = 0, .limit = 2}) == Ids{ids[3], ids[2]});
  CHECK(listed({.partner = "a", .state = {}, .before = ids[2], .limit = 2}) == Ids{ids[0]});
  CHECK(listed({.partner = {}, .state = RunState::failed, .before = 0, .limit = 9}) == Ids{ids[2]});
  CHECK(listed({.partner = "b", .state = RunState::failed, .before = 0, .limit = 9}).empty());
  const auto history = store->history("a", 9);
  REQUIRE(history.size() == 2);
  CHECK(history[0].run == ids[0]);
  CHECK(history[0].verdict == Verdict::met);
  CHECK(history[1].run == ids[3]);
  CHECK(store->history("a", 1).size() == 1);
  CHECK(store->history("a", 1)[0].run == ids[3]);
}
