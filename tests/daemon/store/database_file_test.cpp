// The database as a file: who may open it, what becomes of it when the disk does not play along.
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "daemon/store/file_limit.h"
#include "daemon/store/schema.h"
#include "daemon/store/store_world.h"
#include "support/places.h"
#include "support/temp_folder.h"

using namespace verify;
using namespace verify::daemon;
using namespace verify::daemon::test;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

std::string refusal(const std::string& connection) {
  const auto store = open_store(connection);
  return store ? "opened" : store.error().describe();
}

sql::Session session_on(const fs::path& file, bool read_only = false) {
  return {sql::sqlite_dialect(), *sql::sqlite_dialect().place(file.string()), read_only};
}

std::string sentence_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const StoreUnavailable& why) {
    return why.what();
  }
  return "nothing";
}

}  // namespace

TEST_CASE("only one daemon opens a database", "[daemon][store]") {
  const verify::test::TempFolder folder;
  const fs::path file = folder.path() / "a b.db";
  {
    const auto store = opened(file);
    add_partner(*store, "a");
    CHECK_THAT(refusal("sqlite:" + file.string()),
               Contains("in use by process " + std::to_string(getpid())) &&
                   Contains("only one daemon") && Contains("a b.db"));
  }
  CHECK(opened(file)->partner("a"));
}

TEST_CASE("a database has one daemon, under whatever name it is opened", "[daemon][store]") {
  const verify::test::TempFolder folder;
  const fs::path place = folder.path();
  fs::create_directory(place / "real");
  fs::create_directory_symlink(place / "real", place / "folder");
  fs::create_symlink("real/x.db", place / "link.db");  // also before there is a database
  fs::create_symlink("link.db", place / "twice.db");
  const std::string names[] = {"real/x.db",           "link.db",          "twice.db", "folder/x.db",
                               "real/../real/./x.db", "folder/../link.db"};
  for (const std::string& first : names)
    for (const std::string& second : names) {
      INFO(first << ", then " << second);
      {
        const auto store = opened(place / first);
        CHECK_THAT(refusal("sqlite:" + (place / second).string()), Contains("only one daemon"));
      }
      fs::remove_all(place / "real");
      fs::create_directory(place / "real");
    }
  fs::create_symlink("round.db", place / "round.db");
  CHECK(refusal("sqlite:" + (place / "round.db").string()) != "opened");
}

TEST_CASE("what is no database is refused, with the reason", "[daemon][store]") {
  const verify::test::TempFolder folder;
  const std::string place = folder.path().string() + "/";
  std::ofstream(place + "text.db") << std::string(5000, 'x');
  session_on(place + "other.db").execute("CREATE TABLE cats (name TEXT)");
  fs::create_directory(place + "folder.db");
  const std::pair<std::string, std::string> rows[] = {
      {"", "sqlite:FILE"},
      {"postgresql:dbname=x", "not \"postgresql:dbname=x\""},
      {"sqlite:", "\"sqlite:FILE\""},
      {"sqlite:a\"b", "quotation mark"},
      {"sqlite:" + place + "none/x.db", "cannot be locked"},
      {"sqlite:" + place + "text.db", "damaged"},
      {"sqlite:" + place + "other.db", "another program"},
      {"sqlite:" + place + "folder.db", "cannot be opened"},
  };
  for (const auto& [connection, says] : rows) {
    INFO(connection);
    CHECK_THAT(refusal(connection), Contains(says));
  }
}

