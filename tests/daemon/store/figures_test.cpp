// Not a test: how long the store takes with many partners. `verify_daemon_tests "[store-figures]"`,
// VERIFY_PARTNERS [100000], VERIFY_REQUIREMENTS [69], VERIFY_STORE (a file that is kept; made when
// it is not there).
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "daemon/store/sql.h"
#include "daemon/store/store_world.h"
#include "support/temp_folder.h"

using namespace verify;
using namespace verify::daemon;
using namespace verify::daemon::test;
namespace fs = std::filesystem;

namespace {

int number_of(const char* name, int otherwise) {
  const char* const text = std::getenv(name);
  return text == nullptr ? otherwise : std::atoi(text);
}

struct Took {
  double wall = 0, cpu = 0;  // ms; on a machine that others use, only the second says something
};

Took time_of(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  const std::clock_t cpu = std::clock();
  work();
  return {
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count(),
      1000.0 * static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC};
}

double share(std::vector<double> values, double at) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(at * static_cast<double>(values.size() - 1))];
}

void measure(const char* what, const std::function<void(int)>& work, int times = 101) {
  std::vector<double> wall, cpu;
  for (int i = 0; i < times; ++i) {
    const Took took = time_of([&] { work(i); });
    wall.push_back(took.wall);
    cpu.push_back(took.cpu);
  }
  std::printf("%-38s CPU median %8.3f p99 %8.3f ms, waited median %8.3f p99 %8.3f ms\n", what,
              share(cpu, 0.5), share(cpu, 0.99), share(wall, 0.5), share(wall, 0.99));
  std::fflush(stdout);
}

std::string id_of(int number) {
  char id[32];
  std::snprintf(id, sizeof id, "partner-%06d", number);
  return id;
}

// One in a thousand is not ready, one in a hundred was never checked.
RunResult result_with(const Run& run, int number, int requirements) {
  const bool bad = number % 1000 == 500;
  RunResult result = result_of(run, Verdict::met, bad ? Outcome::not_ready : Outcome::ready);
  result.findings.clear();
  result.standings.clear();
  for (int r = 0; r < requirements; ++r) {
    const Verdict verdict = bad && r == 0 ? Verdict::not_met
                            : r % 5 == 1  ? Verdict::needs_review
                                          : Verdict::met;
    const std::string requirement = "C1." + std::to_string(r);
    result.findings.push_back({run.id,
                               requirement,
                               verdict,
                               "case-study-outcomes-missing",
                               "The case study says what was achieved, in figures.",
                               {}});
    Standing standing = daemon::test::standing(requirement, verdict, run.id);
    standing.text = result.findings.back().text;
    result.standings.push_back(standing);
  }
  return result;
}

void screen(Store& store, int number, int requirements) {
  store.finish(result_with(leased(store, id_of(number)), number, requirements));
}

void fill(Store& store, int partners, int requirements) {
  for (int i = 0; i < partners; ++i) {
    add_partner(store, id_of(i), "Company Number " + std::to_string(i) + " Consulting GmbH",
                i % 10 == 0 ? "gold" : "");
    if (i % 100 != 1) screen(store, i, requirements);
  }
}

}  // namespace

TEST_CASE("figures of the store", "[.][store-figures]") {
  const int partners = number_of("VERIFY_PARTNERS", 100'000);
  const int requirements = number_of("VERIFY_REQUIREMENTS", 69);
  const verify::test::TempFolder folder;
  const char* const kept = std::getenv("VERIFY_STORE");
  const fs::path file = kept != nullptr ? fs::path(kept) : folder.path() / "x.db";
  const bool is_there = fs::exists(file);
  const auto store = opened(file);
  if (!is_there) {
    const Took took = time_of([&] { fill(*store, partners, requirements); });
    std::printf("%d partners, %d requirements each: made in %.0f s of CPU\n", partners,
                requirements, took.cpu / 1000);
  }
  std::printf("%.0f MB\n", static_cast<double>(fs::file_size(file)) / 1e6);

  const Instant now = kStart + kDay;
  const auto page = [&](auto&& set) {
    return [&, set](int i) {
      PortfolioFilter filter;
      set(filter, i);
      CHECK(store->portfolio(filter, now).size() <= 500);
    };
  };
  measure("portfolio: first page", page([](auto&, int) {}));
  measure("portfolio: any page",
          page([&](auto& f, int i) { f.after = id_of(i * partners / 101); }));
  measure("portfolio: page of 500", page([](auto& f, int) { f.limit = 500; }));
  measure("portfolio: group", page([](auto& f, int) { f.group = "gold"; }));
  measure("portfolio: group that is not there", page([](auto& f, int) { f.group = "none"; }));
  measure("portfolio: outcome (1 in 1,000)",
          page([](auto& f, int) { f.outcome = Outcome::not_ready; }));
  measure("portfolio: outcome (none)",
          page([](auto& f, int) { f.outcome = Outcome::needs_review; }));
  measure("portfolio: verdict (1 in 1,000)",
          page([](auto& f, int) { f.verdict = Verdict::not_met; }));
  measure("portfolio: verdict (none)", page([](auto& f, int) { f.verdict = Verdict::blocked; }));
  measure("portfolio: stale (1 in 100)", page([](auto& f, int) { f.stale = true; }));
  measure("portfolio: search (one)",
          page([&](auto& f, int i) { f.search = "NUMBER " + std::to_string(i * 997); }));
  measure("portfolio: search (none)", page([](auto& f, int) { f.search = "nobody's name"; }));
  measure("portfolio: all filters (none)", page([](auto& f, int) {
            f.search = "nobody", f.group = "gold", f.outcome = Outcome::ready,
            f.verdict = Verdict::met, f.stale = false;
          }));
  measure("counts", [&](int) { CHECK(store->counts(now).partners > 0); });
  measure("due (64)", [&](int) { CHECK(store->due(now, 64).size() <= 64); });
  measure("earliest due", [&](int) { store->earliest_due(); });
  measure("standings of a partner", [&](int i) { store->standings(id_of(i * partners / 101)); });
  measure("history of a partner", [&](int i) { store->history(id_of(i * partners / 101), 50); });
  measure("put a note (one durable write)",
          [&](int i) { store->put_note("figure", std::to_string(i)); });
  measure("enqueue, lease, finish",
          [&](int i) { screen(*store, i * partners / 101, requirements); });
  measure("referred files", [&](int) { CHECK(!store->referred_files().empty()); }, 3);
}
