// Transitions, overrides, deliveries, tokens, notes and references.
#include <set>

#include "daemon/store/store_world.h"

using namespace verify;
using namespace verify::daemon;
using namespace verify::daemon::test;

TEST_CASE("transitions are listed, the newest first", "[daemon][store]") {
  auto store = opened();
  for (const char* id : {"a", "b"}) {
    add_partner(*store, id);
    RunResult result = result_of(leased(*store, id));
    for (const char* requirement : {"P1.1", "P1.2"})
      result.transitions.push_back({.id = 0,
                                    .run = 0,
                                    .partner = {},
                                    .requirement = requirement,
                                    .from = {},
                                    .to = Verdict::met,
                                    .cause = Cause::first_seen,
                                    .explanation = "x",
                                    .diff = {},
                                    .at = kStart});
    REQUIRE(store->finish(result));
  }
  const auto listed = [&](Store::TransitionFilter filter) {
    std::vector<std::int64_t> out;
    for (const Transition& one : store->transitions(filter)) out.push_back(one.id);
    return out;
  };
  using Ids = std::vector<std::int64_t>;
  CHECK(listed({}) == Ids{4, 3, 2, 1});
  CHECK(listed({.partner = "a", .requirement = {}}) == Ids{2, 1});
  CHECK(listed({.partner = "b", .requirement = "P1.1"}) == Ids{3});
  CHECK(listed({.partner = {}, .requirement = {}, .before = 3}) == Ids{2, 1});
  CHECK(listed({.partner = {}, .requirement = {}, .before = 0, .after = 2}) == Ids{4, 3});
  CHECK(listed({.partner = {}, .requirement = {}, .before = 0, .after = 0, .limit = 1}) == Ids{4});
  CHECK_FALSE(store->transitions({})[0].from);
}

TEST_CASE("a person's word is kept, and can be withdrawn once", "[daemon][store]") {
  auto store = opened();
  add_partner(*store, "a");
  Override word = {.id = 7,
                   .partner = "a",
                   .requirement = "P1.1",
                   .verdict = Verdict::waived,
                   .who = "ann",
                   .why = "seen by phone",
                   .at = kStart,
                   .until = parse_date("2026-12-31"),
                   .withdrawn_at = {},
                   .withdrawn_by = {}};
  const Override said = store->add_override(word);
  CHECK(said.id > 0);
  CHECK(store->withdraw_override(said.id, "bob", kStart + kDay));
  CHECK_FALSE(store->withdraw_override(said.id, "bob", kStart + 2 * kDay));
  CHECK_FALSE(store->withdraw_override(99, "bob", kStart));
  const auto kept = store->overrides("a");
  REQUIRE(kept.size() == 1);
  CHECK(kept[0].verdict == Verdict::waived);
  CHECK(kept[0].why == "seen by phone");
  CHECK(kept[0].until == parse_date("2026-12-31"));
  CHECK(kept[0].withdrawn_at == kStart + kDay);
  CHECK(kept[0].withdrawn_by == "bob");
  word.partner = "nobody";
  CHECK(store->add_override(word).id == 0);
}

TEST_CASE("deliveries are tried, sent, given up and replayed", "[daemon][store]") {
  auto store = opened();
  const auto delivery = [](const std::string& id, const std::string& channel, Duration after) {
    return Delivery{.id = id,
                    .channel = channel,
                    .subject = "s",
                    .payload = "{}",
                    .state = DeliveryState::pending,
                    .attempts = 0,
                    .created_at = kStart + after,
                    .next_try = kStart + after,
                    .sent_at = {},
                    .error = {}};
  };
  store->add_delivery(delivery("2", "hook", 2 * kMinute));
  store->add_delivery(delivery("1", "hook", kMinute));
  store->add_delivery(delivery("3", "mail", kMinute));
  const auto ids = [](const std::vector<Delivery>& list) {
    std::string out;
    for (const Delivery& one : list) out += one.id;
    return out;
  };
  CHECK(ids(store->due_deliveries(kStart + kMinute, 9)) == "13");
  CHECK(ids(store->due_deliveries(kStart + kHour, 9)) == "132");
  CHECK(ids(store->due_deliveries(kStart + kHour, 9, "hook")) == "12");
  CHECK(ids(store->due_deliveries(kStart + kHour, 1)) == "1");
  CHECK(store->pending_deliveries() == 3);

  Delivery tried = delivery("1", "hook", kMinute);
  tried.attempts = 1;
  tried.next_try = kStart + kDay;
  tried.error = "HTTP 500";
  store->update_delivery(tried);
  CHECK(ids(store->due_deliveries(kStart + kHour, 9, "hook")) == "2");
  CHECK_FALSE(store->replay_delivery("1", kStart));
  tried.state = DeliveryState::dead;
  store->update_delivery(tried);
  store->add_delivery(delivery("1", "hook", 0 * kMinute));  // it is there already
  CHECK(ids(store->deliveries({.state = DeliveryState::dead, .limit = 9})) == "1");
  CHECK(store->replay_delivery("1", kStart + kHour));
  CHECK_FALSE(store->replay_delivery("1", kStart + kHour));
  const auto again = store->due_deliveries(kStart + kHour, 9, "hook");
  REQUIRE(ids(again) == "21");
  CHECK(again[1].attempts == 0);
  Delivery sent = again[1];
  sent.state = DeliveryState::sent;
  sent.sent_at = kStart + kHour;
  store->update_delivery(sent);
  CHECK(store->deliveries({.state = DeliveryState::sent, .limit = 9})[0].sent_at == kStart + kHour);
  CHECK(ids(store->deliveries({.state = {}, .limit = 2})) == "23");
  CHECK(store->deliveries({.state = {}, .limit = 1})[0].payload.empty());
  CHECK(store->pending_deliveries() == 2);

  // After a clock was put back: what lies too far off, and only that.
  store->add_delivery(delivery("4", "hook", kDay));
  store->add_delivery(delivery("5", "hook", kDay + kMinute));
  CHECK(store->hasten_deliveries(kStart + kDay, kStart) == 1);
  CHECK(ids(store->due_deliveries(kStart, 9)) == "5");
  CHECK(store->hasten_deliveries(kStart + kDay, kStart) == 0);
}

