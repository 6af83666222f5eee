#include "daemon/store/store_world.h"

using namespace verify;
using namespace verify::daemon;
using namespace verify::daemon::test;

namespace {

std::string ids_of(const std::vector<PortfolioRow>& rows) {
  std::string out;
  for (const PortfolioRow& row : rows) out += (out.empty() ? "" : " ") + row.partner.id;
  return out;
}

// a and b were checked, c waits, d has no application, e is paused.
std::unique_ptr<Store> small_portfolio() {
  auto store = opened();
  add_partner(*store, "a", "Alpha GmbH", "gold");
  add_partner(*store, "b", "Müller & Söhne", "gold");
  add_partner(*store, "c", "Gamma 100%", "");
  store->put_partner({.id = "d",
                      .name = "Delta",
                      .group = {},
                      .cadence = {},
                      .checklist = {},
                      .paused = false,
                      .created_at = kStart});
  add_partner(*store, "e", "Epsilon");
  store->put_partner({.id = "e",
                      .name = "Epsilon",
                      .group = {},
                      .cadence = {},
                      .checklist = {},
                      .paused = true,
                      .created_at = kStart + kDay});
  store->finish(result_of(leased(*store, "a")));
  store->finish(result_of(leased(*store, "b"), Verdict::not_met, Outcome::not_ready));
  return store;
}

}  // namespace

TEST_CASE("a partner is kept, changed and removed with all its history", "[daemon][store]") {
  auto store = opened();
  const Partner partner = {.id = "acme",
                           .name = "Acme",
                           .group = "gold",
                           .cadence = "every 7d",
                           .checklist = "list",
                           .paused = false,
                           .created_at = kStart};
  store->put_partner(partner);
  Partner changed = partner;
  changed.name = "Acme \"Inc\" \xE2\x82\xAC";
  changed.paused = true;
  changed.created_at = kStart + kDay;
  store->put_partner(changed);
  const auto kept = store->partner("acme");
  REQUIRE(kept);
  CHECK(kept->name == changed.name);
  CHECK(kept->group == "gold");
  CHECK(kept->cadence == "every 7d");
  CHECK(kept->checklist == "list");
  CHECK(kept->paused);
  CHECK(kept->created_at == kStart);  // it was added only once
  CHECK_FALSE(store->partner("other"));

  add_partner(*store, "acme");
  const Run run = leased(*store, "acme");
  RunResult result = result_of(run);
  result.transitions = {{.id = 0,
                         .run = 0,
                         .partner = {},
                         .requirement = "P1.1",
                         .from = {},
                         .to = Verdict::met,
                         .cause = Cause::first_seen,
                         .explanation = "x",
                         .diff = "",
                         .at = kStart}};
  REQUIRE(store->finish(result));
  store->add_override({.id = 0,
                       .partner = "acme",
                       .requirement = "P1.1",
                       .verdict = Verdict::met,
                       .who = "w",
                       .why = "y",
                       .at = kStart,
                       .until = {},
                       .withdrawn_at = {},
                       .withdrawn_by = {}});
  const Run open = leased(*store, "acme", "one", kStart + kDay);
  CHECK(store->remove_partner("acme"));
  CHECK_FALSE(store->remove_partner("acme"));
  CHECK_FALSE(store->run(run.id));
  CHECK(store->findings(run.id).empty());
  CHECK(store->standings("acme").empty());
  CHECK(store->transitions({}).empty());
  CHECK(store->overrides("acme").empty());
  CHECK(store->referred_files().empty());
  CHECK_FALSE(store->finish(result_of(open)));  // a run under way finds nothing to end
}

TEST_CASE("a name and the rest are changed apart", "[daemon][store]") {
  auto store = opened();
  store->put_partner({.id = "acme", .group = "gold", .created_at = kStart});
  CHECK(store->partner("acme")->name == "acme");
  CHECK(store->rename_partner("acme", "Acme GmbH"));
  store->put_partner({.id = "acme", .paused = true, .created_at = kStart});
  CHECK(store->partner("acme")->name == "Acme GmbH");
  CHECK(store->rename_partner("acme", "Äcme AG"));
  CHECK(store->partner("acme")->paused);
  PortfolioFilter filter;
  filter.search = "äcme";
  CHECK(ids_of(store->portfolio(filter, kStart)) == "acme");
  CHECK_FALSE(store->rename_partner("nobody", "x"));
}