TEST_CASE("a database of another user is refused", "[daemon][store]") {
  const verify::test::TempFolder folder;
  fs::permissions(folder.path(),
                  fs::perms::owner_all | fs::perms::others_read | fs::perms::others_exec);
  const fs::path file = folder.path() / "x.db";
  opened(file);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    if (geteuid() == 0 && setuid(65534) != 0) _exit(2);
    if (geteuid() == getuid() && access(file.c_str(), W_OK) == 0) _exit(2);
    _exit(open_store("sqlite:" + file.string()) ? 1 : 0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 2) {
    WARN("SKIP: this user cannot become another one");
    return;
  }
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("a database is migrated in one step or not at all", "[daemon][store]") {
  using sql::Migration;
  const Migration one = {.version = 1,
                         .statements = {"CREATE TABLE t (id {counting_key}, a TEXT)",
                                        "INSERT INTO t (a) VALUES ('kept')"}};
  const Migration two = {.version = 2,
                         .statements = {"ALTER TABLE t ADD b TEXT", "UPDATE t SET b = a || '!'"}};
  const Migration broken = {.version = 3, .statements = {"DELETE FROM t", "CREATE nonsense"}};
  const verify::test::TempFolder folder;
  sql::Session session = session_on(folder.path() / "x.db");
  CHECK(sql::migrate(session, std::vector{one}) == 1);
  CHECK(sql::migrate(session, std::vector{one}) == 1);
  CHECK(sql::migrate(session, std::vector{one, two}) == 2);
  CHECK_THROWS_AS(sql::migrate(session, std::vector{one, two, broken}), StoreUnavailable);
  CHECK(session.one("SELECT b FROM t", {}, [](sql::Row& row) { return row.text(); }) == "kept!");
  CHECK(session.number("SELECT version FROM schema_version") == 2);
  const auto newer = sql::migrate(session, std::vector{one});
  REQUIRE_FALSE(newer);
  CHECK(newer.error().message ==
        "the database has version 2, and this program knows versions up to 1");
  CHECK(session.number("SELECT count(*) FROM t") == 1);
}

TEST_CASE("the migrations are numbered one by one", "[daemon][store]") {
  int version = 0;
  for (const auto& migration : sql::migrations()) CHECK(migration.version == ++version);
}

// schema-1.sql is what version 1 wrote. It is never changed.
TEST_CASE("a database of the first version is read by this one", "[daemon][store]") {
  const verify::test::TempFolder folder;
  const fs::path file = folder.path() / "x.db";
  {
    sql::Session session = session_on(file);
    std::ifstream in(verify::test::source_folder() / "tests/daemon/store/schema-1.sql");
    REQUIRE(in);
    for (std::string line; std::getline(in, line);) session.execute(line);
  }
  const auto store = opened(file);
  CHECK(store->check() == "ok");
  const auto rows = store->portfolio({}, kStart);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].partner.name == "Alpha");
  CHECK(rows[0].summary == std::map<Verdict, int>{{Verdict::met, 1}});
  CHECK(rows[1].run_open);
  CHECK(store->standings("a").size() == 1);
  CHECK(store->findings(1).size() == 1);
  CHECK(store->transitions({}).size() == 1);
  CHECK(store->overrides("a").size() == 1);
  CHECK(store->due_deliveries(kStart, 9).size() == 1);
  CHECK(store->tokens().size() == 1);
  CHECK(store->application("a")->files.size() == 1);
  CHECK(store->note("digest") == "7");
  CHECK(store->finish(result_of(store->lease("one", kStart, kMinute, 1).at(0))));
}

TEST_CASE("a disk that is full changes nothing, and is told", "[daemon][store]") {
  const verify::test::TempFolder folder;
  const auto store = opened(folder.path() / "x.db");
  add_partner(*store, "a");
  const Run run = leased(*store, "a");
  RunResult large = result_of(run);
  large.findings[0].text = std::string(3'000'000, 'x');  // more than is kept in memory
  {
    const FileLimit limit(fs::file_size(folder.path() / "x.db-wal"));
    CHECK(store->trouble() == "The disk with the database cannot be read or written.");
    CHECK_THROWS_AS(store->finish(large), StoreUnavailable);
    CHECK_THROWS_AS(store->finish(result_of(run)), StoreUnavailable);
    CHECK_THROWS_AS(store->put_note("x", "y"), StoreUnavailable);
    CHECK(store->run(run.id)->state == RunState::running);  // it can be read
    CHECK(store->findings(run.id).empty());
  }
  CHECK_FALSE(store->trouble());
  CHECK(store->finish(large));
  CHECK(store->check() == "ok");
}

TEST_CASE("what the database refuses is said in plain words", "[daemon][store]") {
  const verify::test::TempFolder folder;
  const fs::path file = folder.path() / "x.db";
  sql::Session session = session_on(file);
  session.execute("CREATE TABLE t (a TEXT)");
  sql::Session reader = session_on(file, true);
  const std::string large(1 << 20, 'x');
  const auto fill = [&](sql::Session& into) {
    into.run("INSERT INTO t (a) VALUES (:a)", {{"a", large}});
  };
  session.each("PRAGMA max_page_count=10", {}, [](sql::Row&) {});
  CHECK(sentence_of([&] { fill(session); }) == "The disk with the database is full.");
  CHECK(sentence_of([&] { fill(reader); }) == "The database is read-only.");
  sql::Session other = session_on(file);
  for (sql::Session* one : {&session, &other})
    one->each("PRAGMA busy_timeout=0", {}, [](sql::Row&) {});
  other.execute("BEGIN IMMEDIATE");
  CHECK(sentence_of([&] { session.execute("BEGIN IMMEDIATE"); }) ==
        "The database is locked by another program.");
  CHECK_THAT(sentence_of([&] { session.execute("SELECT nothing"); }),
             Contains("The database refused: "));
}