TEST_CASE("tokens have one name, and are found by their digest", "[daemon][store]") {
  auto store = opened();
  const Token token = {.name = "ann",
                       .role = Role::operator_,
                       .sha256 = "aa",
                       .created_at = kStart,
                       .expires_at = kStart + kDay,
                       .revoked_at = {}};
  CHECK(store->add_token(token));
  CHECK_FALSE(store->add_token(token));
  CHECK(store->add_token({.name = "bob",
                          .role = Role::viewer,
                          .sha256 = "bb",
                          .created_at = kStart,
                          .expires_at = {},
                          .revoked_at = {}}));
  CHECK(store->revoke_token("ann", kStart + kHour));
  CHECK_FALSE(store->revoke_token("ann", kStart + kHour));
  CHECK_FALSE(store->revoke_token("eve", kStart));
  const auto found = store->token_by_sha256("aa");
  REQUIRE(found);
  CHECK(found->name == "ann");
  CHECK(found->role == Role::operator_);
  CHECK(found->expires_at == kStart + kDay);
  CHECK(found->revoked_at == kStart + kHour);
  CHECK_FALSE(store->token_by_sha256("cc"));
  REQUIRE(store->tokens().size() == 2);
  CHECK_FALSE(store->tokens()[1].expires_at);
}

TEST_CASE("notes are kept by name", "[daemon][store]") {
  auto store = opened();
  CHECK_FALSE(store->note("digest"));
  store->put_note("digest", "1");
  store->put_note("digest", "2");
  CHECK(store->note("digest") == "2");
  CHECK_FALSE(store->trouble());
}

TEST_CASE("what a verdict stands on is live, and stays", "[daemon][store]") {
  auto store = opened();
  store->put_partner({.id = "a",
                      .name = {},
                      .group = {},
                      .cadence = {},
                      .checklist = {},
                      .paused = false,
                      .created_at = kStart});
  store->add_application({.partner = "a",
                          .version = 0,
                          .sha256 = "1",
                          .json = "{}",
                          .files = {{"n.pdf", "file"}},
                          .submitted_at = kStart,
                          .submitted_by = "me"});
  // The first is cited still, the second is not, the third is the last.
  RunResult first = result_of(leased(*store, "a"));
  first.evidence = "one", first.report = "report one", first.trace = "trace one";
  REQUIRE(store->finish(first));
  RunResult second = result_of(leased(*store, "a"));
  second.evidence = "two", second.report = "report two", second.trace = "trace two";
  REQUIRE(store->finish(second));
  RunResult third = result_of(leased(*store, "a"));
  third.evidence = "three", third.report = "report three";
  third.standings = {standing("P1.1", Verdict::met, first.run)};
  REQUIRE(store->finish(third));

  std::map<std::string, bool> live;
  for (const auto& one : store->referred_files()) live[one.digest] = one.live;
  CHECK(live == std::map<std::string, bool>{{"file", true},
                                            {"one", true},
                                            {"report one", true},
                                            {"trace one", true},
                                            {"two", false},
                                            {"report two", false},
                                            {"trace two", false},
                                            {"three", true},
                                            {"report three", true}});
  store->drop_evidence({"file", "one", "two", "report two", "trace two", "three", "other"});
  std::set<std::string> left;
  for (const auto& one : store->referred_files()) left.insert(one.digest);
  CHECK(left ==
        std::set<std::string>{"file", "one", "report one", "trace one", "three", "report three"});
  CHECK(store->run(second.run)->evidence.empty());
  CHECK(store->run(second.run)->state == RunState::finished);

  // What a run replaces goes, unless a verdict stands on it.
  RunResult fourth = result_of(leased(*store, "a"));
  fourth.standings = third.standings;
  fourth.replaced_evidence = {"one", "three"};
  REQUIRE(store->finish(fourth));
  CHECK(store->run(first.run)->evidence == "one");
  CHECK(store->run(third.run)->evidence.empty());
}
