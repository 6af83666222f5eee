// A process that works on a store is killed at random moments. Nothing it was told is done may be
// lost or done twice. VERIFY_KILLS says how often [30]; VERIFY_SEED repeats the moments.
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <random>
#include <set>
#include <sstream>
#include <thread>

#include "daemon/store/retention.h"
#include "daemon/store/sql.h"
#include "daemon/store/store_world.h"
#include "support/temp_folder.h"

using namespace verify;
using namespace verify::daemon;
using namespace verify::daemon::test;
namespace fs = std::filesystem;

namespace {

constexpr int kPartners = 20;
constexpr int kFindings = 9;
constexpr int kThreads = 3;

int number_of(const char* name, int otherwise) {
  const char* const text = std::getenv(name);
  return text == nullptr ? otherwise : std::atoi(text);
}

FileVault vault_in(const fs::path& folder) {
  auto vault = FileVault::open(folder);
  if (!vault) throw std::runtime_error(vault.error().describe());
  return *vault;
}

// ---- the one that is killed

// One line in one write, so that none is torn: what is on the pipe was done before.
void acknowledge(int pipe, char what, std::int64_t run) {
  const std::string line = what + std::to_string(run) + "\n";
  if (::write(pipe, line.data(), line.size()) < 0) std::_Exit(1);
}

RunResult whole_result(const Run& run, FileVault& vault, std::mt19937& random) {
  RunResult result = result_of(run);
  const std::string of = std::to_string(run.id) + "." + std::to_string(run.attempts);
  result.evidence = *vault.put("evidence " + of + std::string(random() % 60'000, '.'));
  result.report = *vault.put("report " + of);
  result.findings.clear();
  result.standings.clear();
  for (int i = 0; i < kFindings; ++i) {
    const std::string id = "P1." + std::to_string(i);
    result.findings.push_back({run.id, id, Verdict::met, "code", "Text.", std::nullopt});
    result.standings.push_back(standing(id, Verdict::met, run.id));
  }
  result.transitions = {{.requirement = "P1.1", .to = Verdict::met, .at = kStart}};
  result.deliveries = {{.id = "of run " + std::to_string(run.id), .channel = "hook"}};
  result.next_due = kStart;
  return result;
}

void work(Store& store, FileVault& vault, int pipe, unsigned seed) {
  std::mt19937 random(seed);
  const std::string holder = std::to_string(getpid()) + "." + std::to_string(seed);
  for (;;) {
    const std::string partner = "p" + std::to_string(random() % kPartners);
    if (const auto queued = store.enqueue(partner, Trigger::schedule, "", kStart))
      acknowledge(pipe, 'Q', queued->id);
    for (const Run& run : store.lease(holder, kStart, kHour, 1 + static_cast<int>(random() % 2)))
      if (store.finish(whole_result(run, vault, random))) acknowledge(pipe, 'F', run.id);
  }
}

// ---- the one that kills

struct Victim {
  pid_t process = -1;
  int pipe = -1;
};

Victim start_victim(const fs::path& folder, unsigned seed) {
  int ends[2];
  if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
  const std::vector<std::string> variables = {"VERIFY_VICTIM_FOLDER=" + folder.string(),
                                              "VERIFY_VICTIM_PIPE=" + std::to_string(ends[1]),
                                              "VERIFY_VICTIM_SEED=" + std::to_string(seed)};
  const pid_t process = fork();
  if (process < 0) throw std::runtime_error("no process");
  if (process == 0) {
    ::close(ends[0]);
    for (const std::string& one : variables) ::putenv(const_cast<char*>(one.c_str()));
    ::execl("/proc/self/exe", "victim", "[store-victim]", nullptr);
    std::_Exit(1);
  }
  ::close(ends[1]);
  return {process, ends[0]};
}

// Reads for so long; false at the end of what was written.
bool read_for(int pipe, std::chrono::microseconds time, std::string& into) {
  const auto end = std::chrono::steady_clock::now() + time;
  for (;;) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    if (left.count() <= 0) return true;
    pollfd one = {pipe, POLLIN, 0};
    if (::poll(&one, 1, static_cast<int>(left.count())) <= 0) continue;
    char bytes[4096];
    const ssize_t size = ::read(pipe, bytes, sizeof bytes);
    if (size <= 0) return false;
    into.append(bytes, static_cast<std::size_t>(size));
  }
}

// Lets it acknowledge a random number of things and work for a random time more, so that a slow
// disk is killed in the middle of its work too. One in four is killed while it opens the store, or
// before.
std::string killed_at_random(const fs::path& folder, std::mt19937& random) {
  const Victim victim = start_victim(folder, static_cast<unsigned>(random()));
  const auto enough = static_cast<std::ptrdiff_t>(random() % 4 == 0 ? 0 : 1 + random() % 20);
  std::string said;
  bool alive = true;
  while (alive && std::count(said.begin(), said.end(), '\n') < enough)
    alive = read_for(victim.pipe, std::chrono::milliseconds(1), said);
  if (alive) alive = read_for(victim.pipe, std::chrono::microseconds(random() % 50'000), said);
  CHECK(alive);  // it never ends by itself
  ::kill(victim.process, SIGKILL);
  int status = 0;
  ::waitpid(victim.process, &status, 0);
  while (read_for(victim.pipe, std::chrono::hours(1), said)) {
  }
  ::close(victim.pipe);
  return said;
}

struct Acknowledged {
  std::set<std::int64_t> queued, finished;
  std::vector<std::int64_t> twice, fresh;

  void add(const std::string& said) {
    fresh.clear();
    std::istringstream lines(said);
    for (std::string line; std::getline(lines, line);) {
      const std::int64_t run = std::stoll(line.substr(1));
      if (line[0] == 'Q') queued.insert(run);
      if (line[0] == 'F' && !finished.insert(run).second) twice.push_back(run);
      fresh.push_back(run);
    }
  }
};

// Each row counts what must not be.
const std::pair<const char*, const char*> kNever[] = {
    {"a finished run without all its findings",
     "SELECT count(*) FROM runs WHERE state = 'finished' AND "
     "(SELECT count(*) FROM findings WHERE run = runs.id) <> 9"},
    {"findings of a run that is not finished",
     "SELECT count(*) FROM findings JOIN runs ON runs.id = findings.run WHERE state <> 'finished'"},
    {"a finished run without its one message",
     "SELECT count(*) FROM runs WHERE state = 'finished' AND (SELECT count(*) FROM deliveries "
     "WHERE deliveries.id = 'of run ' || runs.id) <> 1"},
    {"a message or a change of a run that is not finished",
     "SELECT (SELECT count(*) FROM deliveries) + (SELECT count(*) FROM transitions) - "
     "2 * (SELECT count(*) FROM runs WHERE state = 'finished')"},
    {"a partner with two open runs",
     "SELECT count(*) FROM (SELECT partner FROM runs WHERE state IN ('queued', 'running') "
     "GROUP BY partner HAVING count(*) > 1) AS many"},
    {"a partner that does not know of its open run",
     "SELECT count(*) FROM partners WHERE run_open <> (SELECT count(*) FROM runs WHERE "
     "partner = partners.id AND state IN ('queued', 'running'))"},
    {"a partner whose last run is another",
     "SELECT count(*) FROM partners WHERE COALESCE(last_run, 0) <> COALESCE((SELECT max(id) FROM "
     "runs WHERE partner = partners.id AND state = 'finished'), 0)"},
    {"a verdict that stands on another run",
     "SELECT count(*) FROM standings JOIN partners ON partners.id = standings.partner WHERE "
     "standings.run <> partners.last_run"},
};

void check_rules(const fs::path& database) {
  sql::Session session(sql::sqlite_dialect(), *sql::sqlite_dialect().place(database.string()),
                       true);
  for (const auto& [what, count] : kNever) {
    INFO(what);
    CHECK(session.number(count) == 0);
  }
}

void check_acknowledged(Store& store, const FileVault& vault, const Acknowledged& acknowledged) {
  CHECK(acknowledged.twice.empty());
  for (const std::int64_t id : acknowledged.fresh) {
    INFO("run " << id);
    const auto run = store.run(id);
    REQUIRE(run);
    if (!acknowledged.finished.contains(id)) continue;
    CHECK(run->state == RunState::finished);
    const auto evidence = vault.read(run->evidence);
    REQUIRE(evidence);
    CHECK(evidence->starts_with("evidence " + std::to_string(id) + "."));
    CHECK(vault.has(run->report));
  }
}

// Everything that is referred to is there, and after an hour nothing else is.
void check_files(Store& store, FileVault& vault) {
  const Instant later = system_clock().now() + 2 * kHour;
  RetentionRules rules;
  // Of earlier runs nothing is kept, or 1,000 kills would fill a disk: not even what was used last.
  rules.keep = Duration{-1};
  discard_files(store, vault, rules, later);
  std::set<std::string> referred, there;
  for (const auto& one : store.referred_files()) referred.insert(one.digest);
  for (const auto& entry : vault.entries()) there.insert(entry.digest);
  CHECK(referred == there);
}

}  // namespace

// Not a test: what the next one starts and kills.
TEST_CASE("a process that works on a store until it is killed", "[.][store-victim]") {
  const char* const place = std::getenv("VERIFY_VICTIM_FOLDER");
  if (place == nullptr) return;
  const int pipe = number_of("VERIFY_VICTIM_PIPE", 1);
  const auto store = opened(fs::path(place) / "x.db");
  FileVault vault = vault_in(fs::path(place) / "files");
  store->reclaim(kStart, std::to_string(getpid()));
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i)
    threads.emplace_back([&, i] {
      work(*store, vault, pipe, static_cast<unsigned>(number_of("VERIFY_VICTIM_SEED", 1) + i));
    });
  for (std::thread& thread : threads) thread.join();
}

TEST_CASE("no acknowledged run is lost or doubled by a kill", "[daemon][store][kill]") {
  const int kills = number_of("VERIFY_KILLS", 30);
  const int seed = number_of("VERIFY_SEED", static_cast<int>(std::random_device{}() >> 1));
  INFO("VERIFY_SEED=" << seed);
  std::mt19937 random(static_cast<unsigned>(seed));
  const verify::test::TempFolder folder;
  const fs::path database = folder.path() / "x.db";
  {
    const auto store = opened(database);
    for (int i = 0; i < kPartners; ++i) add_partner(*store, "p" + std::to_string(i));
  }
  Acknowledged acknowledged;
  for (int kill = 0; kill < kills; ++kill) {
    INFO("kill " << kill);
    acknowledged.add(killed_at_random(folder.path(), random));
    const auto store = opened(database);  // the dead process holds nothing
    FileVault vault = vault_in(folder.path() / "files");
    CHECK(store->check() == "ok");
    check_rules(database);
    check_acknowledged(*store, vault, acknowledged);
    check_files(*store, vault);
  }
  CHECK_FALSE(acknowledged.finished.empty());
  if (std::getenv("VERIFY_KILLS") != nullptr)
    std::printf("%d kills: %zu runs acknowledged as queued, %zu as finished; seed %d\n", kills,
                acknowledged.queued.size(), acknowledged.finished.size(), seed);
}