TEST_CASE("damage is found", "[daemon][store]") {
  const verify::test::TempFolder folder;
  const fs::path file = folder.path() / "x.db";
  {
    const auto store = opened(file);
    for (int i = 0; i < 5; ++i) add_partner(*store, "p" + std::to_string(i));
    CHECK(store->check() == "ok");
  }
  {
    std::fstream out(file, std::ios::in | std::ios::out | std::ios::binary);
    out.seekp(4096 * 4);
    out << std::string(4096 * 20, '\x55');
  }
  const auto store = open_store("sqlite:" + file.string());
  if (!store) return;  // seen at once
  CHECK(sentence_of([&] {
          if (const std::string found = (*store)->check(); found != "ok")
            throw StoreUnavailable("The database is damaged.");
        }) == "The database is damaged.");
}

TEST_CASE("a backup is a whole database of one moment", "[daemon][store]") {
  const verify::test::TempFolder folder;
  const auto store = opened(folder.path() / "x.db");
  std::atomic<bool> stop = false;
  std::atomic<int> added = 0;
  std::thread writer([&] {
    while (!stop) add_partner(*store, "p" + std::to_string(added++));
  });
  while (added < 20) std::this_thread::yield();
  const fs::path copy = folder.path() / "copy.db";
  std::ofstream(copy) << "an old one";
  store->backup(copy);
  const int at_least = 20, at_most = added + 1;
  stop = true;
  writer.join();
  {
    const auto again = opened(copy);
    CHECK(again->check() == "ok");
    const auto counts = again->counts(kStart);
    CHECK(counts.partners >= at_least - 1);
    CHECK(counts.partners <= at_most);
  }
  CHECK_FALSE(fs::exists(copy.string() + ".part"));
  CHECK_THROWS_AS(store->backup(folder.path() / "none" / "copy.db"), StoreUnavailable);
  {
    const FileLimit limit(8192);
    CHECK_THROWS_AS(store->backup(folder.path() / "small.db"), StoreUnavailable);
  }
  CHECK_FALSE(fs::exists(folder.path() / "small.db"));
  CHECK_FALSE(fs::exists(folder.path() / "small.db.part"));

  const auto memory = opened();
  add_partner(*memory, "a");
  memory->backup(folder.path() / "memory.db");
  CHECK(opened(folder.path() / "memory.db")->partner("a"));
}

TEST_CASE("many threads use one store", "[daemon][store]") {
  const verify::test::TempFolder folder;
  for (const bool in_memory : {false, true}) {
    const auto store = in_memory ? opened() : opened(folder.path() / "x.db");
    constexpr int kPartners = 6, kThreads = 4, kRounds = 15;
    for (int i = 0; i < kPartners; ++i) add_partner(*store, "p" + std::to_string(i));
    std::atomic<int> finished = 0, refused = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t)
      threads.emplace_back([&, t] {
        const std::string holder = "t" + std::to_string(t);
        for (int round = 0; round < kRounds; ++round) {
          store->enqueue("p" + std::to_string((round + t) % kPartners), Trigger::schedule, "",
                         kStart);
          for (const Run& run : store->lease(holder, kStart, kMinute, 2))
            ++(store->finish(result_of(run)) ? finished : refused);
          store->portfolio({}, kStart);
          store->counts(kStart);
        }
      });
    for (std::thread& thread : threads) thread.join();
    CHECK(refused == 0);
    Store::RunFilter all;
    all.limit = 10'000;
    all.state = RunState::finished;
    CHECK(store->runs(all).size() == static_cast<std::size_t>(finished));
    CHECK(store->check() == "ok");
  }
}

TEST_CASE("a command may open a database beside its daemon, and migrates nothing there",
          "[daemon][store]") {
  const verify::test::TempFolder folder;
  const std::string place = "sqlite:" + (folder.path() / "v.db").string();
  {
    // Without a daemon it makes and migrates it itself.
    const auto alone = open_store(place, Opening::beside);
    REQUIRE(alone);
    CHECK((*alone)->check() == "ok");
  }
  const auto daemon = open_store(place);
  REQUIRE(daemon);
  const auto beside = open_store(place, Opening::beside);
  REQUIRE(beside);
  (*beside)->put_note("a", "b");
  CHECK((*daemon)->note("a") == "b");
  CHECK_FALSE(open_store(place));
}