TEST_CASE("the portfolio is filtered", "[daemon][store]") {
  auto store = small_portfolio();
  struct Row {
    PortfolioFilter filter;
    std::string ids;
  };
  const auto filter = [](auto&& set) {
    PortfolioFilter out;
    set(out);
    return out;
  };
  const Row rows[] = {
      {{}, "a b c d e"},
      {filter([](auto& f) { f.limit = 2; }), "a b"},
      {filter([](auto& f) { f.limit = 2, f.after = "b"; }), "c d"},
      {filter([](auto& f) { f.after = "e"; }), ""},
      {filter([](auto& f) { f.group = "gold"; }), "a b"},
      {filter([](auto& f) { f.outcome = Outcome::not_ready; }), "b"},
      {filter([](auto& f) { f.verdict = Verdict::met; }), "a"},
      {filter([](auto& f) { f.verdict = Verdict::not_met; }), "b"},
      {filter([](auto& f) { f.verdict = Verdict::blocked; }), ""},
      {filter([](auto& f) { f.stale = true; }), "c"},
      {filter([](auto& f) { f.stale = false; }), "a b d e"},
      {filter([](auto& f) { f.search = "ALPHA"; }), "a"},
      {filter([](auto& f) { f.search = "mÜLLER"; }), "b"},
      {filter([](auto& f) { f.search = "%"; }), "c"},
      {filter([](auto& f) { f.search = "_"; }), ""},
      {filter([](auto& f) { f.search = "a", f.group = "gold"; }), "a"},
      {filter([](auto& f) { f.search = "'"; }), ""},
      {filter([](auto& f) {
         f.group = "gold", f.outcome = Outcome::ready, f.verdict = Verdict::met, f.stale = false;
       }),
       "a"},
  };
  for (const Row& row : rows) {
    INFO(row.ids << " by search '" << row.filter.search << "'");
    CHECK(ids_of(store->portfolio(row.filter, kStart + kDay)) == row.ids);
  }
}

TEST_CASE("a line of the portfolio says what is known", "[daemon][store]") {
  auto store = small_portfolio();
  store->enqueue("c", Trigger::first, "", kStart);
  const auto rows = store->portfolio({}, kStart);
  REQUIRE(rows.size() == 5);
  CHECK(rows[0].outcome == Outcome::ready);
  CHECK(rows[0].checked_at == kStart + kHour);
  CHECK(rows[0].next_due == kStart + 30 * kDay);
  CHECK(rows[0].summary == std::map<Verdict, int>{{Verdict::met, 1}});
  CHECK_FALSE(rows[0].run_open);
  CHECK(rows[2].run_open);
  CHECK_FALSE(rows[2].outcome);
  CHECK_FALSE(rows[3].next_due);
  CHECK(rows[4].partner.paused);
  CHECK_FALSE(rows[0].overdue);
  CHECK(rows[2].overdue);  // until a run has finished

  const auto line = [&](const char* id, Instant now) { return store->portfolio_row(id, now); };
  CHECK(line("a", kStart)->summary == rows[0].summary);
  CHECK(line("a", kStart)->next_due == rows[0].next_due);
  CHECK(line("a", kStart + 31 * kDay)->overdue);
  CHECK_FALSE(line("e", kStart + 31 * kDay)->overdue);  // is paused
  CHECK_FALSE(line("nobody", kStart));

  const PortfolioCounts counts = store->counts(kStart + kDay);
  CHECK(counts.partners == 5);
  CHECK(counts.never_checked == 3);
  CHECK(counts.outcomes ==
        std::map<Outcome, std::int64_t>{{Outcome::ready, 1}, {Outcome::not_ready, 1}});
  CHECK(counts.queued == 1);
  CHECK(counts.running == 0);
  CHECK(counts.overdue == 1);
}

TEST_CASE("applications are versions of a text and its files", "[daemon][store]") {
  auto store = opened();
  store->put_partner({.id = "a",
                      .name = "A",
                      .group = {},
                      .cadence = {},
                      .checklist = {},
                      .paused = false,
                      .created_at = kStart});
  ApplicationVersion one = {.partner = "a",
                            .version = 0,
                            .sha256 = "1",
                            .json = "{}",
                            .files = {{"n.pdf", "d1"}},
                            .submitted_at = kStart,
                            .submitted_by = "me"};
  CHECK_FALSE(store->application("a"));
  CHECK_FALSE(store->next_due("a"));
  CHECK(store->add_application(one) == 1);
  CHECK(store->add_application(one) == 1);
  CHECK(store->next_due("a")->trigger == Trigger::first);
  ApplicationVersion two = one;
  two.files["n.pdf"] = "d2";
  two.submitted_at = kStart + kDay;
  CHECK(store->add_application(two) == 2);
  CHECK(store->add_application(one) == 3);  // the first text again is new beside the second
  two.partner = "nobody";
  CHECK(store->add_application(two) == 0);

  CHECK(store->application("a")->version == 3);
  const auto second = store->application("a", 2);
  REQUIRE(second);
  CHECK(second->json == "{}");
  CHECK(second->files == std::map<std::string, std::string>{{"n.pdf", "d2"}});
  CHECK(second->submitted_at == kStart + kDay);
  CHECK(second->submitted_by == "me");
  CHECK_FALSE(store->application("a", 4));
  const auto all = store->applications("a");
  REQUIRE(all.size() == 3);
  CHECK(all[1].sha256 == "1");
  CHECK(all[1].json.empty());
  CHECK(all[1].files.at("n.pdf") == "d2");
}
