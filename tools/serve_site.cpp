// Serves one site of fixtures/ on 127.0.0.1 until it is told to stop:
//
//   serve_site fixtures/harbour-analytics
//
// The first line of its output is "PORT HOST [HOST…]": the port it listens on, and the hosts it
// answers for.
#include <csignal>
#include <exception>
#include <iostream>

#include "support/fixture_site.h"
#include "support/loopback_server.h"

namespace {

// Blocked before any thread starts, so that only sigwait below ever sees them.
sigset_t block_stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: serve_site FIXTURE-FOLDER\n";
    return 3;
  }
  const sigset_t signals = block_stop_signals();
  try {
    const verify::test::FixtureSite site(argv[1]);
    const verify::test::LoopbackServer server(site.script());
    std::cout << server.port();
    for (const std::string& host : site.hosts()) std::cout << ' ' << host;
    std::cout << std::endl;
    int received = 0;
    sigwait(&signals, &received);
  } catch (const std::exception& error) {
    std::cerr << "serve_site: " << argv[1] << ": " << error.what() << '\n';
    return 3;
  }
  return 0;
}
