#include <signal.h>
#include <sys/resource.h>
#include <systemd/sd-daemon.h>

#include <cstring>
#include <iostream>

#include "daemon/service/commands.h"
#include "daemon/service/service.h"

namespace verify::daemon {
namespace {

constexpr Duration kGrace = std::chrono::seconds(20);

// Blocks the signals we wait for, in this thread and all it makes. A connection that breaks while
// it is written to is no reason to die.
sigset_t block_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int each : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals, each);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);
  return signals;
}

// Each crawl holds files and connections; the service manager's soft limit is made for less.
void raise_file_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

void tell_manager(const std::string& state) {
  sd_notify(0, state.c_str());
}

// What waits between two beats of the watchdog.
timespec beat() {
  std::uint64_t microseconds = 0;
  if (sd_watchdog_enabled(0, &microseconds) <= 0) microseconds = 10'000'000;
  const std::uint64_t half = std::max<std::uint64_t>(microseconds / 2, 100'000);
  return {static_cast<time_t>(half / 1'000'000), static_cast<long>(half % 1'000'000 * 1000)};
}

// Until a signal ends it.
void run(Service& service, const sigset_t& signals) {
  const timespec pause = beat();
  while (true) {
    const int signal = sigtimedwait(&signals, nullptr, &pause);
    if (signal == SIGINT || signal == SIGTERM) return;
    if (signal == SIGHUP) {
      tell_manager("RELOADING=1");
      service.reload();
      tell_manager("READY=1");
    }
    // First: it says that this thread lives, whatever is to be said of the rest.
    tell_manager("WATCHDOG=1");
    const std::string trouble = service.not_ready();
    tell_manager("STATUS=" + (trouble.empty() ? std::string("ready") : trouble));
  }
}

}  // namespace

int serve(Settings settings) {
  const sigset_t signals = block_signals();
  raise_file_limit();
  Log log(settings.log_format, settings.log_level);
  if (settings.crawl.contact.empty())
    log.warning("config.no_contact",
                {{"key", "/crawl/contact"}, {"why", "sites cannot tell whom to write to"}});
  auto service = Service::start(std::move(settings), log);
  if (!service) {
    for (const Error& error : service.error()) std::cerr << "verifyd: " << error.describe() << "\n";
    return 3;
  }
  log.info("ready", {{"port", std::to_string((*service)->port())}});
  tell_manager("READY=1");
  run(**service, signals);
  tell_manager("STOPPING=1");
  (*service)->drain(kGrace);
  service->reset();
  log.info("stopped");
  return 0;
}

}  // namespace verify::daemon
