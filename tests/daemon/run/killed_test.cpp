// The daemon is killed in the middle of a run: the next one makes it again, once.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "daemon/run/pool_rig.h"

using namespace verify;
using namespace verify::daemon;
using namespace verify::daemon::test;
using namespace verify::test;

namespace {

struct Pipe {
  int ends[2] = {-1, -1};
  Pipe() {
    if (pipe(ends) != 0) throw std::runtime_error("no pipe");
  }
  ~Pipe() {
    close(ends[0]);
    close(ends[1]);
  }
  template <class T>
  void send(const T& value) {
    if (write(ends[1], &value, sizeof value) != sizeof value) _exit(1);
  }
  template <class T>
  T receive() {
    T value{};
    if (read(ends[0], &value, sizeof value) != sizeof value) throw std::runtime_error("no answer");
    return value;
  }
};

// Lives until it is killed. Forked before anything has a thread.
[[noreturn]] void be_the_daemon(const std::filesystem::path& folder, Pipe& port, Pipe& started) {
  const FixtureSite fixture(source_folder() / "fixtures/northwind-ml");
  FetcherOptions network;
  network.allow_net = {Cidr::parse("127.0.0.0/8").value()};
  network.connect_to.push_back({"", 0, "127.0.0.1", port.receive<std::uint16_t>()});
  ShiftedClock clock;
  clock.shift(to_fixture_day());
  Events events;
  events.listen([&](const Event& event) {
    if (event.type == "run.progress") started.send(event.run);
  });
  FileVault vault = FileVault::open(folder / "files").value();
  const auto store = open_store("sqlite:" + (folder / "verifyd.db").string()).value();
  add_partner(*store, vault, fixture, "p1", clock.now());
  store->enqueue("p1", Trigger::manual, "somebody", clock.now());
  const auto pool =
      make_run_pool(*store, vault, events, clock,
                    std::make_shared<Settings>(quick_settings(network)), bundled_rules());
  for (;;) pause();
}

}  // namespace

TEST_CASE("a run whose daemon was killed is made again, once", "[run]") {
  const TempFolder temp;
  Pipe port, started;
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) be_the_daemon(temp.path(), port, started);
  Rig rig;
  rig.site.slow(std::chrono::milliseconds(200));
  port.send(rig.site.network().connect_to.front().to_port);
  const auto id = started.receive<std::int64_t>();
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);

  rig.site.slow(std::chrono::milliseconds(0));
  FileVault vault = FileVault::open(temp.path() / "files").value();
  const auto store = open_store("sqlite:" + (temp.path() / "verifyd.db").string()).value();
  vault.clear_scratch();  // as the daemon does when it begins
  CHECK(store->run(id).value().state == RunState::running);
  const auto pool = make_run_pool(*store, vault, rig.events, rig.clock,
                                  std::make_shared<Settings>(rig.settings), bundled_rules());
  REQUIRE(rig.told.wait("run.finished", 1));
  const Run run = store->run(id).value();
  CHECK(run.state == RunState::finished);
  CHECK(run.attempts == 2);
  CHECK(run.asked_by == "somebody");
  CHECK_FALSE(store->findings(id).empty());
  CHECK(store->check() == "ok");
  for (const auto& entry : std::filesystem::directory_iterator(temp.path() / "files/scratch"))
    FAIL_CHECK(entry.path().filename().string() << " is left over");
}
