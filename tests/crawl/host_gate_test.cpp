#include "crawl/host_gate.h"

using namespace verify;
using namespace std::chrono_literals;

TEST_CASE("one request at a time per host, the delay counted from the end of the last", "[crawl]") {
  HostGate gate;
  const HostGate::Manners manners{1, 500ms};
  CHECK_FALSE(gate.enter("a", manners, 0ms));
  CHECK(gate.enter("a", manners, 100ms).has_value());
  CHECK_FALSE(gate.enter("b", manners, 100ms));
  gate.leave("a", 2000ms, 500ms);
  CHECK(gate.enter("a", manners, 2000ms) == Duration(500ms));
  CHECK_FALSE(gate.enter("a", manners, 2500ms));
}

TEST_CASE("a server that asks for more time gets it", "[crawl]") {
  HostGate gate;
  const HostGate::Manners manners{1, 0ms};
  CHECK_FALSE(gate.enter("a", manners, 0ms));
  gate.leave("a", 0ms, 10s);
  CHECK(gate.enter("a", manners, 1s) == Duration(9s));
}

TEST_CASE("several connections are allowed where the manners say so", "[crawl]") {
  HostGate gate;
  const HostGate::Manners manners{2, 0ms};
  CHECK_FALSE(gate.enter("a", manners, 0ms));
  CHECK_FALSE(gate.enter("a", manners, 0ms));
  CHECK(gate.enter("a", manners, 0ms).has_value());
}
